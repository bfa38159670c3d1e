import { describe, expect, it } from 'vitest';
import { planIteration, setStatus } from '../../test/support/close-iterations.ts';
import { liveTenDays } from '../../test/support/live-days.ts';
import { useTestServer } from '../../test/support/open-test-server.ts';
import { cadenceClient } from './cadence.ts';
import { capacityClient } from './capacity.ts';
import { problemOf } from './connect.ts';
import { forecastsClient } from './forecasts.ts';

describe('The client of what is to be expected', () => {
  const test = useTestServer('sqlite');

  it('asks for forecasts, odds, flow, capacity and the cadence of a project', async () => {
    const projectId = await liveTenDays(test(), 'Alpha');
    const days = { start: '2026-03-23', end: '2026-03-26' };
    const { id, itemIds } = await planIteration(test(), projectId, 'Sprint', [1, 1, 1], days);
    await setStatus(test(), id, 'active');
    const address = await test().server.listen({ port: 0, host: '127.0.0.1' });
    const connection = { base: `${address}/native/v1`, token: test().token };
    const client = forecastsClient(connection);

    const asked = await client.ask(projectId, { question: 'when', parts: [{ items: 5 }] });
    expect(asked.dates?.p50).toMatch(/^2026-/);
    expect(await client.get(asked.id)).toEqual(asked);
    expect((await client.list(projectId, { limit: '1' })).forecasts).toEqual([asked]);
    expect((await client.getScorecard(projectId)).projectId).toBe(projectId);

    const goal = await client.getGoal(id);
    const set = await client.setGoal(id, goal.version, {
      itemIds: itemIds.slice(0, 1),
      outcome: 'partly',
      evidence: 'Seen',
    });
    expect(set).toMatchObject({ outcome: 'partly', evidence: 'Seen', items: [{ id: itemIds[0], isDone: false }] });
    const stale = await client.setGoal(id, goal.version, { itemIds: [] }).catch((error: unknown) => problemOf(error));
    expect(stale).toMatchObject({ status: 412 });
    expect(await client.getGoalOdds(id, 90)).toMatchObject({ threshold: 0.9, now: { goalLeft: 1, allLeft: 3 } });
    expect((await client.getIterationFlow(id)).begun.length).toBeLessThanOrEqual(3);
    expect((await client.getProjectFlow(projectId, { days: '7' })).days).toHaveLength(7);

    const capacity = capacityClient(connection);
    const personId = test().admin.actor.userId;
    const patterns = await capacity.getPatterns('projects', projectId);
    await capacity.setPatterns('projects', projectId, patterns.version, { patterns: [{ personId }] });
    expect(await capacity.get(id)).toMatchObject({ hours: 32, people: [{ personId, hours: 32 }] });
    const away = await capacity.getTimeOff(personId);
    await capacity.setTimeOff(personId, away.version, { timeOff: [{ from: '2026-03-23' }] });
    expect(await capacity.get(id)).toMatchObject({ hours: 24 });
    const own = await capacity.getPatterns('iterations', id);
    await capacity.setPatterns('iterations', id, own.version, { patterns: [{ personId, allocation: 0.5 }] });
    expect(await capacity.get(id)).toMatchObject({ hours: 12 });

    const cadences = cadenceClient(connection);
    const { version } = await cadences.get(projectId);
    const rhythm = {
      isOn: false,
      firstDay: '2026-04-06',
      lengthDays: 14,
      cooldownDays: 0,
      ahead: 2,
      title: 'S {number}',
    };
    const acts = { nextNumber: 1, startsItself: false, closesItself: true, unfinished: 'next' } as const;
    expect(await cadences.set(projectId, version, { ...rhythm, ...acts })).toMatchObject({
      cadence: { lengthDays: 14 },
    });
  });
});
