import { tmpdir } from 'node:os';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshPostgres } from '../../test/support/postgres.ts';
import { anyMove } from '../domain/lifecycle.ts';
import { noPrecondition } from '../domain/precondition.ts';
import { findBookFaults } from '../store/check-books.ts';
import { readEvents, readRevision, type StoredEvent } from '../store/events.ts';
import { type App, openApp } from './app.ts';
import { operatorOf } from './authenticate.ts';
import { type Actions, bindActions, type Caller } from './index.ts';
import { bindOperations } from './operations.ts';
import { postgresWriter } from './postgres-writer.ts';

const policy = {
  ...anyMove,
  fixedWhenClosed: [],
  endAfterStart: 'day',
  findsRemoved: false,
  findsGroups: false,
} as const;
const times = <T>(count: number, deed: (index: number) => T): T[] => Array.from({ length: count }, (_, n) => deed(n));

interface Node {
  readonly app: App;
  readonly actions: Actions;
  readonly heard: StoredEvent[];
}

describe('the writer on PostgreSQL', () => {
  let postgres: Awaited<ReturnType<typeof freshPostgres>>;
  let here: Node;
  let there: Node;
  let admin: Caller;
  let projectId: number;

  async function openNode(): Promise<Node> {
    const heard: StoredEvent[] = [];
    const opened = await openApp(
      { dataDir: tmpdir(), databaseUrl: postgres.url },
      { publish: (events) => heard.push(...events) },
    );
    // However slow the machine is, what waits is taken in.
    const app = { ...opened, writer: postgresWriter(opened.read, Number.POSITIVE_INFINITY) };
    const close = async () => {
      await app.writer.close();
      await opened.close();
    };
    return { app: { ...app, close }, actions: bindActions(app), heard };
  }
  beforeAll(async () => {
    postgres = await freshPostgres();
    [here, there] = [await openNode(), await openNode()];
    const person = { login: 'admin', name: 'Admin', email: null, passwordHash: null };
    await bindOperations(here.app).createOrganization({ name: 'Acme', slug: 'acme', zone: 'UTC', admin: person });
    admin = { actor: await operatorOf(here.app, 'acme') };
    projectId = (await here.actions.createProject(admin, { title: 'Alpha' })).id;
  });
  afterAll(async () => {
    await Promise.all([here.app.close(), there.app.close()]);
    await postgres.drop();
  });

  const create = ({ actions }: Node, title: string, parentId?: number) =>
    actions.createIteration(admin, {
      home: { projectId },
      title,
      fields: {},
      ...(parentId === undefined ? {} : { parentId }),
      policy,
    });
  const rename = ({ actions }: Node, id: number, title: string) =>
    actions.changeIteration(admin, { iteration: { id }, precondition: noPrecondition, fields: { title }, policy });
  const newestEvent = () => readRevision(here.app.read, admin.actor.orgId, null);
  const transactionsSince = async (event: number) => {
    const { rows } = await sql<{ count: number }>`
      SELECT count(DISTINCT xmin::text) AS count FROM event WHERE seq > ${event}`.execute(here.app.read);
    return rows[0]?.count;
  };

  it('commits what was asked for at the same time together, in the order of arrival', async () => {
    const before = await newestEvent();
    const made = await Promise.all(times(8, (n) => create(here, `Sprint ${n}`)));
    expect(made.map(({ id }) => id - (made[0]?.id ?? 0))).toEqual(times(8, (n) => n));
    expect(await transactionsSince(before)).toBe(1);
  });

  it('keeps the transaction when something is refused that has written nothing', async () => {
    const before = await newestEvent();
    const asked = [create(here, 'Before'), rename(here, 999_999, 'Nothing'), create(here, 'After')];
    const outcomes = await Promise.allSettled(asked);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(await transactionsSince(before)).toBe(1);
  });

  it('undoes what a refused command had written, and nothing else', async () => {
    const before = await newestEvent();
    const counters = () => here.app.read.selectFrom('organization_counter').select('iteration').executeTakeFirst();
    const taken = (await counters())?.iteration ?? 0;
    // A number has been taken by the time the parent is looked for.
    const outcomes = await Promise.allSettled([
      create(here, 'One'),
      create(here, 'Lost', 999_999),
      create(here, 'Two'),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(outcomes[1]).toMatchObject({ reason: { code: 'invalid' } });
    expect((await counters())?.iteration).toBe(taken + 2);
    expect(await newestEvent()).toBe(before + 2);
    expect(await transactionsSince(before)).toBe(2);
  });

  it('does everything once when something fails among it', async () => {
    const before = await newestEvent();
    const item = (title: string, estimate: number) =>
      here.actions.createItem(admin, { project: { id: projectId }, fields: { title, estimate } });
    // No estimate is below zero: the database itself refuses it, as dialects do before.
    const outcomes = await Promise.allSettled([item('Good', 1), item('Bad', -1), item('Better', 2)]);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    const query = { order: [], skip: 0, limit: null };
    const { items } = await here.actions.listItems(admin, { query, conditions: ['live'] });
    expect(items.map(({ title }) => title)).toEqual(['Good', 'Better']);
    const events = await readEvents(here.app.read, admin.actor.orgId, before, 1000);
    expect(here.heard.filter(({ seq }) => seq > before)).toEqual(events);
    expect(events.map(({ kind, itemId }) => [kind, itemId])).toEqual(items.map(({ id }) => ['item.created', id]));
  });

  it('does once what is asked for twice with one key, also within one transaction', async () => {
    const before = await newestEvent();
    let replays = 0;
    const replayed = () => {
      replays += 1;
    };
    const keyed = (key: string, title: string) =>
      here.actions.createIteration(
        { ...admin, retry: { key, fingerprint: title, replayed } },
        { home: { projectId }, title, fields: {}, policy },
      );
    const [first, again, other] = await Promise.allSettled([
      keyed('same', 'Once'),
      keyed('same', 'Once'),
      keyed('same', 'Otherwise'),
    ]);
    expect(again).toEqual(first);
    expect(other).toMatchObject({ status: 'rejected', reason: { code: 'retry_mismatch' } });
    expect([replays, (await newestEvent()) - before]).toEqual([1, 1]);
  });

  it('shares an organization with the writer of another process', async () => {
    const sprint = await create(here, 'Shared');
    const before = await newestEvent();
    const renamed = await Promise.all(times(60, (n) => rename(n % 2 === 0 ? here : there, sprint.id, `Name ${n}`)));
    const versions = renamed.map(({ iteration }) => iteration.version);
    expect(versions.toSorted((a, b) => a - b)).toEqual(times(60, (n) => n + 2));
    const events = await readEvents(there.app.read, admin.actor.orgId, before, 1000);
    expect(events.map(({ seq }) => seq)).toEqual(times(60, (n) => before + n + 1));
    expect(events.map(({ data }) => data['version'])).toEqual(times(60, (n) => n + 2));
    const heard = [...here.heard, ...there.heard].filter(({ seq }) => seq > before);
    expect(heard.toSorted((a, b) => a.seq - b.seq)).toEqual(events);
  });

  it('marks each project with the newest event that touched it', async () => {
    await Promise.all(times(5, (n) => create(here, `Marked ${n}`)));
    expect(await readRevision(here.app.read, admin.actor.orgId, projectId)).toBe(await newestEvent());
  });

  it('answers what is waiting before it closes', async () => {
    const { app, actions, heard } = await openNode();
    const asked = times(40, (n) => create({ app, actions, heard }, `Last ${n}`));
    await app.close();
    expect((await Promise.all(asked)).length).toBe(40);
    expect(heard).toHaveLength(40);
    expect(await findBookFaults(here.app.read, admin.actor.orgId)).toEqual([]);
  });
});
