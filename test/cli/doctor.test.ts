import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ChangeIteration } from '../../src/actions/index.ts';
import { bookFindings, clockFindings, databaseFindings, statementFindings } from '../../src/cli/examine.ts';
import { anyMove } from '../../src/domain/lifecycle.ts';
import { engines, useTestApp } from '../support/open-test-app.ts';
import { temporaryFolder, timeboxHere } from './timebox.ts';

const policy = {
  moves: anyMove.moves,
  refuseRepeatedClose: false,
  fixedWhenClosed: [],
  endAfterStart: 'day',
  findsRemoved: false,
  findsGroups: false,
} as const satisfies ChangeIteration['policy'];
const moving = { findsRemoved: false, findsGroups: false, leaves: 'every other', takesForeign: false } as const;

describe.each(engines)('the doctor, on %s', (engine) => {
  const opened = useTestApp(engine);
  let iterationId = 0;

  const sqliteFile = async () => {
    const { rows } = await sql<{ file: string }>`PRAGMA database_list`.execute(opened().app.read);
    return rows[0]!.file;
  };
  /** Changes a row behind the back of the actions. */
  const plant = async (statement: string) => {
    if (engine === 'postgres') await sql.raw(statement).execute(opened().app.read);
    else new Database(await sqliteFile()).exec(statement).close();
  };
  const books = () => bookFindings(opened().app.read);

  // An iteration that has seen every kind of fact, closed into another one that is then removed.
  beforeAll(async () => {
    const { actions, admin } = opened();
    const { id: projectId } = await actions.createProject(admin, { title: 'Shop' });
    const add = (title: string) =>
      actions.createIteration(admin, {
        home: { projectId },
        title,
        fields: { start: { day: '2026-01-05', at: null }, end: { day: '2026-01-16', at: null } },
        policy,
      });
    const iteration = await add('Sprint 1');
    const next = await add('Sprint 2');
    iterationId = iteration.id;
    const change = (iterationRef: { id: number }, status: 'active' | 'closed') =>
      actions.changeIteration(admin, {
        iteration: iterationRef,
        fields: {},
        status,
        ...(status === 'closed' ? { moveUnfinishedTo: { id: next.id } } : {}),
        precondition: { kind: 'none' },
        policy,
      });
    const items: { id: number }[] = [];
    for (const estimate of [1, 2, 3.5, null, 8, 0.1]) {
      const item = await actions.createItem(admin, { project: { id: projectId }, fields: { title: 'Work', estimate } });
      await actions.enterIteration(admin, { iteration: { id: iteration.id }, item: { id: item.id }, policy: moving });
      items.push(item);
    }
    await change(iteration, 'active');
    const [one, two, three, four, five] = items;
    const set = (item: (typeof items)[number] | undefined, fields: object) =>
      actions.changeItem(admin, { item: { id: item!.id }, fields: {}, ...fields });
    await set(one, { category: 'done' });
    await set(two, { category: 'cancelled' });
    await set(two, { fields: { estimate: 5 } });
    await set(two, { category: 'in_progress' });
    await set(three, { fields: { estimate: 13 } });
    await set(four, { category: 'done' });
    await set(four, { category: 'queued', fields: { estimate: 0.2 } });
    await actions.leaveIteration(admin, { iteration: { id: iteration.id }, item: { id: five!.id }, policy: moving });
    await change(iteration, 'closed');
  });

  it('finds books in order that actions have kept', async () => {
    expect(await books()).toEqual([expect.objectContaining({ level: 'ok' })]);
  });

  it('finds a wrong counter, with what it should be', async () => {
    await plant(`UPDATE iteration_counter SET scope_points = scope_points + 1 WHERE iteration_id = ${iterationId}`);
    const [members, ledger, sum] = await books();
    expect(members).toMatchObject({
      level: 'fail',
      text: expect.stringMatching(/^acme, iteration \d+: scope_points is .* memberships$/),
    });
    expect(ledger).toMatchObject({ level: 'fail', text: expect.stringMatching(/scope_points is .* by the ledger$/) });
    expect(sum).toMatchObject({ level: 'fail', text: '2 figures are wrong' });
    await plant(`UPDATE iteration_counter SET scope_points = scope_points - 1 WHERE iteration_id = ${iterationId}`);
  });

  it('finds a day row too many, and one that is missing', async () => {
    await plant(`INSERT INTO iteration_day VALUES (1, ${iterationId}, '2026-01-07', 'added', 0, 2)`);
    expect((await books())[0]?.text).toContain('2026-01-07 added items is 2, and 0 by the ledger');
    await plant(`DELETE FROM iteration_day WHERE day = '2026-01-07'`);
    await plant(`CREATE TABLE put_aside AS SELECT * FROM iteration_day WHERE kind = 'raised'`);
    await plant(`DELETE FROM iteration_day WHERE kind = 'raised'`);
    expect((await books())[0]?.text).toMatch(/raised points is 0, and [\d.]+ by the ledger/);
    await plant('INSERT INTO iteration_day SELECT * FROM put_aside');
    expect(await books()).toHaveLength(1);
  });

  it('finds an item that was carried oftener, or less often, than the receipts say', async () => {
    await plant('UPDATE item SET carry_count = carry_count + 1 WHERE carry_count > 0 AND estimate = 13');
    expect((await books())[0]?.text).toMatch(/^acme, item \d+: carry_count is 2, and 1 by the receipts$/);
    await plant('UPDATE item SET carry_count = 0, points_dragged = 0 WHERE carry_count > 1');
    expect((await books()).map(({ text }) => text)).toEqual([
      expect.stringMatching(/carry_count is 0, and 1 by the receipts$/),
      expect.stringMatching(/points_dragged is 0, and 13 by the receipts$/),
      '2 figures are wrong',
    ]);
    await plant('UPDATE item SET carry_count = 1, points_dragged = 13 WHERE carry_count = 0 AND estimate = 13');
    expect(await books()).toHaveLength(1);
  });

  it('finds a statement that was changed, and one that is gone', async () => {
    const told = async () => (await statementFindings(opened().app.read)).map(({ level, text }) => [level, text]);
    expect(await told()).toEqual([['ok', 'every statement is as it was issued']]);
    await plant("UPDATE statement SET reason = 'Better so'");
    expect(await told()).toEqual([
      ['fail', 'acme, statement 1 was changed'],
      ['fail', '1 statements cannot be relied on'],
    ]);
    await plant('CREATE TABLE kept_aside AS SELECT * FROM statement');
    await plant('DELETE FROM statement');
    expect((await told())[0]).toEqual(['fail', 'acme, statement 1 is gone']);
    await plant('INSERT INTO statement SELECT * FROM kept_aside');
    await plant('UPDATE statement SET reason = NULL');
    expect(await told()).toHaveLength(1);
  });

  it('tells what a power loss would do, and whether the clock is behind the past', async () => {
    const told = (await databaseFindings(opened().app.read)).map(({ text }) => text).join('\n');
    expect(told).toMatch(
      engine === 'sqlite' ? /journal_mode is wal\nsynchronous is 2/ : /fsync is o.*\nfull_page_writes is o/,
    );
    expect(told).toMatch(/the schema is the newest/);
    const now = await clockFindings(opened().app.read, Date.now());
    expect(now.map(({ level }) => level)).toEqual(['ok', 'ok']);
    const before = await clockFindings(opened().app.read, Date.now() - 3_600_000);
    expect(before.some(({ level, text }) => level === 'warn' && text.includes('still to come'))).toBe(true);
  });

  // A test server of PostgreSQL is never well: it trades safety for speed.
  // oxlint-disable-next-line vitest/no-conditional-tests
  if (engine === 'sqlite')
    it('ends with 1 when something is wrong, and changes nothing', { timeout: 60_000 }, async () => {
      const dataDir = dirname(await sqliteFile());
      expect(await timeboxHere(['doctor', '--data-dir', dataDir])).toMatchObject({
        code: 0,
        stdout: expect.stringMatching(/^settings\n {2}ok/),
      });
      await plant(`UPDATE iteration_counter SET done_items = 99 WHERE iteration_id = ${iterationId}`);
      const { code, stdout } = await timeboxHere(['doctor', '--data-dir', dataDir, '--json']);
      expect(code).toBe(1);
      const findings = stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line));
      expect(findings.filter(({ level }) => level === 'fail').map(({ group }) => group)).toEqual([
        'books',
        'books',
        'books',
      ]);
      expect((await timeboxHere(['doctor', '--data-dir', dataDir, '--json'])).code).toBe(1);
    });
});

describe('the doctor', () => {
  it('says what to do where there is no database, or no sense in the settings', { timeout: 60_000 }, async () => {
    const none = await timeboxHere(['doctor', '--data-dir', temporaryFolder()]);
    expect(none).toMatchObject({ code: 1, stdout: expect.stringContaining('there is no database') });
    const senseless = await timeboxHere(['doctor', '--port', 'x', '--rate-limit', 'none']);
    expect(senseless).toMatchObject({
      code: 1,
      stdout: expect.stringMatching(/fail {2}--port must be[^]*fail {2}--rate-limit must be/),
    });
  });
});
