import { describe, expect, it } from 'vitest';
import { planIteration, setStatus } from '../../../test/support/close-iterations.ts';
import { liveTenDays, march } from '../../../test/support/live-days.ts';
import { engines } from '../../../test/support/open-test-app.ts';
import { useTestServer } from '../../../test/support/open-test-server.ts';
import { bindOperations } from '../../actions/operations.ts';

describe.each(engines)('Native goals, on %s', (engine) => {
  const test = useTestServer(engine);
  const send = (method: 'GET' | 'PUT', path: string, more: { body?: unknown; ifMatch?: string; token?: string } = {}) =>
    test().send(method, `/native/v1/${path}`, {
      headers: {
        authorization: `Bearer ${more.token ?? test().token}`,
        ...(more.ifMatch === undefined ? {} : { 'if-match': more.ifMatch }),
      },
      ...(more.body === undefined ? {} : { body: more.body }),
    });
  const finish = (id = 0) =>
    test().actions.changeItem(test().admin, { item: { id }, fields: {}, to: { category: 'done' } });

  it('tell the worked odds of three items, keep them each night, and name what to cut', async () => {
    const projectId = await liveTenDays(test(), 'Odds');
    const days = { start: '2026-03-23', end: '2026-03-26' };
    const { id, itemIds } = await planIteration(test(), projectId, 'Sprint', [1, 1, 1, 1, 1], days);
    await setStatus(test(), id, 'active');
    const goalIds = [itemIds[0], itemIds[2], itemIds[3]];
    const set = await send('PUT', `iterations/${id}/goal`, { ifMatch: '"1"', body: { itemIds: goalIds } });
    expect([set.status, set.headers['etag']]).toEqual([200, '"2"']);

    const odds = (await send('GET', `iterations/${id}/goal-odds`)).json();
    expect(odds.sample).toEqual([0, 1, 0, 2, 1, 0, 3, 1, 0, 2]);
    expect(odds.now).toMatchObject({ day: '2026-03-23', daysLeft: 4, goalLeft: 3, allLeft: 5, goal: { chance: 0.76 } });
    expect(odds.now.inOrder.chance).toBeLessThan(0.7);
    expect(odds.cut).toEqual({ itemIds: [itemIds[1]], inOrder: { chance: 0.76, orMore: false }, isEnough: true });
    expect((await send('GET', `iterations/${id}/goal-odds?threshold=90`)).json().cut).toMatchObject({
      isEnough: false,
    });
    expect((await send('GET', `iterations/${id}/goal-odds?threshold=30`)).json().cut).toBeNull();

    const operations = bindOperations(test().app);
    await operations.keepForecasts(1, { projectId });
    await finish(itemIds[0]);
    await operations.keepForecasts(1, { projectId });
    test().setClock(march(24));
    await operations.keepForecasts(1, { projectId });
    const later = (await send('GET', `iterations/${id}/goal-odds`)).json();
    expect(later.history.map((row: any) => [row.day, row.daysLeft, row.goalLeft])).toEqual([
      ['2026-03-23', 4, 3],
      ['2026-03-24', 3, 2],
    ]);
    expect(later.history[0].goal).toEqual({ chance: 0.76, orMore: false });
    for (const item of itemIds.slice(1)) await finish(item);
    const done = (await send('GET', `iterations/${id}/goal-odds`)).json();
    expect(done.now).toMatchObject({ goalLeft: 0, allLeft: 0, goal: { chance: 1, orMore: false } });
    await setStatus(test(), id, 'closed');
    expect((await send('GET', `iterations/${id}/goal-odds`)).json()).toMatchObject({ now: null, cut: null });
  });

  it('count the afternoon as over, and take leave off the pace', async () => {
    const projectId = await liveTenDays(test(), 'Away');
    const days = { start: '2026-03-23', end: '2026-03-24' };
    const { id, itemIds } = await planIteration(test(), projectId, 'Sprint', [1], days);
    await setStatus(test(), id, 'active');
    await send('PUT', `iterations/${id}/goal`, { ifMatch: '"1"', body: { itemIds } });
    const now = async () => (await send('GET', `iterations/${id}/goal-odds`)).json();
    expect(await now()).toMatchObject({ now: { daysLeft: 2, goal: { chance: 0.84 } }, withPresence: null });
    const { userId } = test().admin.actor;
    const put = (path: string, body: unknown) => send('PUT', path, { ifMatch: '*', body });
    const pattern = { personId: userId, weekdays: null, hoursPerDay: 8, allocation: 1, focus: 1 };
    expect((await put(`projects/${projectId}/work-patterns`, { patterns: [pattern] })).status).toBe(200);
    expect((await now()).withPresence).toEqual({ chance: 0.84, orMore: false });
    const away = { timeOff: [{ from: '2026-03-23', to: '2026-03-24', share: 0.5 }] };
    expect((await put(`people/${userId}/time-off`, away)).status).toBe(200);
    // Half of everything is left: P(nothing in a day) = 0.4 + 0.3/2 + 0.2/4 + 0.1/8.
    const nothing = 0.4 + 0.15 + 0.05 + 0.0125;
    expect((await now()).withPresence.chance).toBeCloseTo(1 - nothing ** 2, 6);
    test().setClock(march(23, 13));
    expect(await now()).toMatchObject({ now: { daysLeft: 1, goal: { chance: 0.6 } } });
  });

  it('are not lessened by leave that is over before the work begins', async () => {
    const projectId = await liveTenDays(test(), 'Back');
    const days = { start: '2026-03-30', end: '2026-03-31' };
    const { id, itemIds } = await planIteration(test(), projectId, 'Sprint', [1], days);
    const { userId } = test().admin.actor;
    const put = (path: string, body: unknown) => send('PUT', path, { ifMatch: '*', body });
    await put(`iterations/${id}/goal`, { itemIds });
    const pattern = { personId: userId, weekdays: null, hoursPerDay: 8, allocation: 1, focus: 1 };
    await put(`projects/${projectId}/work-patterns`, { patterns: [pattern] });
    await put(`people/${userId}/time-off`, { timeOff: [{ from: '2026-03-23', to: '2026-03-29', share: 1 }] });
    const odds = (await send('GET', `iterations/${id}/goal-odds`)).json();
    expect([odds.now.daysLeft, odds.now.goal.chance, odds.withPresence.chance]).toEqual([2, 0.84, 0.84]);
  });

  it('tell nothing from too few days', async () => {
    const projectId = await liveTenDays(test(), 'Few', [1, 0, 1, 0, 1, 0, 1]);
    const { id } = await planIteration(test(), projectId, 'Sprint', [1], { start: '2026-03-23', end: '2026-03-26' });
    expect((await send('GET', `iterations/${id}/goal-odds`)).json()).toMatchObject({ now: null, cut: null });
  });

  it('keep what became of them, with evidence, and what was said before as events', async () => {
    const projectId = await liveTenDays(test(), 'Judged');
    const { id, itemIds } = await planIteration(test(), projectId, 'Sprint', [1, 2]);
    const path = `iterations/${id}/goal`;
    const empty = { iterationId: id, text: null, outcome: null, evidence: null, items: [], version: 1 };
    expect((await send('GET', path)).json()).toEqual(empty);
    const early = await send('PUT', path, { ifMatch: '"1"', body: { itemIds, outcome: 'met' } });
    expect([early.status, early.json().errors]).toEqual([400, [expect.objectContaining({ pointer: '#/outcome' })]]);
    await setStatus(test(), id, 'active');
    await finish(itemIds[0]);
    const body = { itemIds, outcome: 'partly', evidence: 'One of two\nis there' };
    const set = await send('PUT', path, { ifMatch: '"1"', body });
    expect(set.json()).toMatchObject({
      outcome: 'partly',
      evidence: 'One of two\nis there',
      items: [
        { id: itemIds[0], isDone: true },
        { id: itemIds[1], isDone: false },
      ],
      version: 2,
    });
    expect((await send('PUT', path, { ifMatch: '"2"', body })).json().version).toBe(2);
    expect(test().heard.at(-1)).toMatchObject({
      kind: 'goal.changed',
      iterationId: id,
      data: { before: { outcome: null }, after: { outcome: 'partly', itemIds } },
    });
    await send('PUT', path, { ifMatch: '"2"', body: { itemIds: [] } });
    expect((await send('GET', path)).json()).toEqual({ ...empty, version: 3 });
  });

  it('ask for existence, rights, the version and fitting items, in that order', async () => {
    const projectId = await liveTenDays(test(), 'Asked');
    const { id } = await planIteration(test(), projectId, 'Sprint', [1]);
    const other = await planIteration(test(), projectId, 'Other', [1]);
    const { token: outsider } = await test().addPerson(`goal-outsider-${engine}`, null);
    const { token: viewer } = await test().addPerson(`goal-viewer-${engine}`, 'viewer');
    const bad = { itemIds: 'all' };
    for (const [status, what] of [
      [404, { token: outsider, body: bad }],
      [403, { token: viewer, body: bad }],
      [428, { body: bad }],
      [412, { body: bad, ifMatch: '"7"' }],
      [400, { body: bad, ifMatch: '"1"' }],
      [400, { body: { itemIds: other.itemIds }, ifMatch: '"1"' }],
      [400, { body: { itemIds: [99_999] }, ifMatch: '"1"' }],
      [400, { body: { itemIds: [], outcome: 'won' }, ifMatch: '"1"' }],
    ] as const) {
      expect([what, (await send('PUT', `iterations/${id}/goal`, what)).status]).toEqual([what, status]);
    }
    for (const path of [`iterations/${id}/goal`, `iterations/${id}/goal-odds?threshold=0`, 'iterations/99999/goal']) {
      expect((await send('GET', path, { token: outsider })).status).toBe(404);
    }
    expect((await send('GET', `iterations/${id}/goal-odds?threshold=0`)).status).toBe(400);
  });
});
