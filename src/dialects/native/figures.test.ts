import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { engines } from '../../../test/support/open-test-app.ts';
import { useTestServer } from '../../../test/support/open-test-server.ts';
import { type Played, prepareSprint12, sprint12 } from '../../../test/support/play-sprint-12.ts';
import { withWriter } from '../../../test/support/with-writer.ts';

describe.each(engines)('Native figures, on %s', (engine) => {
  const test = useTestServer(engine);
  afterAll(() => test().setClock(null));
  const get = (path: string, token = test().token) =>
    test().send('GET', `/native/v1/iterations/${path}`, { headers: { authorization: `Bearer ${token}` } });

  describe('of an iteration through its life', () => {
    let played: Played;
    let id: number;
    beforeAll(async () => {
      played = await prepareSprint12(test());
      id = played.iterationId;
    });
    const figures = async (query = '') => (await get(`${id}/figures${query}`)).json();

    it('are those of its plan before it is started', async () => {
      expect(await figures()).toMatchObject({
        status: 'planned',
        startedAt: null,
        frozenAt: null,
        statement: null,
        closing: null,
        commitment: { points: 24, items: 7 },
        remaining: { points: 24, items: 7 },
        rates: { churn: { points: 0, items: 0 } },
      });
    });

    it('are those of now while it runs, and have no velocity yet', async () => {
      await played.start();
      await played.liveUntil('2026-03-27 13:00');
      expect(await figures()).toMatchObject({
        status: 'active',
        closing: null,
        scope: { points: 31, items: 7 },
        done: { points: 5, items: 2 },
        remaining: { points: 26, items: 5 },
      });
    });

    it('are those of a past instant, before the start too', async () => {
      expect(await figures('?asOf=2026-03-23T00:00:00Z')).toMatchObject({
        status: 'planned',
        asOf: '2026-03-23T00:00:00.000Z',
        commitment: { points: 24, items: 7 },
      });
      expect(await figures('?asOf=2026-03-24T18:00:00%2B01:00')).toMatchObject({
        status: 'active',
        done: { points: 3, items: 1 },
      });
      expect(await figures('?asOf=2200-01-01T00:00:00Z')).toMatchObject({ remaining: { points: 26, items: 5 } });
      const then = (await get(`${id}/burndown?asOf=2026-03-24T18:00:00Z`)).json();
      expect(then).toMatchObject({ scope: { points: 24, items: 7 }, done: { points: 3, items: 1 }, finishedDay: null });
      expect(then.days.at(-1).remaining).toEqual({ points: 21, items: 6 });
      expect((await get(`${id}/burndown?asOf=2026-03-20T18:00:00Z`)).json()).toMatchObject({
        startedDay: null,
        days: [],
      });
    });

    it('stay those of the close, whatever happens later, and are known from the first statement on', async () => {
      await played.liveUntil(sprint12.closed);
      await played.close('nowhere');
      const closed = await figures();
      const chart = (await get(`${id}/burndown`)).json();
      await played.change('G', '2026-04-05 10:00', { to: 'done' });
      await played.change('A', '2026-04-05 11:00', { to: 'queued' });
      expect(await figures()).toEqual(closed);
      expect(await figures('?statement=1')).toEqual(closed);
      expect(await figures('?asOf=2026-04-05T12:00:00Z')).toEqual({ ...closed, asOf: '2026-04-05T12:00:00.000Z' });
      expect((await get(`${id}/burndown`)).json()).toEqual(chart);
      expect(await figures('?asOf=2026-04-03T14:59:59Z')).toMatchObject({ status: 'active', statement: null });
      expect((await get(`${id}/figures?statement=2`)).status).toBe(404);
    });

    it('count what happened while it was closed from its reopening on', async () => {
      await played.reopen('2026-04-06 09:00');
      expect(await figures()).toMatchObject({ status: 'active', done: { points: 27, items: 5 } });
      expect(await figures('?asOf=2026-04-06T06:00:00Z')).toMatchObject({ status: 'closed', done: { points: 24 } });
      expect((await figures('?statement=1')).statement).toMatchObject({ number: 1 });
    });
  });

  it('are refused, and the fault is named, when they do not balance', async () => {
    const { iterationId } = await prepareSprint12(test());
    const bend = (by: number) =>
      withWriter(test().app, (db) =>
        db
          .updateTable('iteration_counter')
          .set((eb) => ({ scope_points: eb('scope_points', '+', by) }))
          .where('iteration_id', '=', iterationId)
          .execute(),
      );
    await bend(1);
    const answer = await get(`${iterationId}/figures`);
    expect(answer.status).toBe(500);
    expect(answer.json()).toMatchObject({ type: 'urn:timebox:problem:unbalanced', status: 500 });
    expect(answer.json().detail).toContain('in scope 24 (7), counted 25 (7)');
    await bend(-1);
    expect((await get(`${iterationId}/figures`)).status).toBe(200);
  });

  it('are found fault with only where there is such an iteration', async () => {
    const { iterationId } = await prepareSprint12(test());
    const { token: stranger } = await test().addPerson(`stranger-${engine}`, null);
    for (const path of ['figures', 'burndown']) {
      expect((await get(`${iterationId}/${path}`, stranger)).status).toBe(404);
      expect((await get(`99999/${path}?asOf=soon`)).status).toBe(404);
      expect((await get(`x/${path}`)).status).toBe(404);
      for (const wrong of ['soon', '2026-03-24', '2026-02-30T00:00:00Z', 'x'.repeat(41)]) {
        const answer = await get(`${iterationId}/${path}?asOf=${wrong}`);
        expect(answer.status).toBe(400);
        expect(answer.json().errors).toMatchObject([{ parameter: 'asOf' }]);
      }
    }
    const wrongNumber = await get(`${iterationId}/figures?statement=0`);
    expect([wrongNumber.status, wrongNumber.json().errors[0].parameter]).toEqual([400, 'statement']);
    expect((await get(`${iterationId}/figures?statement=1&asOf=2026-03-24T18:00:00Z`)).status).toBe(400);
  });
});
