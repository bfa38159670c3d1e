import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addDays, isoInstant, startOfDayIn } from '../../src/domain/days.ts';
import { type Engine, engines } from '../support/open-test-app.ts';
import { openTestServer, type TestServer } from '../support/open-test-server.ts';
import { type Played, playSprint12, sprint12 } from '../support/play-sprint-12.ts';

/** Zones of the process, far west and far east of the sprint's own, and minutes by which UTC is ahead of them in January. */
const processZones = { 'Pacific/Honolulu': 600, 'Europe/Berlin': -60, 'Asia/Kathmandu': -345 };
const cases = Object.entries(processZones).flatMap(([zone, minutes]) =>
  engines.map((engine): [Engine, string, number] => [engine, zone, minutes]),
);

describe.each(cases)('"Sprint 12" on %s, the process in %s', (engine, processZone, minutes) => {
  const before = process.env['TZ'];
  let test: TestServer;
  let played: Played;
  beforeAll(async () => {
    process.env['TZ'] = processZone;
    test = await openTestServer(engine);
    played = await playSprint12(test);
  });
  afterAll(async () => {
    await test.close();
    if (before === undefined) delete process.env['TZ'];
    else process.env['TZ'] = before;
  });
  const get = async (path: string) => {
    const headers = { authorization: `Bearer ${test.token}` };
    const answer = await test.send('GET', `/native/v1/iterations/${played.iterationId}${path}`, { headers });
    expect([answer.status, answer.text]).toEqual([200, expect.any(String)]);
    return answer.json();
  };
  const endOf = (day: string) => isoInstant(startOfDayIn(sprint12.zone, addDays(day, 1)));
  const amount = ([points, items]: number[]) => ({ points, items });

  it('really runs in that zone', () => {
    expect(new Date(2026, 0, 1).getTimezoneOffset()).toBe(minutes);
  });

  it('ends every day with the figures of the table', async () => {
    const { days, committed } = await get('/burndown');
    expect(committed).toEqual({ points: 24, items: 7 });
    expect(days.map(({ day }: { day: string }) => day)).toEqual(sprint12.days.map(({ day }) => day));
    for (const [index, expected] of sprint12.days.entries()) {
      const { scope, done, remaining, ideal, rebased } = days[index];
      expect({ day: expected.day, scope, done, remaining }).toEqual({
        day: expected.day,
        scope: amount(expected.scope),
        done: amount(expected.done),
        remaining: amount(expected.remaining),
      });
      expect(ideal.points).toBeCloseTo(expected.ideal, 3);
      expect(rebased.points).toBeCloseTo(expected.rebased, 3);
    }
  });

  it('has in the flow of its own items what remains at the end of every day', async () => {
    const { days } = await get('/flow');
    expect(days.map((day: any) => [day.day, day.toDo + day.inProgress])).toEqual(
      sprint12.days.map(({ day, remaining }) => [day, remaining[1]]),
    );
    const crossed = ({ arrived, started, done, reopened, dropped, inProgress }: any) => {
      return [arrived, started, done, reopened, dropped, inProgress];
    };
    expect(days.filter((_: unknown, index: number) => [0, 1, 4, 8, 11].includes(index)).map(crossed)).toEqual([
      [7, 0, 0, 0, 0, 0],
      [7, 2, 1, 0, 0, 1],
      [8, 4, 3, 1, 1, 2],
      [8, 4, 4, 1, 2, 1],
      [9, 6, 6, 1, 2, 1],
    ]);
  });

  it('had, at the end of every day, the figures that it is told to have had', async () => {
    for (const { day, scope, done, remaining } of sprint12.days) {
      const figures = await get(`/figures?asOf=${endOf(day)}`);
      expect({ day, scope: figures.scope, done: figures.done, remaining: figures.remaining }).toEqual({
        day,
        scope: amount(scope),
        done: amount(done),
        remaining: amount(remaining),
      });
    }
    // The sprint's own day counts: by days of UTC, what was finished after midnight would be done on 30 March already.
    const byUtc = await get('/figures?asOf=2026-03-31T00:00:00Z');
    expect([byUtc.remaining.points, (await get(`/figures?asOf=${endOf('2026-03-30')}`)).remaining.points]).toEqual([
      18, 21,
    ]);
  });

  it('tells what changed, how reliable the commitment was, and what was carried over', async () => {
    const { columns, rates, closing, statement, ...figures } = await get('/figures');
    expect(figures).toMatchObject({
      status: 'closed',
      zone: 'Europe/Berlin',
      asOf: null,
      startedAt: '2026-03-23T08:00:00.000Z',
      frozenAt: '2026-03-23T08:00:00.000Z',
      commitment: { points: 24, items: 7 },
      scope: { points: 34, items: 7 },
      done: { points: 24, items: 5 },
      remaining: { points: 10, items: 2 },
      unestimatedItems: { atFreeze: 1, now: 1 },
    });
    expect(statement).toEqual({ number: 1, issuedAt: '2026-04-03T15:00:00.000Z' });
    expect(columns).toMatchObject({
      added: { points: 11, items: 2 },
      removed: { points: 5, items: 1 },
      cancelled: { points: 1, items: 1 },
      raised: { points: 5 },
      lowered: { points: 0 },
      completed: { points: 27, items: 6 },
      reopened: { points: 3, items: 1 },
    });
    const { added, removed, reestimated, net, churn } = rates;
    for (const [rate, percent] of [
      [added, 45.83],
      [removed, 25],
      [reestimated, 20.83],
      [net, 41.67],
      [churn, 91.67],
    ]) {
      expect(rate.points * 100).toBeCloseTo(percent, 2);
    }
    const { sayDo, deliveryRatio, carryOutRate, committedCarryOver } = closing;
    for (const [ratio, points, items] of [
      [sayDo, 66.67, 57.14],
      [deliveryRatio, 100, 71.43],
      [carryOutRate, 29.41, 28.57],
      [committedCarryOver, 8.33, 14.29],
    ]) {
      expect(ratio.points * 100).toBeCloseTo(points, 2);
      expect(ratio.items * 100).toBeCloseTo(items, 2);
    }
    expect(closing).toMatchObject({ velocity: { points: 24, items: 5 }, kept: { points: 16, items: 4 } });
    const { velocity, doneOnArrival, cancelled, carriedToIterations, returnedToBacklog, stayed, members } = closing;
    const parts = [velocity, doneOnArrival, cancelled, carriedToIterations, returnedToBacklog, stayed];
    expect(parts.reduce((sum, { items }) => sum + items, 0)).toBe(members);
  });
});
