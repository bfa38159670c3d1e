import { describe, expect, it } from 'vitest';
import { planIteration, setStatus } from '../../../test/support/close-iterations.ts';
import { liveTenDays, march } from '../../../test/support/live-days.ts';
import { engines } from '../../../test/support/open-test-app.ts';
import { useTestServer } from '../../../test/support/open-test-server.ts';

describe.each(engines)('Native outlook, on %s', (engine) => {
  const test = useTestServer(engine);
  const outlookOf = async (projectId: number) =>
    (
      await test().send('GET', `/native/v1/projects/${projectId}/outlook`, {
        headers: { authorization: `Bearer ${test().token}` },
      })
    ).json();

  it('tells the worked days of twelve items, of what is planned from its start on, and of nothing left', async () => {
    const projectId = await liveTenDays(test(), 'Ahead');
    const twelve = Array.from({ length: 12 }, () => 1);
    const running = await planIteration(test(), projectId, 'Runs', twelve, { start: '2026-03-23', end: '2026-04-03' });
    const later = await planIteration(test(), projectId, 'Later', twelve, { start: '2026-04-06', end: '2026-04-17' });
    const empty = await planIteration(test(), projectId, 'Empty', [], { start: '2026-04-20', end: '2026-04-30' });
    await setStatus(test(), running.id, 'active');
    const found = await outlookOf(projectId);
    expect(found.sample).toEqual([0, 1, 0, 2, 1, 0, 3, 1, 0, 2]);
    // 12, 16 and 19 working days, the first of them included.
    expect(found.iterations).toEqual([
      {
        iterationId: running.id,
        left: 12,
        firstDay: '2026-03-23',
        finish: { p50: '2026-04-07', p85: '2026-04-13', p95: '2026-04-16' },
      },
      {
        iterationId: later.id,
        left: 12,
        firstDay: '2026-04-06',
        finish: { p50: '2026-04-21', p85: '2026-04-27', p95: '2026-04-30' },
      },
      { iterationId: empty.id, left: 0, firstDay: '2026-04-20', finish: null },
    ]);
    test().setClock(march(23, 13));
    expect((await outlookOf(projectId)).iterations[0]).toMatchObject({ firstDay: '2026-03-24' });
    await setStatus(test(), running.id, 'closed');
    const left = (await outlookOf(projectId)).iterations;
    expect(left.map(({ iterationId }: any) => iterationId)).toEqual([later.id, empty.id]);
  });

  it('begins on the first day that is worked on, also of what is planned from a weekend on', async () => {
    const projectId = await liveTenDays(test(), 'Weekend');
    const { id } = await planIteration(test(), projectId, 'Sprint', [1], { start: '2026-03-28', end: '2026-04-03' });
    expect((await outlookOf(projectId)).iterations).toMatchObject([{ iterationId: id, firstDay: '2026-03-30' }]);
  });

  it('agrees with the chance that all is done in time', async () => {
    const projectId = await liveTenDays(test(), 'Agrees');
    const days = { start: '2026-03-23', end: '2026-03-31' };
    const { id } = await planIteration(test(), projectId, 'Sprint', [1, 1, 1, 1, 1], days);
    const [{ finish }] = (await outlookOf(projectId)).iterations;
    const headers = { authorization: `Bearer ${test().token}`, 'if-match': '*' };
    for (const [end, isSure] of [
      [finish.p85, true],
      [finish.p50, false],
    ]) {
      await test().send('PATCH', `/native/v1/iterations/${id}`, { body: { end }, headers });
      const odds = (await test().send('GET', `/native/v1/iterations/${id}/goal-odds`, { headers })).json();
      expect(odds.now.all.chance >= 0.85).toBe(isSure);
      expect(odds.now.all.chance).toBeGreaterThanOrEqual(0.5);
    }
  });

  it('gives no days from fewer than five days with something done', async () => {
    const projectId = await liveTenDays(test(), 'Young', [1, 0, 2, 1, 0, 3]);
    await planIteration(test(), projectId, 'Sprint', [1], { start: '2026-03-23', end: '2026-04-03' });
    expect((await outlookOf(projectId)).iterations).toMatchObject([{ left: 1, finish: null }]);
  });
});
