import { describe, expect, it } from 'vitest';
import { engines } from '../../../test/support/open-test-app.ts';
import { useTestServer } from '../../../test/support/open-test-server.ts';

const dayMs = 86_400_000;
/** A Monday. */
const first = Date.UTC(2026, 2, 23, 9);

describe.each(engines)('Native flow, on %s', (engine) => {
  const test = useTestServer(engine);
  const get = (path: string, token = test().token) =>
    test().send('GET', `/native/v1/${path}`, { headers: { authorization: `Bearer ${token}` } });
  const on = (day: number) => test().setClock(first + day * dayMs);

  /** Items that are begun and done on the given days, counted from that Monday; null is not yet. */
  async function work(
    projectId: number,
    days: readonly (readonly [made: number, begun: number | null, done: number | null])[],
  ) {
    const { actions, admin } = test();
    const steps = days.flatMap(([made, begun, done], index) => [
      { day: made, index, category: 'queued' as const },
      ...(begun === null ? [] : [{ day: begun, index, category: 'in_progress' as const }]),
      ...(done === null ? [] : [{ day: done, index, category: 'done' as const }]),
    ]);
    const ids: number[] = [];
    for (const { day, index, category } of steps.toSorted((a, b) => a.day - b.day)) {
      on(day);
      const id = ids[index];
      if (id === undefined) {
        const made = await actions.createItem(admin, {
          project: { id: projectId },
          fields: { title: `Item ${index}` },
        });
        ids[index] = made.id;
      } else await actions.changeItem(admin, { item: { id }, fields: {}, to: { category } });
    }
    return ids;
  }

  it('tells the worked cumulative flow of six items, and what is still being worked on', async () => {
    const { id: projectId } = await test().actions.createProject(test().admin, { title: 'Six' });
    const ids = await work(projectId, [
      [0, 0, 1],
      [0, 1, 3],
      [0, 1, 4],
      [1, 2, 4],
      [3, 4, null],
      [3, null, null],
    ]);
    on(4);
    const flow = (await get(`projects/${projectId}/flow?days=5`)).json();
    expect(
      flow.days.map((day: any) => [day.day, day.arrived, day.started, day.done, day.toDo, day.inProgress]),
    ).toEqual([
      ['2026-03-23', 3, 1, 0, 2, 1],
      ['2026-03-24', 4, 3, 1, 1, 2],
      ['2026-03-25', 4, 4, 1, 0, 3],
      ['2026-03-26', 6, 4, 2, 2, 2],
      ['2026-03-27', 6, 5, 4, 1, 1],
    ]);
    expect(flow.cycle).toEqual({ count: 4, mean: 3, p50: 3, p70: 3, p85: 4, p95: 4 });
    expect(flow.expectation).toEqual({ days: 4, perCent: 85 });
    expect(
      flow.finished.map((item: any) => [item.id, item.doneDay, item.cycleDays, item.leadDays, item.cycleHours]),
    ).toEqual([
      [ids[3], '2026-03-27', 3, 4, 48],
      [ids[2], '2026-03-27', 4, 5, 72],
      [ids[1], '2026-03-26', 3, 4, 48],
      [ids[0], '2026-03-24', 2, 2, 24],
    ]);
    on(6);
    const later = (await get(`projects/${projectId}/flow`)).json();
    expect(later.begun).toEqual([
      expect.objectContaining({ id: ids[4], startedDay: '2026-03-27', ageDays: 3, chance: 1 }),
    ]);
    expect(later.days).toHaveLength(90);
    expect(later.days.slice(-2).map((day: any) => [day.day, day.isWorking, day.done])).toEqual([
      ['2026-03-28', false, 4],
      ['2026-03-29', false, 4],
    ]);
  });

  it('keeps the first start and the last end of what is reopened, and counts working days', async () => {
    const { id: projectId } = await test().actions.createProject(test().admin, { title: 'Again' });
    const [id = 0] = await work(projectId, [[0, 3, 4]]);
    const { actions, admin } = test();
    for (const [day, category] of [
      [5, 'in_progress'],
      [8, 'done'],
    ] as const) {
      on(day);
      await actions.changeItem(admin, { item: { id }, fields: {}, to: { category } });
    }
    const flow = (await get(`projects/${projectId}/flow?days=20`)).json();
    expect(flow.finished).toMatchObject([
      { id, doneDay: '2026-03-31', cycleDays: 6, cycleWorkingDays: 4, leadDays: 9 },
    ]);
    expect(flow.days.at(-1)).toMatchObject({ arrived: 1, started: 1, done: 2, reopened: 1, inProgress: 0 });
    const [{ leadWorkingDays, cycleHours, leadHours }] = flow.finished;
    expect([leadWorkingDays, cycleHours, leadHours]).toEqual([7, 5 * 24, 8 * 24]);
    const one = (time: number) => ({ count: 1, mean: time, p50: time, p70: time, p85: time, p95: time });
    const kept = (value: number) => ({ value, perCent: 85 });
    expect(flow).toMatchObject({
      cycle: one(6),
      lead: one(9),
      expectation: { days: 6, perCent: 85 },
      workingDays: { cycle: one(4), lead: one(7), expectation: kept(4) },
      hours: { cycle: one(120), lead: one(192), expectation: kept(120) },
    });
  });

  it("tells of an iteration's own items, whatever else stands on its board and comes after its close", async () => {
    const { actions, admin } = test();
    const { id: projectId } = await actions.createProject(admin, { title: 'Window' });
    const foreign = await actions.createProject(admin, { title: 'Not shown' });
    const headers = { authorization: `Bearer ${test().token}`, 'if-match': '*' };
    const plan = { title: 'Sprint', start: '2026-03-24', end: '2026-03-27' };
    const made = await test().send('POST', `/native/v1/projects/${projectId}/iterations`, { headers, body: plan });
    const { id: iterationId } = made.json();
    const setStatus = (status: string) =>
      test().send('PATCH', `/native/v1/iterations/${iterationId}`, { headers, body: { status } });
    const move = (id: number, category: 'queued' | 'in_progress' | 'done') =>
      actions.changeItem(admin, { item: { id }, fields: {}, to: { category } });
    const enter = (id: number) =>
      actions.enterIteration(admin, {
        item: { id },
        iteration: { id: iterationId },
        policy: { findsRemoved: false, findsGroups: false, leaves: 'same board', takesForeign: true },
      });
    const [within = 0, slow = 0] = await work(projectId, [
      [0, null, null],
      [0, 0, null],
      [0, 0, 1],
    ]);
    const [hidden = 0] = await work(foreign.id, [[1, 1, null]]);
    for (const id of [within, slow, hidden]) await enter(id);
    on(1);
    await setStatus('active');
    await move(within, 'in_progress');
    on(3);
    await move(within, 'done');
    await setStatus('closed');
    on(5);
    await move(within, 'in_progress');
    await move(slow, 'done');

    const flow = (await get(`iterations/${iterationId}/flow`)).json();
    expect(flow.days.map((day: any) => [day.day, day.arrived, day.started, day.done, day.inProgress])).toEqual([
      ['2026-03-24', 3, 3, 0, 3],
      ['2026-03-25', 3, 3, 0, 3],
      ['2026-03-26', 3, 3, 1, 2],
    ]);
    expect(flow.finished).toMatchObject([{ id: within, doneDay: '2026-03-26', cycleDays: 3 }]);
    expect(flow.begun).toMatchObject([{ id: slow, ageDays: 4 }, { id: hidden }]);
    const { token } = await test().addPerson(`reader-${engine}`, null);
    await actions.setProjectRole(admin, { projectId, login: `reader-${engine}`, role: 'viewer' });
    // Who somebody is is remembered for a moment.
    test().setClock(null);
    const seen = (await get(`iterations/${iterationId}/flow`, token)).json();
    expect([seen.days, seen.begun.map(({ id }: any) => id)]).toEqual([flow.days, [slow]]);
  });

  it('of a closed iteration stays as it was, also of what came in done, and what others took until then', async () => {
    const { actions, admin } = test();
    const { id: projectId } = await actions.createProject(admin, { title: 'Stays' });
    const [early = 0, open = 0] = await work(projectId, [
      [0, 0, 1],
      [0, 0, null],
      [0, 0, 3],
    ]);
    on(3);
    const headers = { authorization: `Bearer ${test().token}`, 'if-match': '*' };
    const body = { title: 'Sprint', start: '2026-03-26', end: '2026-03-27' };
    const made = await test().send('POST', `/native/v1/projects/${projectId}/iterations`, { headers, body });
    const iteration = { id: made.json().id };
    const policy = { findsRemoved: false, findsGroups: false, leaves: 'same board', takesForeign: false } as const;
    for (const id of [early, open]) await actions.enterIteration(admin, { item: { id }, iteration, policy });
    const setStatus = (status: string) =>
      test().send('PATCH', `/native/v1/iterations/${iteration.id}`, { headers, body: { status } });
    await setStatus('active');
    on(4);
    await setStatus('closed');
    const flow = (await get(`iterations/${iteration.id}/flow`)).json();
    expect([flow.finished[0].doneDay, flow.finished[0].cycleDays, flow.expectation.days]).toEqual(['2026-03-24', 2, 4]);
    on(9);
    await actions.changeItem(admin, { item: { id: early }, fields: {}, to: { category: 'in_progress' } });
    await actions.changeItem(admin, { item: { id: open }, fields: {}, to: { category: 'done' } });
    expect((await get(`iterations/${iteration.id}/flow`)).json()).toEqual(flow);
  });

  it('of another instant names nothing that is out of sight by now', async () => {
    const { actions, admin } = test();
    on(0);
    const { id: projectId } = await actions.createProject(admin, { title: 'Lent' });
    const foreign = await actions.createProject(admin, { title: 'Taken' });
    const [gone = 0, kept = 0] = await work(projectId, [
      [0, 0, null],
      [0, 1, null],
    ]);
    on(2);
    await actions.transferItem(admin, { item: { id: gone }, to: { id: foreign.id }, begins: false, fields: {} });
    const { token } = await test().addPerson(`lender-${engine}`, null);
    await actions.setProjectRole(admin, { projectId, login: `lender-${engine}`, role: 'viewer' });
    // Who somebody is is remembered for a moment.
    test().setClock(null);
    const path = `projects/${projectId}/flow?days=3&asOf=2026-03-25T00:00:00Z`;
    const [all, seen] = [(await get(path)).json(), (await get(path, token)).json()];
    expect(all.begun).toMatchObject([
      { id: gone, ageDays: 3 },
      { id: kept, ageDays: 2 },
    ]);
    expect([seen.days, seen.begun.map(({ id }: any) => id)]).toEqual([all.days, [kept]]);
  });

  it('is for those who can see the project, and refuses what it cannot tell', async () => {
    const { id } = await test().actions.createProject(test().admin, { title: 'Hidden' });
    const other = await test().actions.createProject(test().admin, { title: 'Other' });
    const { token } = await test().addPerson(`outsider-${engine}`, null);
    for (const [path, as, status] of [
      [`projects/${id}/flow`, token, 404],
      [`projects/${id}/flow?days=0`, token, 404],
      [`projects/99999/flow`, test().token, 404],
      [`projects/${id}/flow?boardId=${other.defaultBoardId}`, test().token, 404],
      [`projects/${id}/flow?days=0`, test().token, 400],
      [`projects/${id}/flow?days=401`, test().token, 400],
      [`projects/${id}/flow?asOf=2026-01-01T00:00:00Z`, test().token, 404],
      [`iterations/99999/flow`, test().token, 404],
      [`projects/${id}/flow?days=400`, test().token, 200],
    ] as const) {
      expect([path, (await get(path, as)).status]).toEqual([path, status]);
    }
  });
});
