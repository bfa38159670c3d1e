import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { engines } from '../../../test/support/open-test-app.ts';
import { useTestServer } from '../../../test/support/open-test-server.ts';
import { at, type Played, playSprint12, prepareSprint12, sprint12 } from '../../../test/support/play-sprint-12.ts';
import { withWriter } from '../../../test/support/with-writer.ts';
import { checkStatements } from '../../actions/check-statements.ts';
import { bindOperations } from '../../actions/operations.ts';

describe.each(engines)('Native statements, on %s', (engine) => {
  const test = useTestServer(engine);
  afterAll(() => test().setClock(null));
  const ask = (method: 'GET' | 'POST', path: string, body?: unknown, token = test().token) =>
    test().send(method, `/native/v1/iterations/${path}`, {
      ...(body === undefined ? {} : { body }),
      headers: { authorization: `Bearer ${token}` },
    });
  const rows = () => test().app.read.selectFrom('statement').selectAll().orderBy('id').execute();
  const restate = ({ iterationId }: Played, reason = 'Found later') =>
    ask('POST', `${iterationId}/restatements`, { reason });
  const get = async (path: string) => {
    const answer = await ask('GET', path);
    expect([answer.status, path]).toEqual([200, path]);
    return answer.json();
  };
  const amount = (points: number, items: number) => ({ points, items });
  /** What causes add to the figures of the statement before. */
  const added = (before: any, causes: any[]) => {
    const figures = { scope: before.scope, done: before.done, remaining: before.remaining };
    const start: any = { ...figures, velocity: before.closing.velocity };
    for (const figure of Object.keys(start)) {
      for (const { change } of causes) {
        const { points, items } = start[figure];
        start[figure] = amount(points + change[figure].points, items + change[figure].items);
      }
    }
    return start;
  };

  describe('of an iteration that is closed with nothing carried', () => {
    let played: Played;
    let first: any;
    beforeAll(async () => {
      played = await playSprint12(test(), 'nowhere');
      first = await get(`${played.iterationId}/statements/1`);
    });

    it('tell of every item, and by which rules they count', () => {
      expect(first).toMatchObject({
        number: 1,
        reason: null,
        issuedAt: '2026-04-03T15:00:00.000Z',
        issuedBy: { name: 'Admin of acme' },
        causes: [],
        hash: expect.stringMatching(/^[0-9a-f]{64}$/),
        definition: { profile: 'native', zone: 'Europe/Berlin', start: '2026-03-23', end: '2026-04-03' },
      });
      const outcomes = first.items.map(({ title, outcome, destination }: any) => [title, outcome, destination?.kind]);
      expect(outcomes.toSorted()).toEqual([
        ['A', 'done', undefined],
        ['B', 'done', undefined],
        ['C', 'done', undefined],
        ['E', 'unfinished', 'stay'],
        ['F', 'done', undefined],
        ['G', 'unfinished', 'stay'],
        ['H', 'cancelled', undefined],
        ['I', 'done', undefined],
      ]);
    });

    it('are not restated while nothing has happened', async () => {
      const answer = await restate(played);
      expect([answer.status, answer.json().type]).toEqual([409, 'urn:timebox:problem:transition-not-allowed']);
    });

    it('are restated with what was finished, reopened, re-estimated and deleted since, and say so', async () => {
      const before = await rows();
      await played.change('G', '2026-04-04 10:00', { estimate: 5 });
      await played.change('G', '2026-04-04 11:00', { to: 'done' });
      await played.change('A', '2026-04-04 12:00', { to: 'in_progress' });
      await played.change('E', '2026-04-04 12:30', { estimate: 3 });
      test().setClock(at('2026-04-04 13:00'));
      const { actions, admin } = test();
      const item = { id: played.itemId('F') };
      await actions.changeItem(admin, { item, fields: { condition: 'deleted' } });
      test().setClock(at('2026-04-04 14:00'));
      const answer = await restate(played, 'Two were booked late');
      const second = answer.json();
      expect([answer.status, answer.headers.location]).toEqual([
        201,
        `/native/v1/iterations/${played.iterationId}/statements/2`,
      ]);
      expect(second).toMatchObject({ number: 2, reason: 'Two were booked late', previousHash: expect.any(String) });
      const told = second.causes.map(({ kind, itemId, change }: any) => [
        kind,
        itemId,
        change.done,
        change.scope.points,
      ]);
      expect(told).toEqual([
        ['reestimate', played.itemId('G'), amount(0, 0), -3],
        ['late_finish', played.itemId('G'), amount(5, 1), 0],
        ['reopening', played.itemId('A'), amount(-5, -1), 0],
        ['deletion', played.itemId('F'), amount(-3, -1), -3],
      ]);
      const { scope, done, remaining, closing, columns } = second.figures;
      expect({ scope, done, remaining, velocity: closing.velocity }).toEqual(added(first.figures, second.causes));
      expect({ scope, done, remaining }).toEqual({
        scope: amount(28, 6),
        done: amount(21, 4),
        remaining: amount(7, 2),
      });
      expect(closing).toMatchObject({ velocity: amount(21, 4), kept: amount(11, 3), stayed: amount(7, 2) });
      expect(columns).toMatchObject({ lowered: amount(3, 0), removedDone: amount(3, 1), reopened: amount(8, 2) });
      // Whatever was stored stays as it was, byte for byte.
      expect((await rows()).slice(0, before.length)).toEqual(before);
      expect(await get(`${played.iterationId}/statements/1`)).toEqual(first);
      expect(await checkStatements(test().app.read)).toEqual([]);
    });

    it('answer the figures of the closed iteration from the latest, and from any that is named', async () => {
      expect(await get(`${played.iterationId}/figures`)).toMatchObject({
        statement: { number: 2 },
        done: amount(21, 4),
      });
      expect(await get(`${played.iterationId}/figures?statement=1`)).toMatchObject({
        statement: { number: 1 },
        done: amount(24, 5),
      });
      expect(await get(`${played.iterationId}/figures?asOf=2026-04-04T11:59:59Z`)).toMatchObject({
        statement: { number: 1 },
      });
    });

    it('are restated on corrected dates, and tell of each change once', async () => {
      const { actions, admin } = test();
      test().setClock(at('2026-04-05 09:00'));
      await actions.changeIteration(admin, {
        iteration: { id: played.iterationId },
        precondition: { kind: 'none' },
        fields: { end: { day: '2026-03-31', at: null } },
        policy: {
          moves: {},
          refuseRepeatedClose: false,
          fixedWhenClosed: [],
          endAfterStart: 'day',
          findsRemoved: false,
          findsGroups: false,
        },
      });
      const third = (await restate(played, 'It was to end earlier')).json();
      expect(third.causes).toMatchObject([{ kind: 'dates', itemId: null, change: { velocity: amount(0, 0) } }]);
      expect(third.figures.closing).toMatchObject({ velocity: amount(21, 4), late: amount(13, 1) });
      expect((await restate(played)).status).toBe(409);
    });

    it('can be compared', async () => {
      const diff = await get(`${played.iterationId}/statements/3/diff?against=1`);
      expect(diff.causes.map(({ kind }: any) => kind)).toEqual([
        'reestimate',
        'late_finish',
        'reopening',
        'deletion',
        'dates',
      ]);
      const velocity = diff.figures.find(({ figure }: any) => figure === 'velocity');
      expect(velocity).toEqual({
        figure: 'velocity',
        before: amount(24, 5),
        after: amount(21, 4),
        change: amount(-3, -1),
      });
      const changed = diff.items.map(({ before, after }: any) => [after.title, before.outcome, after.outcome]);
      expect(changed.toSorted()).toEqual([
        ['A', 'done', 'unfinished'],
        ['B', 'done', 'late'],
        ['F', 'done', 'deleted'],
        ['G', 'unfinished', 'after_close'],
      ]);
      expect((await get(`${played.iterationId}/statements/3/diff`)).causes).toHaveLength(1);
      const list = await get(`${played.iterationId}/statements`);
      expect(list.statements.map(({ number }: any) => number)).toEqual([1, 2, 3]);
      for (const path of ['statements/4', 'statements/x', 'statements/1/diff', 'statements/2/diff?against=2']) {
        expect([(await ask('GET', `${played.iterationId}/${path}`)).status, path]).toEqual([404, path]);
      }
      expect((await ask('GET', `${played.iterationId}/statements/2/diff?against=x`)).status).toBe(400);
    });
  });

  it('do not credit what is finished in the iteration that it was carried or moved to', async () => {
    const carried = await playSprint12(test(), 'next');
    await carried.change('G', '2026-04-08 10:00', { to: 'done' });
    expect((await restate(carried)).status).toBe(409);
    const stayed = await playSprint12(test(), 'nowhere');
    const { actions, admin } = test();
    test().setClock(at('2026-04-08 09:00'));
    const policy = { findsRemoved: false, findsGroups: false, leaves: 'same board', takesForeign: false } as const;
    const item = { id: stayed.itemId('G') };
    await actions.enterIteration(admin, { item, iteration: { id: stayed.nextId }, policy });
    await stayed.change('G', '2026-04-08 10:00', { to: 'done' });
    expect((await restate(stayed)).status).toBe(409);
  });

  it('follow by themselves when the credit window ends, with what was finished before', async () => {
    const { id } = await test().actions.createProject(test().admin, { title: 'Credited', zone: sprint12.zone });
    await test().actions.changeProjectRules(test().admin, {
      projectId: id,
      precondition: { kind: 'any' },
      fields: { creditHours: 24 },
    });
    const played = await prepareSprint12(test(), id);
    await played.start();
    await played.liveUntil(sprint12.closed);
    await played.close('nowhere');
    await played.change('E', '2026-04-04 16:59', { to: 'done' });
    const { endCreditWindows } = bindOperations(test().app);
    const unheard = (error: unknown) => expect(error).toBe('none');
    await endCreditWindows(unheard);
    expect((await get(`${played.iterationId}/statements`)).statements).toHaveLength(1);
    await played.change('G', '2026-04-04 17:30', { to: 'done' });
    test().setClock(at('2026-04-04 18:00'));
    await endCreditWindows(unheard);
    await endCreditWindows(unheard);
    const { statements } = await get(`${played.iterationId}/statements`);
    expect(statements).toHaveLength(2);
    expect(statements[1]).toMatchObject({ reason: 'The credit window has ended', issuedBy: { name: 'Admin of acme' } });
    expect(statements[1].figures.closing.velocity).toEqual(amount(26, 6));
    const later = (await restate(played, 'And what came later')).json();
    expect(later.causes).toMatchObject([{ kind: 'late_finish', itemId: played.itemId('G') }]);
    expect(later.figures.closing.velocity).toEqual(amount(34, 7));
  });

  it('are restated by who plans, with a reason', async () => {
    const played = await playSprint12(test(), 'nowhere');
    const { token: viewer } = await test().addPerson(`viewer-${engine}`, 'viewer');
    const { token: stranger } = await test().addPerson(`stranger-${engine}`, null);
    const path = `${played.iterationId}/restatements`;
    expect((await ask('POST', path, { reason: 'x' }, viewer)).status).toBe(403);
    expect((await ask('POST', path, { reason: 'x' }, stranger)).status).toBe(404);
    expect((await ask('POST', '99999/restatements', {})).status).toBe(404);
    for (const body of [{}, { reason: '' }, { reason: 'x'.repeat(1001) }, { reason: 1 }, { reason: 'x', more: 1 }]) {
      expect((await ask('POST', path, body)).status).toBe(400);
    }
    expect((await ask('POST', `${played.nextId}/restatements`, { reason: 'x' })).status).toBe(409);
  });

  it('show who writes to them past the program', async () => {
    const kept = await rows();
    const last = kept.at(-1);
    expect(await checkStatements(test().app.read)).toEqual([]);
    const write = (id: number, values: { figures: string } | { previous_hash: string }) =>
      withWriter(test().app, (db) => db.updateTable('statement').set(values).where('id', '=', id).execute());
    const middle = kept[1];
    if (last === undefined || middle === undefined) throw new Error('There are none');
    await write(middle.id, { figures: middle.figures.replace('24', '25') });
    expect(await checkStatements(test().app.read)).toEqual([{ organization: 'acme', id: middle.id, fault: 'changed' }]);
    await write(middle.id, { figures: middle.figures });
    await withWriter(test().app, (db) => db.deleteFrom('statement').where('id', '=', last.id).execute());
    expect(await checkStatements(test().app.read)).toEqual([{ organization: 'acme', id: last.id, fault: 'missing' }]);
    await withWriter(test().app, (db) => db.insertInto('statement').values(last).execute());
    expect(await checkStatements(test().app.read)).toEqual([]);
  });
});
