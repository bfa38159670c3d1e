import { afterAll, describe, expect, it } from 'vitest';
import { engines, useTestApp } from '../../test/support/open-test-app.ts';
import { anyChange, at, playSprint12, prepareSprint12, sprint12 } from '../../test/support/play-sprint-12.ts';
import { listStatements, readStatedItems } from '../store/statements.ts';
import { checkStatements } from './check-statements.ts';

describe.each(engines)('the statement of a closed iteration, on %s', (engine) => {
  const test = useTestApp(engine);
  afterAll(() => test().setClock(null));
  const orgId = () => test().admin.actor.orgId;
  const statementsOf = (iterationId: number) => listStatements(test().app.read, orgId(), iterationId);
  const amount = (points: number, items: number) => ({ points, items });

  it('tells what was committed, what changed, what was done and what was carried', async () => {
    const { iterationId, nextId, itemId } = await playSprint12(test());
    const [first, ...others] = await statementsOf(iterationId);
    expect(others).toEqual([]);
    expect(first).toMatchObject({ number: 1, reason: null, issuedAt: at(sprint12.closed), causes: [] });
    expect(first?.figures).toEqual({
      commitment: amount(24, 7),
      columns: {
        added: amount(11, 2),
        removed: amount(5, 1),
        cancelled: amount(1, 1),
        restored: amount(0, 0),
        raised: amount(5, 0),
        lowered: amount(0, 0),
        completed: amount(27, 6),
        reopened: amount(3, 1),
        addedDone: amount(0, 0),
        removedDone: amount(0, 0),
      },
      scope: amount(34, 7),
      done: amount(24, 5),
      remaining: amount(10, 2),
      unestimatedAtFreeze: 1,
      unestimated: 1,
      velocity: amount(24, 5),
      late: amount(0, 0),
      doneOnArrival: amount(0, 0),
      kept: amount(16, 4),
      committedUnfinished: amount(2, 1),
      carriedIn: amount(0, 0),
      carryIn: { all: amount(0, 0), finished: amount(0, 0) },
      carriedToIterations: amount(10, 2),
      returnedToBacklog: amount(0, 0),
      stayed: amount(0, 0),
      cancelled: amount(1, 1),
      uncredited: amount(0, 0),
      members: 8,
    });
    expect(first?.definition).toEqual({
      profile: 'native',
      rules: { graceMinutes: 0, defaultEstimate: null, creditHours: 0 },
      zone: 'Europe/Berlin',
      window: {
        start: '2026-03-23',
        end: '2026-04-03',
        calendar: { weekdays: [1, 2, 3, 4, 5], days: [{ day: '2026-04-03', isWorking: false, name: 'Holiday' }] },
      },
      planned: { start: '2026-03-23', end: '2026-04-03' },
      startedAt: at(sprint12.started),
      finishedAt: at(sprint12.closed),
      scope: { policy: { kind: 'open' }, overrides: [] },
    });
    const items = await readStatedItems(test().app.read, { orgId: orgId(), iterationId, number: 1 });
    const byName = new Map(items.map((item) => [item.title, item]));
    expect([...byName.keys()].toSorted()).toEqual(['A', 'B', 'C', 'E', 'F', 'G', 'H', 'I']);
    const toNext = { kind: 'iteration', iterationId: nextId };
    expect(byName.get('B')).toMatchObject({ committed: 8, points: 13, outcome: 'done', fate: null, carries: 0 });
    expect(byName.get('E')).toMatchObject({
      id: itemId('E'),
      committed: 2,
      outcome: 'unfinished',
      fate: toNext,
      carries: 1,
    });
    expect(byName.get('G')).toMatchObject({ committed: null, points: 8, outcome: 'unfinished', fate: toNext });
    expect(byName.get('H')).toMatchObject({ committed: 1, outcome: 'cancelled', fate: null });
    expect(byName.get('I')).toMatchObject({ committed: 0, points: 0, isUnestimated: true, outcome: 'done' });
  });

  it('counts what was finished before the start, or before it came in, as done and not as velocity', async () => {
    const played = await prepareSprint12(test());
    await played.change('A', '2026-03-22 12:00', { to: 'done' });
    await played.change('F', '2026-03-24 12:00', { to: 'done' });
    await played.start();
    await played.liveUntil('2026-03-30 12:00');
    await played.close('nowhere', '2026-04-06 12:00');
    const [statement] = await statementsOf(played.iterationId);
    expect(statement?.figures).toMatchObject({
      commitment: amount(19, 6),
      doneOnArrival: amount(8, 2),
      velocity: amount(0, 1),
      done: amount(8, 3),
    });
  });

  it('tells apart what was finished after the last planned day', async () => {
    const played = await prepareSprint12(test());
    await played.start();
    await played.liveUntil(sprint12.closed);
    await played.change('G', '2026-04-03 23:59', { to: 'done' });
    await played.change('E', '2026-04-04 00:01', { to: 'done' });
    await played.close('nowhere', '2026-04-06 12:00');
    const [statement] = await statementsOf(played.iterationId);
    expect(statement?.figures).toMatchObject({ velocity: amount(34, 7), late: amount(2, 1), stayed: amount(0, 0) });
  });

  it('knows what was carried in, and how often', async () => {
    const { nextId, itemId } = await playSprint12(test());
    const { actions, admin } = test();
    const change = { precondition: { kind: 'none' }, fields: {}, policy: anyChange } as const;
    test().setClock(at('2026-04-07 09:00'));
    await actions.changeIteration(admin, { ...change, iteration: { id: nextId }, status: 'active' });
    test().setClock(at('2026-04-08 09:00'));
    await actions.changeItem(admin, { item: { id: itemId('G') }, fields: {}, to: { category: 'done' } });
    test().setClock(at('2026-04-17 17:00'));
    await actions.changeIteration(admin, { ...change, iteration: { id: nextId }, status: 'closed' });
    const [statement] = await statementsOf(nextId);
    expect(statement?.figures).toMatchObject({
      commitment: amount(10, 2),
      carriedIn: amount(10, 2),
      carryIn: { all: amount(10, 2), finished: amount(8, 1) },
      velocity: amount(8, 1),
      kept: amount(8, 1),
      stayed: amount(2, 1),
    });
    const items = await readStatedItems(test().app.read, { orgId: orgId(), iterationId: nextId, number: 1 });
    expect(items.map(({ title, carries, cameCarried }) => [title, carries, cameCarried])).toEqual([
      ['E', 1, true],
      ['G', 1, true],
    ]);
  });

  it('is issued of one that is made closed as well, and tells of nothing', async () => {
    const { actions, admin } = test();
    const project = await actions.createProject(admin, { title: 'Records' });
    const made = await actions.createIteration(admin, {
      home: { projectId: project.id },
      title: 'Long ago',
      fields: { start: { day: '2026-01-05', at: null }, end: { day: '2026-01-16', at: null } },
      status: 'closed',
      policy: anyChange,
    });
    const [statement, ...others] = await statementsOf(made.id);
    expect(others).toEqual([]);
    expect(statement).toMatchObject({
      number: 1,
      reason: null,
      figures: { commitment: amount(0, 0), scope: amount(0, 0), velocity: amount(0, 0), members: 0 },
      definition: { planned: { start: '2026-01-05', end: '2026-01-16' }, finishedAt: made.finishedAt },
    });
    expect(await checkStatements(test().app.read)).toEqual([]);
    const report = await actions.reportFigures(admin, { iteration: { id: made.id } });
    expect(report.closing).toMatchObject({ velocity: amount(0, 0) });
  });

  it('stays readable when the iteration is reopened; the next close appends, and says what that came to', async () => {
    const played = await playSprint12(test(), 'nowhere');
    const [first] = await statementsOf(played.iterationId);
    await played.reopen('2026-04-04 09:00');
    expect(await statementsOf(played.iterationId)).toEqual([first]);
    await played.change('E', '2026-04-04 10:00', { to: 'done' });
    await played.close('nowhere', '2026-04-04 12:00');
    const [again, second] = await statementsOf(played.iterationId);
    expect(again).toEqual(first);
    expect(second).toMatchObject({ number: 2, reason: null });
    expect(second?.figures).toMatchObject({ velocity: amount(26, 6), late: amount(2, 1), remaining: amount(8, 1) });
    expect(second?.causes).toMatchObject([
      {
        kind: 'run_again',
        change: { scope: amount(0, 0), done: amount(2, 1), remaining: amount(-2, -1), velocity: amount(2, 1) },
      },
    ]);
  });
});
