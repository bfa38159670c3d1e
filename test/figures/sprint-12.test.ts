import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkBooks } from '../../src/actions/check-books.ts';
import { addDays, isoInstant, startOfDayIn } from '../../src/domain/days.ts';
import { engines } from '../support/open-test-app.ts';
import { openTestServer, type TestServer } from '../support/open-test-server.ts';
import { sprint12 } from '../support/play-sprint-12.ts';
import { kaitenWords, teamPulseWords, trackerWords } from '../support/sprint-12-dialects.ts';
import { nativeAsker, nativeWords } from '../support/sprint-12-words.ts';
import { type Told, tellSprint12 } from '../support/tell-sprint-12.ts';

/** Zones of the process, far west and far east of the sprint's own, and minutes by which UTC is ahead of them in January. */
const processZones = { 'Pacific/Honolulu': 600, 'Europe/Berlin': -60, 'Asia/Kathmandu': -345 };
/** What a dialect has words for; what it cannot say is told natively. */
const dialects = [
  { dialect: 'Kaiten', wordsOf: kaitenWords, unsaid: ['cancel'] },
  { dialect: 'TeamPulse', wordsOf: teamPulseWords, unsaid: ['start', 'close'] },
  { dialect: 'Tracker', wordsOf: trackerWords, unsaid: [] },
  { dialect: 'the native API', wordsOf: nativeWords, unsaid: [] },
];
const cases = dialects.flatMap((each) =>
  engines.flatMap((engine) =>
    Object.entries(processZones).map(([zone, minutes]) => {
      const natively = ['zone', 'calendar', 'team', ...each.unsaid].join(', ');
      return { ...each, natively, engine, zone, minutes };
    }),
  ),
);

const endOf = (day: string) => isoInstant(startOfDayIn(sprint12.zone, addDays(day, 1)));
const amount = ([points, items]: number[]) => ({ points, items });

describe.each(cases)(
  '"Sprint 12" told through $dialect ($natively: natively) on $engine, the process in $zone',
  (each) => {
    const { wordsOf, unsaid, engine, zone, minutes } = each;
    const before = process.env['TZ'];
    let test: TestServer;
    let told: Told;
    let missing: readonly string[];
    beforeAll(async () => {
      process.env['TZ'] = zone;
      test = await openTestServer(engine);
      const native = nativeWords(() => test);
      const words = wordsOf(() => test);
      missing = Object.keys(native).filter((word) => !(word in words));
      told = await tellSprint12(test, { ...native, ...words });
    });
    afterAll(async () => {
      await test.close();
      if (before === undefined) delete process.env['TZ'];
      else process.env['TZ'] = before;
    });
    const ask = nativeAsker(() => test);
    const get = (path: string) => ask('GET', `/iterations/${told.iteration.id}${path}`);

    it('really runs in that zone', () => {
      expect(new Date(2026, 0, 1).getTimezoneOffset()).toBe(minutes);
    });

    it('needs the native API for nothing else than is said', () => {
      expect(missing).toEqual(unsaid);
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
      expect(columns).toEqual({
        added: { points: 11, items: 2 },
        removed: { points: 5, items: 1 },
        cancelled: { points: 1, items: 1 },
        restored: { points: 0, items: 0 },
        raised: { points: 5, items: 0 },
        lowered: { points: 0, items: 0 },
        completed: { points: 27, items: 6 },
        reopened: { points: 3, items: 1 },
        addedDone: { points: 0, items: 0 },
        removedDone: { points: 0, items: 0 },
      });
      for (const [rate, percent] of [
        ['added', 45.83],
        ['removed', 25],
        ['reestimated', 20.83],
        ['net', 41.67],
        ['churn', 91.67],
      ] as const) {
        expect(rates[rate].points * 100).toBeCloseTo(percent, 2);
      }
      for (const [ratio, points, items] of [
        ['sayDo', 66.67, 57.14],
        ['deliveryRatio', 100, 71.43],
        ['carryOutRate', 29.41, 28.57],
        ['committedCarryOver', 8.33, 14.29],
      ] as const) {
        expect(closing[ratio].points * 100).toBeCloseTo(points, 2);
        expect(closing[ratio].items * 100).toBeCloseTo(items, 2);
      }
      expect(closing).toMatchObject({
        velocity: { points: 24, items: 5 },
        late: { points: 0, items: 0 },
        doneOnArrival: { points: 0, items: 0 },
        kept: { points: 16, items: 4 },
        carriedToIterations: { points: 10, items: 2 },
        cancelled: { points: 1, items: 1 },
        members: 8,
      });
      const { velocity, doneOnArrival, cancelled, carriedToIterations, returnedToBacklog, stayed, members } = closing;
      const parts = [velocity, doneOnArrival, cancelled, carriedToIterations, returnedToBacklog, stayed];
      expect(parts.reduce((sum, { items }) => sum + items, 0)).toBe(members);
    });

    it('explains what remains as 24 + 11 − 5 − 1 + 5 − 27 + 3 = 10', async () => {
      const { remaining, terms } = await get('/explain');
      expect(remaining).toEqual({ points: 10, items: 2 });
      const signed = terms.map(({ term, sign, amount: { points } }: any) => [term, sign * points]);
      expect(signed.filter(([, points]: [string, number]) => points !== 0)).toEqual([
        ['commitment', 24],
        ['added', 11],
        ['removed', -5],
        ['cancelled', -1],
        ['raised', 5],
        ['completed', -27],
        ['reopened', 3],
      ]);
    });

    it('is what other tools make of it', async () => {
      const { profiles } = await get('/profiles');
      const of = (name: string) => profiles.find(({ profile }: any) => profile === name);
      expect(of('jira').figures).toMatchObject({ commitment: { points: 24 }, completed: { points: 24 } });
      expect(of('dx').reliability.points).toBe(1);
      expect(of('native').reliability.points).toBeCloseTo(0.6667, 4);
      expect(of('native').reliability.items).toBeCloseTo(0.5714, 4);
      expect(of('linear').progress.points).toBeCloseTo(0.7206, 4);
      expect(of('linear_counting_unestimated').progress.points).toBeCloseTo(0.7286, 4);
      expect(of('azure').figures.incomplete).toEqual({ points: 10, items: 2 });
      expect(of('taiga').figures.commitment.points).toBe(35);
      expect(of('plane').figures.commitment.items).toBe(8);
    });

    it('has the hours of its team, by which it might have burnt down', async () => {
      const capacity = await get('/capacity');
      expect([capacity.hours, capacity.personDays]).toEqual([150.3, 24.75]);
      expect(capacity.people.map(({ hours, personDays }: any) => [hours, personDays])).toEqual([
        [54, 9],
        [42, 7],
        [28.8, 4.5],
        [25.5, 4.25],
      ]);
      const { days } = await get('/burndown');
      expect(days.map(({ idealByCapacity }: any) => idealByCapacity.points.toFixed(3))).toEqual(
        '20.838 17.677 14.515 13.078 11.641 11.641 11.641 8.479 5.317 2.156 0.000 0.000'.split(' '),
      );
    });

    it('had to go at this pace to the end, and went at that', async () => {
      const { days } = await get('/burndown');
      const on = (day: string) => days.find((each: { day: string }) => each.day === day);
      // 26 points are left for 4 days; 5 are done in 5.
      expect(on('2026-03-27')).toMatchObject({ requiredRate: { points: 6.5 }, meanRate: { points: 1 } });
      expect(on('2026-04-02')).toMatchObject({ requiredRate: null, meanRate: { points: 2.666667 } });
    });

    it('is what Kaiten tells of it, and what is unfinished is in the next one', async () => {
      const headers = { authorization: `Bearer ${test.token}` };
      const path = `/api/latest/spaces/${told.place.uid}/iterations`;
      const list = (await test.send('GET', path, { headers })).json();
      const uid = list.find(({ title }: { title: string }) => title === 'Sprint 12').id;
      const shown = (await test.send('GET', `${path}/${uid}`, { headers })).json();
      expect(shown).toMatchObject({ status: 'closed', actual_finish_date: '2026-04-03T15:00:00.000Z' });
      expect(shown.data).toEqual({ committed: { size: 24 }, velocity: { size: 24 }, doneCount: 5, totalCount: 8 });
      const { items } = await ask('GET', `/iterations/${told.next.id}/items`);
      expect(items.map(({ title }: { title: string }) => title)).toEqual(['E', 'G']);
      expect((await ask('GET', `/iterations/${told.next.id}/figures`)).scope).toEqual({ points: 10, items: 2 });
      expect(await checkBooks(test.app.read)).toEqual([]);
    });
  },
);
