import { afterAll, describe, expect, it } from 'vitest';
import { liveIteration, planIteration, setStatus } from '../../../test/support/close-iterations.ts';
import { finishItems, march, tenDays } from '../../../test/support/live-days.ts';
import { engines } from '../../../test/support/open-test-app.ts';
import { useTestServer } from '../../../test/support/open-test-server.ts';
import { bindOperations } from '../../actions/operations.ts';

/** What a forecast that is kept has beside one that is not, and the instant, which is a millisecond later. */
const beside = new Set(['id', 'askedAt', 'isStanding', 'isScored', 'outcome', 'settledAt', 'score']);
const workingDays = [9, 10, 11, 12, 13, 16, 17, 18, 19, 20] as const;

describe.each(engines)('Forecasts as of another instant, on %s', (engine) => {
  const test = useTestServer(engine);
  afterAll(() => test().setClock(null));
  const send = (method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, body?: unknown) =>
    test().send(method, `/native/v1/${path}`, {
      headers: { authorization: `Bearer ${test().token}`, 'if-match': '*' },
      ...(body === undefined ? {} : { body }),
    });
  const move = (id: number | undefined, category: 'queued' | 'in_progress' | 'done' | 'cancelled') =>
    test().actions.changeItem(test().admin, { item: { id: id ?? 0 }, fields: {}, to: { category } });
  const questions = (foreignId: number) => [
    { question: 'when', parts: [{ items: 5 }, { projectId: foreignId, items: 1 }] },
    { question: 'when', parts: [{ items: 5 }], grows: true },
    { question: 'how_many', days: 5 },
    { question: 'points', iterations: 2 },
    { question: 'when_points', points: 7, grows: true },
  ];

  it('are answered as they were answered then, on both sides of what must be known at least', async () => {
    const { actions, admin } = test();
    const { keepForecasts } = bindOperations(test().app);
    test().setClock(march(9, 8));
    const { id: projectId } = await actions.createProject(admin, { title: 'Past' });
    const { id: foreignId } = await actions.createProject(admin, { title: 'Side by side' });
    const sprints: number[] = [];
    const seen: { readonly at: number; readonly path: string; readonly answer: unknown }[] = [];
    const asked: { readonly at: number; readonly question: object; readonly answer: any }[] = [];
    const record = async (day: number, hour: number) => {
      test().setClock(march(day, hour));
      const ofSprints = sprints.flatMap((id) => [`iterations/${id}/goal-odds?threshold=80`]);
      const ofProject = ['outlook', 'scorecard', 'forecasts?limit=3'].map((name) => `projects/${projectId}/${name}`);
      for (const path of [...ofProject, ...ofSprints]) {
        const { status, json } = await send('GET', path);
        expect([path, status]).toEqual([path, 200]);
        seen.push({ at: march(day, hour), path, answer: json() });
      }
      const at = march(day, hour) + 60_000;
      test().setClock(at);
      for (const question of questions(foreignId)) {
        const answer = (await send('POST', `projects/${projectId}/forecasts`, question)).json();
        asked.push({ at, question, answer });
      }
      test().setClock(at + 60_000);
    };
    for (const [index, day] of workingDays.entries()) {
      test().setClock(march(day, 9));
      await finishItems(test(), projectId, tenDays[index] ?? 0);
      await finishItems(test(), foreignId, 1);
      if (index === 5) {
        const early = await planIteration(test(), projectId, 'Early', [1]);
        await record(day, 14);
        await send('DELETE', `iterations/${early.id}`);
      }
    }
    const closed: number[] = [];
    for (const points of [3, 5, 2, 4]) {
      test().setClock(march(20, 10 + 2 * closed.length));
      closed.push(await liveIteration(test(), projectId, `Lived ${points}`, [points, 1]));
      if (closed.length === 2) await record(20, 13);
    }
    test().setClock(march(20, 20));
    const plan = { start: '2026-03-23', end: '2026-03-26' };
    const { id, itemIds } = await planIteration(test(), projectId, 'Sprint', [1, 2, 3, 4, 5], plan);
    sprints.push(
      id,
      (await planIteration(test(), projectId, 'Next', [1], { start: '2026-03-28', end: '2026-04-03' })).id,
    );
    await record(20, 21);
    test().setClock(march(23, 7));
    await setStatus(test(), id, 'active');
    await send('PUT', `iterations/${id}/goal`, { itemIds: itemIds.slice(0, 3) });
    await keepForecasts(1, { projectId });
    const { userId } = admin.actor;
    const pattern = { personId: userId, weekdays: null, hoursPerDay: 8, allocation: 1, focus: 1 };
    await send('PUT', `projects/${projectId}/work-patterns`, { patterns: [pattern] });
    await record(23, 9);
    await move(itemIds[0], 'in_progress');
    test().setClock(march(24, 8));
    await move(itemIds[0], 'done');
    await send('PUT', `iterations/${closed[0]}/sample`, { excluded: true, reason: 'Holidays' });
    await record(24, 9);
    await keepForecasts(1, { projectId });
    await send('PUT', `iterations/${id}/goal`, { itemIds: itemIds.slice(1, 2), outcome: 'partly' });
    await record(24, 10);
    await send('PATCH', `iterations/${id}`, { end: '2026-03-27', title: 'A longer sprint' });
    test().setClock(march(25, 8));
    await move(itemIds[0], 'queued');
    await actions.changeItem(admin, { item: { id: itemIds[4] ?? 0 }, fields: { condition: 'deleted' } });
    await actions.changeItem(admin, { item: { id: itemIds[3] ?? 0 }, fields: { condition: 'archived' } });
    await record(25, 9);
    await send('PUT', `people/${userId}/time-off`, { timeOff: [{ from: '2026-03-23', to: '2026-03-26', share: 0.5 }] });
    const holiday = (day: string) => ({ day, isWorking: false, name: 'Holiday' });
    await send('PUT', `projects/${projectId}/calendar`, {
      weekdays: null,
      days: ['2026-03-12', '2026-03-27'].map(holiday),
    });
    await record(25, 10);
    await setStatus(test(), id, 'closed');
    await send('PUT', `iterations/${id}/goal`, { itemIds: itemIds.slice(1, 2), outcome: 'met' });
    await keepForecasts(1, { projectId });
    await record(26, 9);
    await send('PATCH', `iterations/${id}`, { status: 'active' });
    await record(27, 9);

    test().setClock(march(31));
    for (const item of itemIds.slice(0, 3)) await move(item, 'done');
    await finishItems(test(), projectId, 6);
    await send('PATCH', `iterations/${id}`, { status: 'closed' });
    await send('PUT', `iterations/${id}/goal`, { itemIds: [], outcome: 'missed' });
    await keepForecasts(1, { projectId });
    for (const done of ['04-06', '04-07', '04-20']) {
      test().setClock(Date.parse(`2026-${done}T09:00:00Z`));
      await keepForecasts(1, { projectId });
    }
    const before = (await send('GET', `projects/${projectId}/forecasts`)).json();
    for (const { at, path, answer } of seen) {
      const asOf = new Date(at + 1).toISOString();
      const again = await send('GET', `${path}${path.includes('?') ? '&' : '?'}asOf=${asOf}`);
      expect([path, asOf, again.json()]).toEqual([path, asOf, answer]);
    }
    for (const { at, question, answer } of asked) {
      const asOf = new Date(at + 1).toISOString();
      const again = await send('POST', `projects/${projectId}/forecasts`, { ...question, asOf });
      const own = Object.fromEntries(Object.entries(answer).filter(([name]) => !beside.has(name)));
      expect([question, again.status, again.json()]).toEqual([question, 200, { ...own, askedAt: asOf }]);
      expect((await send('GET', `forecasts/${answer.id}?asOf=${asOf}`)).json()).toEqual(answer);
      expect((await send('GET', `forecasts/${answer.id}?asOf=${new Date(at).toISOString()}`)).status).toBe(404);
    }
    // Asking of the past leaves nothing behind.
    expect((await send('GET', `projects/${projectId}/forecasts`)).json()).toEqual(before);
    const isUnknown = ({ answer }: (typeof asked)[number]) => answer.answer === null;
    expect(asked.filter(isUnknown).length).toBeGreaterThan(3);
    expect(asked.filter((each) => !isUnknown(each)).length).toBeGreaterThan(20);
    const scored = before.forecasts.filter((each: any) => each.score !== null);
    expect(scored.length).toBeGreaterThan(5);
  });

  it('are refused for instants that are none', async () => {
    test().setClock(march(9, 8));
    const { id } = await test().actions.createProject(test().admin, { title: 'None' });
    const asked = { question: 'how_many', days: 5, asOf: 'yesterday' };
    const refused = await send('POST', `projects/${id}/forecasts`, asked);
    expect([refused.status, refused.json().errors]).toEqual([400, [expect.objectContaining({ pointer: '#/asOf' })]]);
    const early = await send('POST', `projects/${id}/forecasts`, { ...asked, asOf: '2000-01-01T00:00:00Z' });
    expect([early.status, early.json().answer, early.json().sample.values]).toEqual([200, null, [[]]]);
  });
});
