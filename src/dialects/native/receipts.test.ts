import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { engines } from '../../../test/support/open-test-app.ts';
import { actionsOf, useCloses } from '../../../test/support/use-closes.ts';
import { findBookFaults } from '../../store/check-books.ts';

describe.each(engines)('Native receipts, on %s', (engine) => {
  const { test, ask, get, addProject, start, addItem, change, plan, close, reverse, held, iteration } =
    useCloses(engine);
  const itemOf = (id: number) => get('GET', `/items/${id}`);
  const receiptsOf = async (id: number) => (await get('GET', `/iterations/${id}/receipts`)).receipts;

  it('are left by the close of every dialect', async () => {
    const { actions, admin, token, send } = test();
    const project = await actions.createProject(admin, { title: 'Alpha' });
    const headers = { authorization: `Bearer ${token}`, 'x-org-id': '1' };
    const closes: Record<string, (sprint: any, next: any) => Promise<{ status: number }>> = {
      kaiten: ({ uid }, next) =>
        send('PATCH', `/api/latest/spaces/${project.uid}/iterations/${uid}`, {
          body: { status: 'closed', new_iteration_id: next.uid },
          headers,
        }),
      tracker: ({ id }, next) => send('POST', `/v3/sprints/${id}/_finish`, { body: { moveTo: next.id }, headers }),
      native: ({ id }, next) =>
        ask('PATCH', `/iterations/${id}`, { status: 'closed', moveUnfinishedTo: next.id }, { 'if-match': '*' }),
    };
    for (const [dialect, closeIn] of Object.entries(closes)) {
      const sprint = await iteration(await start(project.id, dialect));
      const next = await iteration(await start(project.id, 'Next'));
      const item = await addItem(project.id, sprint.id);
      expect((await closeIn(sprint, next)).status).toBe(200);
      const [receipt] = await receiptsOf(sprint.id);
      expect([dialect, receipt.planId, receipt.groups]).toMatchObject([
        dialect,
        null,
        [{ action: 'carry', iterationId: next.id, reason: 'everything', itemIds: [item.id] }],
      ]);
    }
  });

  it('take back a close: iterations, ranks, states, estimates, and the new iteration', async () => {
    const projectId = await addProject();
    const sprint = await start(projectId, 'One');
    const next = await start(projectId, 'Two');
    const items = [];
    for (let count = 0; count < 6; count += 1) items.push(await addItem(projectId, sprint, { estimate: 8 }));
    const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = items.map(({ id }) => id);
    const before = await Promise.all([a, b, c, d, e, f].map(itemOf));
    const figures = await iteration(sprint);
    const receipt = await close(sprint, {
      nextIterationId: next,
      newIteration: { title: 'Extra' },
      items: [
        { itemId: b, to: 'next', rank: 'top', estimate: 2 },
        { itemId: c, to: 'backlogTop' },
        { itemId: d, to: 'cancel' },
        { itemId: e, to: 'split', donePart: 5, credit: 'donePart' },
        { itemId: f, to: 'newIteration' },
      ],
    });
    const reversed = await reverse(receipt.id);
    expect(reversed).toEqual({
      ...receipt,
      reversed: { at: expect.any(String), by: 1, refused: [], keepsNewIteration: false },
    });
    expect(await get('GET', `/receipts/${receipt.id}`)).toEqual(reversed);
    for (const [index, id] of [a, b, c, d, e, f].entries()) {
      expect(untold(await itemOf(id))).toEqual(untold(before[index]));
    }
    expect(await held(sprint)).toEqual([a, b, c, d, e, f]);
    expect(await held(next)).toEqual([]);
    expect((await ask('GET', `/iterations/${receipt.newIterationId}`)).status).toBe(404);
    expect((await ask('GET', `/items/${receipt.splits[0].childId}`)).status).toBe(404);
    expect(untold(await iteration(sprint))).toEqual(untold(figures));
    expect((await get('GET', `/items/${a}/passport`)).carryCount).toBe(0);
    expect(await findBookFaults(test().app.read, 1)).toEqual([]);
    expect((await ask('POST', `/receipts/${receipt.id}/reversal`)).status).toBe(409);
  });

  it('leave alone what was changed since, and list it', async () => {
    const projectId = await addProject();
    const sprint = await start(projectId, 'One');
    const next = await start(projectId, 'Two');
    const [a, b, c, d, e] = [
      await addItem(projectId, sprint),
      await addItem(projectId, sprint),
      await addItem(projectId, sprint),
      await addItem(projectId, sprint),
      await addItem(projectId, sprint, { estimate: 8 }),
    ];
    const receipt = await close(sprint, {
      nextIterationId: next,
      newIteration: { title: 'Extra' },
      items: [
        { itemId: c.id, to: 'cancel' },
        { itemId: d.id, to: 'newIteration' },
        { itemId: e.id, to: 'split', donePart: 3 },
      ],
    });
    await change(a.id, { title: 'Edited since' });
    await change(c.id, { condition: 'deleted' });
    await change(receipt.splits[0].childId, {}, { category: 'in_progress' });
    await get('PATCH', `/iterations/${receipt.newIterationId}`, { goal: 'Used' }, { 'if-match': '*' });
    const { reversed } = await reverse(receipt.id);
    expect(reversed).toMatchObject({
      refused: expect.arrayContaining([
        { itemId: a.id, reason: 'changed' },
        { itemId: c.id, reason: 'deleted' },
        { itemId: e.id, reason: 'changed' },
      ]),
      keepsNewIteration: true,
    });
    expect(reversed.refused).toHaveLength(3);
    expect(await held(sprint)).toEqual([b.id, d.id, e.id]);
    expect(await held(next)).toEqual([receipt.splits[0].childId, a.id]);
    expect(await itemOf(e.id)).toMatchObject({ category: 'cancelled', estimate: 3 });
    expect(await findBookFaults(test().app.read, 1)).toEqual([]);
  });

  it('bring back what was put away with the iteration, unless it was changed since', async () => {
    const { actions, admin, send, token } = test();
    const project = await actions.createProject(admin, { title: 'Alpha' });
    const sprint = await start(project.id, 'One');
    const [a, b] = [
      await addItem(project.id, sprint, {}, { category: 'done' }),
      await addItem(project.id, sprint, {}, { category: 'done' }),
    ];
    const body = { active: false, archive_done_cards: true };
    const headers = { authorization: `Bearer ${token}` };
    expect((await send('PATCH', `/api/latest/sprints/${sprint}`, { body, headers })).status).toBe(200);
    const [receipt] = await receiptsOf(sprint);
    expect([receipt.archivedItemIds, (await itemOf(a.id)).condition]).toEqual([[a.id, b.id], 'archived']);
    await change(b.id, { title: 'Edited since' });
    expect((await reverse(receipt.id)).reversed.refused).toEqual([{ itemId: b.id, reason: 'changed' }]);
    expect([(await itemOf(a.id)).condition, (await itemOf(b.id)).condition]).toEqual(['live', 'archived']);
  });

  it('cannot be taken back out of what has been closed since, nor after a reopening', async () => {
    const projectId = await addProject();
    const sprint = await start(projectId, 'One');
    const next = await start(projectId, 'Two');
    const item = await addItem(projectId, sprint);
    const first = await close(sprint, { nextIterationId: next });
    await close(next, { unfinished: 'stay' });
    const { reversed } = await reverse(first.id);
    expect(reversed.refused).toEqual([{ itemId: item.id, reason: 'destination_closed' }]);
    const second = await close(sprint, { unfinished: 'stay' });
    await get('PATCH', `/iterations/${sprint}`, { status: 'active' }, { 'if-match': '*' });
    expect((await ask('POST', `/receipts/${second.id}/reversal`)).status).toBe(409);
    const third = await close(sprint, { unfinished: 'stay' });
    expect((await ask('POST', `/receipts/${second.id}/reversal`)).status).toBe(409);
    expect((await reverse(third.id)).reversed.refused).toEqual([]);
  });

  it('are for planners of the project, and hidden from whoever cannot see it', async () => {
    const projectId = await addProject();
    const sprint = await start(projectId, 'One');
    const { id } = await close(sprint, { unfinished: 'stay' });
    const viewer = { authorization: `Bearer ${(await test().addPerson(`viewer-${engine}`, 'viewer')).token}` };
    const outsider = { authorization: `Bearer ${(await test().addPerson(`outsider-${engine}`, null)).token}` };
    const status = async (method: 'GET' | 'POST', path: string, headers: object) =>
      (await ask(method, path, undefined, headers)).status;
    for (const path of [`/receipts/${id}`, `/iterations/${sprint}/receipts`]) {
      expect([await status('GET', path, viewer), await status('GET', path, outsider)]).toEqual([200, 404]);
    }
    const undo = `/receipts/${id}/reversal`;
    expect([await status('POST', undo, viewer), await status('POST', undo, outsider)]).toEqual([403, 404]);
    expect(await status('POST', '/receipts/999999/reversal', {})).toBe(404);
    expect(await status('GET', '/receipts/x', {})).toBe(404);
  });

  it('add up, whatever the close; and taking it back leaves everything as it was', async () => {
    const projectId = await addProject();
    const wish = fc.constantFrom(
      { to: 'next' },
      { to: 'next', rank: 'top' },
      { to: 'next', estimate: 1 },
      { to: 'backlogTop' },
      { to: 'backlogBottom', estimate: null },
      { to: 'newIteration' },
      { to: 'stay' },
      { to: 'cancel' },
      { to: 'split', donePart: 2, credit: 'none' },
      { to: 'split', donePart: 1, credit: 'donePart' },
      null,
    );
    const anItem = fc.record({
      estimate: fc.constantFrom(3, 5, 8, null),
      category: fc.constantFrom('queued' as const, 'in_progress' as const, 'done' as const, 'cancelled' as const),
      wish,
    });
    const ledger = fc.record({
      items: fc.array(anItem, { maxLength: 6 }),
      unfinished: fc.constantFrom('next', 'backlogTop', 'backlogBottom', 'stay', 'cancel'),
    });
    await fc.assert(
      fc.asyncProperty(ledger, async ({ items, unfinished }) => {
        const sprint = await start(projectId, 'One');
        const next = await start(projectId, 'Two');
        await addItem(projectId, next);
        const wishes: object[] = [];
        const ids: number[] = [];
        for (const { estimate, category, wish: own } of items) {
          const { id } = await addItem(projectId, sprint, { estimate }, { category });
          ids.push(id);
          const isSplit = own?.to === 'split';
          const isOpen = category === 'queued' || category === 'in_progress';
          if (own !== null && isOpen && !(isSplit && estimate === null)) wishes.push({ itemId: id, ...own });
        }
        const seen = async () => ({
          items: await Promise.all(ids.map(async (id) => untold(await itemOf(id)))),
          sprint: untold(await iteration(sprint)),
          next: untold(await iteration(next)),
          held: [await held(sprint), await held(next)],
        });
        const before = await seen();
        const wholes = await Promise.all(ids.map(itemOf));
        const body = { unfinished, nextIterationId: next, newIteration: { title: 'Extra' }, items: wishes };
        const { statement } = await plan(sprint, body);
        const { members, velocity, doneOnArrival, cancelled, carriedToIterations, returnedToBacklog, stayed } =
          statement.closing;
        const fates = [velocity, doneOnArrival, cancelled, carriedToIterations, returnedToBacklog, stayed];
        expect(fates.reduce((sum, each) => sum + each.items, 0)).toBe(members);
        expect(await seen()).toEqual(before);
        const receipt = await close(sprint, body);
        // What the receipt says was carried out is what came into the destinations.
        const carried = actionsOf(receipt.groups.filter((each: any) => each.action === 'carry')).map(([id]) => id);
        const children = receipt.splits.map(({ childId }: any) => childId);
        const made = receipt.newIterationId === null ? [] : await held(receipt.newIterationId);
        const arrived = [...(await held(next)).filter((id) => !before.held[1]?.includes(id)), ...made];
        expect(arrived.sort(byNumber)).toEqual([...carried, ...children].sort(byNumber));
        const carriedPoints = receipt.groups
          .filter((each: any) => each.action === 'carry')
          .flatMap((each: any) => each.points)
          .reduce((sum: number, points: number | null) => sum + (points ?? 0), 0);
        const splitPoints = receipt.splits.reduce((sum: number, { childPoints }: any) => sum + childPoints, 0);
        const madePoints = made.length === 0 ? 0 : (await iteration(receipt.newIterationId)).scope.points;
        const came = (await iteration(next)).scope.points - before.next.scope.points + madePoints;
        expect(came).toBeCloseTo(carriedPoints + splitPoints);
        const {
          version,
          status,
          asOf,
          startedAt,
          frozenAt,
          zone,
          overrides,
          statement: _,
          ...told
        } = await get('GET', `/iterations/${sprint}/figures`);
        expect(overrides).toEqual([]);
        expect({ ...told, iterationId: undefined }).toEqual({ ...statement, iterationId: undefined });
        expect(carriedToIterations.items).toBe(carried.length);
        const { reversed } = await reverse(receipt.id);
        expect(reversed.refused).toEqual([]);
        expect(await seen()).toEqual(before);
        // What the plan did not touch reads byte for byte as before.
        const moved = new Set(
          receipt.groups.filter((each: any) => each.action !== 'stay').flatMap((each: any) => each.itemIds),
        );
        const untouched = wholes.filter(({ id }) => !moved.has(id));
        expect(await Promise.all(untouched.map(({ id }) => itemOf(id)))).toEqual(untouched);
        expect(await findBookFaults(test().app.read, 1)).toEqual([]);
        await get('PATCH', `/iterations/${sprint}`, { status: 'closed' }, { 'if-match': '*' });
        await get('PATCH', `/iterations/${next}`, { status: 'closed' }, { 'if-match': '*' });
      }),
      { numRuns: 15 },
    );
  }, 120_000);
});

const byNumber = (left: number, right: number) => left - right;

/** Without what tells of every change: versions, and when and by whom it was made. */
function untold({ version, updatedAt, updatedBy, statusAt, ...rest }: any) {
  return rest;
}
