import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type App, openApp } from '../../src/actions/app.ts';
import { bindActions } from '../../src/actions/index.ts';
import type { Deed } from '../../src/cli/demo/deeds.ts';
import { activeIteration, demoPeople } from '../../src/cli/demo/plan.ts';
import { mulberry32 } from '../../src/cli/demo/random.ts';
import { tellStory } from '../../src/cli/demo/story.ts';
import { type DemoCredentials, seedDemo } from '../../src/cli/demo.ts';
import { burndown } from '../../src/domain/burndown.ts';
import { addDays, dayIn, weekday } from '../../src/domain/days.ts';
import { plainCalendar } from '../../src/domain/working-calendar.ts';
import type { Db } from '../../src/store/engine.ts';
import { readDays } from '../../src/store/ledger.ts';
import { type Engine, engines } from '../support/open-test-app.ts';
import { freshPostgres } from '../support/postgres.ts';

/** A Monday, a Sunday after a weekend, a leap day, both changes of the clock in Berlin and a new year. */
const days = ['2026-11-16', '2026-11-22', '2028-02-29', '2026-03-29', '2026-10-25', '2027-01-01'];

/** What the demo shows, without the UUIDs. */
async function figuresOf(db: Db) {
  const iterations = await db
    .selectFrom('iteration as i')
    .innerJoin('iteration_counter as c', (on) =>
      on.onRef('c.org_id', '=', 'i.org_id').onRef('c.iteration_id', '=', 'i.id'),
    )
    .innerJoin('organization as o', 'o.id', 'i.org_id')
    .select([
      'i.org_id',
      'i.id',
      'i.kind',
      'i.project_id',
      'i.title',
      'i.goal',
      'i.status',
      'i.path',
      'i.start_day',
      'i.end_day',
    ])
    .select(['i.started_at', 'i.finished_at', 'i.committed_points', 'i.committed_items', 'i.velocity_points'])
    .select(['i.done_items', 'i.total_items', 'c.scope_points', 'c.done_points', 'c.member_items', 'i.version'])
    .where('o.slug', '=', 'demo')
    .orderBy('i.id')
    .execute();
  const items = await db
    .selectFrom('item')
    .select([
      'key',
      'type',
      'title',
      'estimate',
      'done_estimate',
      'category',
      'project_id',
      'started_at',
      'done_at',
      'version',
    ])
    .orderBy('id')
    .execute();
  const memberships = await db
    .selectFrom('membership')
    .select(['id', 'iteration_id', 'item_id', 'sort_order', 'added_at', 'ended_at'])
    .orderBy('id')
    .execute();
  const facts = await db
    .selectFrom('iteration_day')
    .selectAll()
    .orderBy('iteration_id')
    .orderBy('day')
    .orderBy('kind')
    .execute();
  return { iterations, items, memberships, facts };
}

const seen = new Map<Engine, Awaited<ReturnType<typeof figuresOf>>>();

describe.each(engines)('the demo data, on %s', (engine) => {
  const today = '2026-11-24';
  let app: App;
  let credentials: DemoCredentials;
  let figures: Awaited<ReturnType<typeof figuresOf>>;
  let end: () => Promise<void>;

  beforeAll(async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'timebox-demo-'));
    const postgres = engine === 'postgres' ? await freshPostgres() : undefined;
    app = await openApp({ dataDir, databaseUrl: postgres?.url ?? null });
    end = async () => {
      await app.close();
      await postgres?.drop();
      rmSync(dataDir, { recursive: true });
    };
    credentials = await seedDemo(app, today);
    figures = await figuresOf(app.read);
    seen.set(engine, figures);
  });
  afterAll(() => end());

  it('holds what it promises: 2 projects, 3 releases, 6 closed, 1 active and 3 planned iterations, 240 items, 4 people', async () => {
    const count = (kind: string, status: string) =>
      figures.iterations.filter((each) => each.kind === kind && each.status === status).length;
    expect(count('root', 'planned')).toBe(2);
    expect(count('release', 'planned')).toBe(3);
    expect(['closed', 'active', 'planned'].map((status) => count('iteration', status))).toEqual([6, 1, 3]);
    expect(figures.items).toHaveLength(240);
    expect(new Set(figures.items.map(({ title }) => title)).size).toBe(240);
    const people = await app.read.selectFrom('person').select('name').orderBy('id').execute();
    expect(people.map(({ name }) => name)).toEqual(demoPeople.map(({ name }) => name));
  });

  it('can be entered with the token and with the password, and only once be made', async () => {
    const actions = bindActions(app);
    const { actor } = await actions.authenticate({ token: credentials.token });
    expect(actor).toMatchObject({ login: credentials.login, orgRole: 'admin', scope: 'admin' });
    expect((await actions.checkPassword(credentials.login, credentials.password)).userId).toBe(actor.userId);
    await expect(seedDemo(app, today)).rejects.toMatchObject({ code: 'taken' });
  });

  it('closed its iterations with a velocity that varies within reason, and carried something over', () => {
    const closed = figures.iterations.filter(({ status }) => status === 'closed');
    const velocities = closed.map((each) => each.velocity_points ?? 0);
    expect(Math.min(...velocities)).toBeGreaterThanOrEqual(20);
    expect(Math.max(...velocities)).toBeLessThanOrEqual(60);
    expect(new Set(velocities).size).toBeGreaterThan(2);
    for (const { done_items, total_items } of closed) expect(done_items).toBeLessThan(total_items ?? 0);
    const carried = figures.memberships.filter(({ added_at, iteration_id }) =>
      closed.some((each) => each.finished_at === added_at && each.id !== iteration_id),
    );
    expect(carried.length).toBeGreaterThan(0);
  });

  it('says what each goal takes, and what became of those of closed iterations', async () => {
    const actions = bindActions(app);
    const caller = { actor: (await actions.authenticate({ token: credentials.token })).actor };
    const lived = figures.iterations.filter(({ status }) => status === 'closed' || status === 'active');
    const goals = await Promise.all(lived.map(({ id }) => actions.getGoal(caller, { iteration: { id } })));
    expect(Math.min(...goals.map(({ items }) => items.length))).toBeGreaterThan(2);
    const outcomes = goals.map(({ outcome }) => outcome);
    expect(new Set(outcomes)).toEqual(new Set(['met', 'partly', null]));
    expect(outcomes.filter((outcome) => outcome === null)).toHaveLength(1);
  });

  it('knows who works when, and that somebody is away while the iteration runs', async () => {
    const actions = bindActions(app);
    const caller = { actor: (await actions.authenticate({ token: credentials.token })).actor };
    const active = figures.iterations.find(({ status }) => status === 'active');
    const { patterns } = await actions.getWorkPatterns(caller, { of: { projectId: active?.project_id ?? 0 } });
    expect(patterns).toHaveLength(demoPeople.length);
    const { capacity } = await actions.getCapacity(caller, { iteration: { id: active?.id ?? 0 } });
    // Two weeks of all four, but for the two days off of who works four days a week.
    expect(capacity?.people.map(({ hours }) => Math.round(hours * 10) / 10)).toEqual([44.8, 64, 38.4, 51.2]);
  });

  it('has an active iteration whose burndown balances and tells of every kind of change', async () => {
    const active = figures.iterations.find(({ status }) => status === 'active');
    if (active === undefined || active.start_day === null || active.end_day === null)
      throw new Error('No active iteration');
    const facts = await readDays(app.read, active.org_id, active.id);
    const { committed, days: series } = burndown(facts, {
      start: active.start_day,
      end: active.end_day,
      calendar: plainCalendar,
    });
    expect(committed).toEqual({ points: active.committed_points, items: active.committed_items });
    expect(series.at(-1)?.scope.points).toBe(active.scope_points);
    expect(series.at(-1)?.done.points).toBe(active.done_points);

    const during = new Set(facts.filter(({ day }) => day !== '').map(({ kind }) => kind));
    for (const kind of ['added', 'removed', 'raised', 'lowered', 'completed', 'reopened'] as const) {
      expect(during).toContain(kind);
    }
    const friday = series.find(({ day }) => day === addDays(active.start_day ?? '', 4));
    const sunday = series.find(({ day }) => day === addDays(active.start_day ?? '', 6));
    expect(sunday?.remaining).toEqual(friday?.remaining);
    expect(sunday?.remaining.points).toBeLessThan(committed.points);
    expect(sunday?.remaining.points).toBeGreaterThan(committed.points / 4);
  });
});

it('is the same for the same day on both engines, but for UUIDs and secrets', () => {
  const [sqlite, postgres] = engines.map((engine) => seen.get(engine));
  expect(sqlite).toBeDefined();
  expect(postgres).toEqual(sqlite);
});

describe('the story of the demo', () => {
  it('is the same for the same day, and another one for another day', () => {
    expect(tellStory('2026-11-22')).toEqual(tellStory('2026-11-22'));
    expect(tellStory('2026-11-22').deeds).not.toEqual(tellStory('2026-11-23').deeds);
  });

  it('can be told on any day: all of it on working days before that day, the running iteration in or just before its second week', () => {
    const everyDay = Array.from({ length: 370 }, (_, index) => addDays('2026-01-01', index));
    for (const today of [...days, ...everyDay]) {
      const story = tellStory(today);
      expect(story.items).toHaveLength(240);
      const active = story.iterations[activeIteration];
      expect(weekday(active?.start ?? '')).toBe(1);
      expect(addDays(active?.start ?? '', 5) <= today && today <= addDays(active?.end ?? '', 0)).toBe(true);
      checkOrder(story.deeds, today);
      const during = new Set(story.deeds.filter((deed) => deed.at > startOf(story.deeds)).map(toldOf));
      for (const told of ['enter', 'leave', 'estimate', 'done', 'reopened']) expect(during).toContain(told);
    }
  }, 60_000);

  it.each(days)('can be lived through on %s', async (today) => {
    const dataDir = mkdtempSync(join(tmpdir(), 'timebox-demo-'));
    const app = await openApp({ dataDir });
    await seedDemo(app, today);
    const { iterations, items } = await figuresOf(app.read);
    await app.close();
    rmSync(dataDir, { recursive: true });
    expect(items).toHaveLength(240);
    const velocities = iterations.filter(({ status }) => status === 'closed').map((each) => each.velocity_points ?? 0);
    expect(velocities).toHaveLength(6);
    expect(Math.min(...velocities)).toBeGreaterThanOrEqual(20);
    expect(Math.max(...velocities)).toBeLessThanOrEqual(60);
  });
});

it('mulberry32 gives the numbers that others give for the same seed', () => {
  expect(mulberry32(42)()).toBe(0.6011037519201636);
});

/** Every deed happens on a working day before `today`, in order, and uses only what has been made before. */
function checkOrder(deeds: readonly Deed[], today: string): void {
  const written = new Set<number>();
  let last = 0;
  for (const deed of deeds) {
    const day = dayIn('Europe/Berlin', deed.at);
    if (day >= today || weekday(day) > 5 || deed.at < last)
      throw new Error(`${today}: ${JSON.stringify(deed)} on ${day}`);
    last = deed.at;
    if (deed.does === 'write down') written.add(deed.item);
    else if ('item' in deed && !written.has(deed.item))
      throw new Error(`${today}: ${JSON.stringify(deed)} before it is written`);
  }
  if (written.size !== 240) throw new Error(`${today}: ${written.size} items`);
}

function startOf(deeds: readonly Deed[]): number {
  return (
    deeds.find((deed) => deed.does === 'start' && deed.iteration === activeIteration)?.at ?? Number.POSITIVE_INFINITY
  );
}

function toldOf(deed: Deed, _: number, deeds: readonly Deed[]): string {
  if (deed.does !== 'move') return deed.does;
  const before = deeds.filter((each) => each.does === 'move' && each.item === deed.item && each.at < deed.at).at(-1);
  return before?.does === 'move' && before.to === 'done' ? 'reopened' : deed.to;
}
