import { describe, expect, it } from 'vitest';
import { liveIteration, planIteration, setStatus, tick } from '../../../test/support/close-iterations.ts';
import { finishItems, liveTenDays, march } from '../../../test/support/live-days.ts';
import { engines } from '../../../test/support/open-test-app.ts';
import { useTestServer } from '../../../test/support/open-test-server.ts';
import { bindOperations } from '../../actions/operations.ts';

describe.each(engines)('Native forecasts, on %s', (engine) => {
  const test = useTestServer(engine);
  const send = (method: 'GET' | 'POST' | 'PUT', path: string, body?: unknown, token = test().token) =>
    test().send(method, `/native/v1/${path}`, {
      headers: { authorization: `Bearer ${token}`, 'if-match': '*' },
      ...(body === undefined ? {} : { body }),
    });
  const ask = (projectId: number, body: unknown) => send('POST', `projects/${projectId}/forecasts`, body);
  const keep = (projectId: number) => bindOperations(test().app).keepForecasts(1, { projectId });

  it('tell the worked figures, with days of the calendar', async () => {
    const projectId = await liveTenDays(test(), 'Worked');
    const amount = await ask(projectId, { question: 'how_many', days: 10 });
    expect(amount.status).toBe(201);
    expect(amount.json()).toMatchObject({
      method: 'exact',
      answer: { mean: 10, p50: 10, p70: 8, p85: 7, p95: 5 },
      sample: { values: [[0, 1, 0, 2, 1, 0, 3, 1, 0, 2]] },
      firstDay: '2026-03-23',
      until: '2026-04-03',
      dates: null,
      isScored: true,
      outcome: null,
      score: null,
    });
    const date = (await ask(projectId, { question: 'when', parts: [{ items: 12 }] })).json();
    expect(date).toMatchObject({
      answer: { p50: 12, p70: 14, p85: 16, p95: 19 },
      dates: { p50: '2026-04-07', p70: '2026-04-09', p85: '2026-04-13', p95: '2026-04-16' },
    });
    const chances = date.answer.histogram.map((bar: any) => bar.chance);
    expect(chances.reduce((sum: number, chance: number) => sum + chance, 0)).toBeCloseTo(1, 3);
    const turn = (await ask(projectId, { question: 'in_turn', parts: [{ items: 12 }], seed: 42 })).json();
    expect(turn).toMatchObject({ method: 'simulated', answer: { p50: 12, p70: 14, p85: 16, p95: 19 } });
    const again = (await ask(projectId, { question: 'how_many', days: 10 })).json();
    expect(again.inputsHash).toBe(amount.json().inputsHash);
    expect(again.id).not.toBe(amount.json().id);
    expect((await send('GET', `forecasts/${date.id}`)).json()).toEqual(date);
  });

  it('take parts of one project as one, and parts of two as two teams', async () => {
    const projectId = await liveTenDays(test(), 'Parts');
    const other = await liveTenDays(test(), 'Other part');
    const when = async (...parts: object[]) => (await ask(projectId, { question: 'when', parts })).json();
    const one = await when({ items: 12 });
    const parted = await when({ items: 7 }, { items: 5, projectId });
    expect([parted.answer, parted.inputsHash]).toEqual([one.answer, one.inputsHash]);
    const two = await when({ items: 7 }, { items: 5, projectId: other });
    expect([two.sample.values.length, two.answer.p50 < one.answer.p50]).toEqual([2, true]);
  });

  it('begin tomorrow when asked after noon, unless told otherwise', async () => {
    const projectId = await liveTenDays(test(), 'Noon');
    test().setClock(march(23, 12));
    const firstDay = async (more: object) =>
      (await ask(projectId, { question: 'how_many', days: 1, ...more })).json().firstDay;
    expect(await firstDay({})).toBe('2026-03-24');
    expect(await firstDay({ startsToday: true })).toBe('2026-03-23');
    await send('PUT', `projects/${projectId}/calendar`, {
      weekdays: null,
      days: [{ day: '2026-03-24', isWorking: false, name: 'Holiday' }],
    });
    expect(await firstDay({})).toBe('2026-03-25');
  });

  it('tell points by iterations and iterations by points, also where the scope grows', async () => {
    const projectId = await liveTenDays(test(), 'Points');
    for (const points of [24, 18, 31, 22, 27, 20]) await liveIteration(test(), projectId, `${points}`, [points]);
    expect((await ask(projectId, { question: 'points', iterations: 3 })).json()).toMatchObject({
      answer: { p50: 71, p85: 63, p95: 60 },
      firstDay: null,
    });
    const plain = (await ask(projectId, { question: 'when_points', points: 100 })).json();
    expect(plain).toMatchObject({ answer: { p50: 5, p85: 5, p95: 5 }, isScored: true });
    const still = (await ask(projectId, { question: 'when_points', points: 100, grows: true })).json();
    expect(still.answer).toEqual(plain.answer);
    // One more iteration, in which as much came in as was committed to: growth of 100 % in one case of seven.
    const { id } = await planIteration(test(), projectId, 'Grows', [20]);
    await setStatus(test(), id, 'active');
    const { actions, admin } = test();
    const item = await actions.createItem(admin, {
      project: { id: projectId },
      fields: { title: 'More', estimate: 20 },
    });
    const policy = { findsRemoved: false, findsGroups: false, leaves: 'same board', takesForeign: false } as const;
    await actions.enterIteration(admin, { item: { id: item.id }, iteration: { id }, policy });
    tick(test());
    await actions.changeItem(admin, { item: { id: item.id }, fields: {}, to: { category: 'done' } });
    await setStatus(test(), id, 'closed');
    const grown = (await ask(projectId, { question: 'when_points', points: 100, grows: true })).json();
    expect(grown.question.growth).toEqual([0, 0, 0, 0, 0, 0, 1]);
    expect(grown.isScored).toBe(false);
    expect(grown.answer.p95).toBeGreaterThan(plain.answer.p95);
  });

  it('give no number when too little is known', async () => {
    const projectId = await liveTenDays(test(), 'Few', [1, 0, 1, 0, 1, 0, 1]);
    for (const body of [
      { question: 'how_many', days: 5 },
      { question: 'points', iterations: 1 },
    ]) {
      expect((await ask(projectId, body)).json()).toMatchObject({ answer: null, isScored: false, dates: null });
    }
  });

  it('are held against what comes, and scored', async () => {
    const projectId = await liveTenDays(test(), 'Scored');
    const amount = (await ask(projectId, { question: 'how_many', days: 2 })).json();
    const date = (await ask(projectId, { question: 'when', parts: [{ items: 3 }] })).json();
    const share = (
      await ask(projectId, { question: 'when', parts: [{ items: 3 }], split: { low: 1, high: 2 } })
    ).json();
    const found = async ({ id }: { id: number }) => (await send('GET', `forecasts/${id}`)).json();
    test().setClock(march(24));
    await finishItems(test(), projectId, 2);
    await keep(projectId);
    expect(await found(amount)).toMatchObject({ outcome: null, settledAt: null, score: null });
    test().setClock(march(25));
    await finishItems(test(), projectId, 1);
    await keep(projectId);
    expect(await found(amount)).toMatchObject({ outcome: 2, score: { held: { p50: true, p85: true, p95: true } } });
    expect(await found(date)).toMatchObject({ outcome: 3, score: { held: { p50: true, p85: true, p95: true } } });
    expect(await found(share)).toMatchObject({ outcome: null, isScored: false });
    // What came of it stays, whatever comes later.
    test().setClock(march(26));
    await keep(projectId);
    expect((await found(date)).settledAt).toBe('2026-03-25T09:00:00.000Z');

    const card = (await send('GET', `projects/${projectId}/scorecard`)).json();
    const of = (kind: string) => card.forecasts.find((each: any) => each.question === kind);
    expect(of('how_many').p85).toMatchObject({ forecasts: 1, held: 1, share: 1, verdict: 'not_proven' });
    expect(of('when').p50).toMatchObject({ forecasts: 1, held: 1 });
    expect(of('points').p50).toMatchObject({ forecasts: 0, share: null });
  });

  it('show that a team which has slowed down was promised too much', async () => {
    const projectId = await liveTenDays(test(), 'Biased', [3, 4, 3, 4, 3, 4, 3, 4, 3, 4]);
    for (let asked = 0; asked < 6; asked += 1) await ask(projectId, { question: 'how_many', days: 3 });
    test().setClock(march(27));
    await finishItems(test(), projectId, 1);
    await keep(projectId);
    const { forecasts } = (await send('GET', `projects/${projectId}/scorecard`)).json();
    const amounts = forecasts.find((each: any) => each.question === 'how_many');
    expect(amounts.p85).toMatchObject({ forecasts: 6, held: 0, share: 0, gap: -0.85, verdict: 'over_confident' });
  });

  it('are given each day by the server itself, one of a kind at a time', async () => {
    const projectId = await liveTenDays(test(), 'Standing');
    for (const points of [5, 8, 6]) await liveIteration(test(), projectId, `${points}`, [points]);
    await keep(projectId);
    await keep(projectId);
    const list = (await send('GET', `projects/${projectId}/forecasts`)).json().forecasts;
    expect(list.map((each: any) => [each.isStanding, each.question.kind])).toEqual([
      [true, 'how_many'],
      [true, 'points'],
    ]);
    await liveIteration(test(), projectId, 'Next', [7]);
    test().setClock(march(24));
    await keep(projectId);
    const later = (await send('GET', `projects/${projectId}/forecasts`)).json().forecasts;
    expect(later.map((each: any) => [each.question.kind, each.outcome])).toEqual([
      ['points', null],
      ['how_many', null],
      ['points', 7],
    ]);
  });

  it('set the odds of judged goals beside what became of them', async () => {
    const projectId = await liveTenDays(test(), 'Brier');
    const days = { start: '2026-03-23', end: '2026-03-26' };
    const { id, itemIds } = await planIteration(test(), projectId, 'Sprint', [1, 1, 1], days);
    await setStatus(test(), id, 'active');
    await send('PUT', `iterations/${id}/goal`, { itemIds });
    await keep(projectId);
    test().setClock(march(26));
    await keep(projectId);
    await send('PUT', `iterations/${id}/goal`, { itemIds, outcome: 'missed', evidence: 'Nothing was done' });
    const card = (await send('GET', `projects/${projectId}/scorecard`)).json();
    // Three days without anything done have joined the ten.
    const chanceOfThree = 0.076923;
    expect(card.goals).toEqual([
      {
        iterationId: id,
        title: 'Sprint',
        ...days,
        outcome: 'missed',
        odds: { quarter: 0.76, half: 0.76, threeQuarters: chanceOfThree },
      },
    ]);
    expect(card.goalsMet).toEqual({ judged: 1, met: 0, share: 0 });
    expect(card.brier).toEqual({ quarter: 0.5776, half: 0.5776, threeQuarters: 0.005917 });
    expect(card.days).toMatchObject({ window: 30, baselines: { mean: { window: null } } });
  });

  it('are listed in pages, the newest first', async () => {
    const projectId = await liveTenDays(test(), 'Pages');
    const ids: number[] = [];
    for (let asked = 0; asked < 3; asked += 1)
      ids.unshift((await ask(projectId, { question: 'how_many', days: 1 })).json().id);
    const first = (await send('GET', `projects/${projectId}/forecasts?limit=2`)).json();
    const second = (await send('GET', `projects/${projectId}/forecasts?limit=2&cursor=${first.next}`)).json();
    expect([...first.forecasts, ...second.forecasts].map((each: any) => each.id)).toEqual(ids);
    expect(second.next).toBeNull();
    expect((await send('GET', `projects/${projectId}/forecasts?cursor=x`)).status).toBe(400);
  });

  it('are refused in order: existence, rights, then what was asked', async () => {
    const projectId = await liveTenDays(test(), 'Asked');
    const { token: outsider } = await test().addPerson(`forecast-outsider-${engine}`, null);
    const { token: viewer } = await test().addPerson(`forecast-viewer-${engine}`, 'viewer');
    const path = `projects/${projectId}/forecasts`;
    const bad = { question: 'why' };
    expect((await send('POST', path, bad, outsider)).status).toBe(404);
    expect((await send('POST', path, bad, viewer)).status).toBe(403);
    for (const [body, pointer] of [
      [bad, '#/question'],
      [{ question: 'how_many' }, '#/days'],
      [{ question: 'how_many', days: 261 }, '#/days'],
      [{ question: 'how_many', days: 1, seed: 1 }, '#/seed'],
      [{ question: 'points', iterations: 1, days: 1 }, '#/days'],
      [{ question: 'when', parts: [{ items: 2001 }] }, '#/parts/0/items'],
      [{ question: 'when', parts: [{ items: 2000 }, { items: 1 }] }, '#/parts'],
      [{ question: 'when', parts: [{ items: 1 }], split: { low: 2, high: 1 } }, '#/split'],
      [{ question: 'when', parts: [{ items: 1, projectId: 99_999 }] }, '#/parts/0/projectId'],
      [{ question: 'when', parts: [] }, '#/parts'],
    ] as const) {
      const answer = await ask(projectId, body);
      expect([body, answer.status, answer.json().errors[0].pointer]).toEqual([body, 400, pointer]);
    }
    const { id } = (await ask(projectId, { question: 'how_many', days: 1 })).json();
    for (const what of [`forecasts/${id}`, path, `projects/${projectId}/scorecard`]) {
      expect((await send('GET', what, undefined, outsider)).status).toBe(404);
      expect((await send('GET', what, undefined, viewer)).status).toBe(200);
    }
    expect((await send('GET', 'forecasts/x')).status).toBe(404);
    const key = { authorization: `Bearer ${test().token}`, 'idempotency-key': `once-${engine}` };
    const post = () =>
      test().send('POST', `/native/v1/${path}`, { headers: key, body: { question: 'how_many', days: 2 } });
    expect((await post()).json().id).toBe((await post()).json().id);
  });
});
