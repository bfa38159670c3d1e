import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { burndown, type FactsOfDay, mostDays } from './burndown.ts';
import { addDays, startOfDayIn } from './days.ts';
import { type Category, factsBetween, type Standing } from './ledger.ts';
import { ledgerDay } from './ledger-day.ts';
import { paceOf } from './pace.ts';
import { plainCalendar } from './working-calendar.ts';

const zone = 'Europe/Berlin';
const window = {
  start: '2026-03-23',
  end: '2026-04-03',
  calendar: { ...plainCalendar, days: [{ day: '2026-04-03', isWorking: false, name: 'Good Friday' }] },
};

/** An instant of March or April 2026, written `MM-DD HH:MM` as clocks in Berlin show it; they go forward on 29 March. */
function at(text: string): number {
  const [day = '', time = ''] = text.split(' ');
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return startOfDayIn(zone, `2026-${day}`) + (hours * 60 + minutes) * 60_000;
}

type Happening = readonly [
  when: string,
  item: string,
  change: { member?: boolean; category?: Category; estimate?: number | null },
];

const beforeStart = '03-22 12:00';
/** Hours for the plan of a team of four, two of whom are away for a while and one of whom works on three days a week. */
const teamHours = [
  ['03-23', 19.8],
  ['03-24', 19.8],
  ['03-25', 19.8],
  ['03-26', 9],
  ['03-27', 9],
  ['03-30', 19.8],
  ['03-31', 19.8],
  ['04-01', 19.8],
  ['04-02', 13.5],
] as const;

const started = at('03-23 09:00');
const closed = at('04-03 17:00');

/** A sprint with all that can happen to one; only its events are given, every figure below is worked out by hand. */
const sprint12: readonly Happening[] = [
  [beforeStart, 'A', { member: true, estimate: 5 }],
  [beforeStart, 'B', { member: true, estimate: 8 }],
  [beforeStart, 'C', { member: true, estimate: 3 }],
  [beforeStart, 'D', { member: true, estimate: 5 }],
  [beforeStart, 'E', { member: true, estimate: 2 }],
  [beforeStart, 'H', { member: true, estimate: 1 }],
  [beforeStart, 'I', { member: true, estimate: null }],
  ['03-24 10:00', 'E', { category: 'in_progress' }],
  ['03-24 17:00', 'C', { category: 'done' }],
  ['03-25 10:00', 'A', { category: 'done' }],
  ['03-25 12:00', 'H', { category: 'cancelled' }],
  ['03-26 11:00', 'B', { estimate: 13 }],
  ['03-26 16:00', 'I', { category: 'done' }],
  ['03-27 09:00', 'C', { category: 'in_progress' }],
  ['03-27 12:00', 'F', { member: true, estimate: 3 }],
  ['03-30 10:00', 'D', { member: false }],
  ['03-31 00:30', 'C', { category: 'done' }],
  ['04-01 10:00', 'G', { member: true, estimate: 8 }],
  ['04-01 15:00', 'B', { category: 'done' }],
  ['04-02 23:30', 'F', { category: 'done' }],
];

/** The facts of these events, filed by the day of the zone or into the bucket from before the start. */
function factsOf(happenings: readonly Happening[], inZone: string): readonly FactsOfDay[] {
  const standings = new Map<string, Standing>();
  return happenings.flatMap(([when, item, change]) => {
    const before = standings.get(item) ?? { member: false, category: 'queued', estimate: null, doneEstimate: null };
    const next = { ...before, ...change };
    const doneEstimate =
      next.category === 'done' ? (before.category === 'done' ? before.doneEstimate : next.estimate) : null;
    standings.set(item, { ...next, doneEstimate });
    const instant = at(when);
    const status = instant < started ? 'planned' : instant < closed ? 'active' : 'closed';
    const day = ledgerDay({ status }, { zone: inZone, frozenAt: null }, instant);
    return factsBetween(before, { ...next, doneEstimate }).map((fact) => ({ ...fact, day }));
  });
}

const expected = [
  // day, scope, done, remaining (items), ideal, rebased
  ['2026-03-23', 24, 7, 0, 0, 24, 7, 21.333, 21.333],
  ['2026-03-24', 24, 7, 3, 1, 21, 6, 18.667, 18.667],
  ['2026-03-25', 23, 6, 8, 2, 15, 4, 16, 15.143],
  ['2026-03-26', 28, 6, 8, 3, 20, 3, 13.333, 16.786],
  ['2026-03-27', 31, 7, 5, 2, 26, 5, 10.667, 15.829],
  ['2026-03-28', 31, 7, 5, 2, 26, 5, 10.667, 15.829],
  ['2026-03-29', 31, 7, 5, 2, 26, 5, 10.667, 15.829],
  ['2026-03-30', 26, 6, 5, 2, 21, 4, 8, 8.121],
  ['2026-03-31', 26, 6, 8, 3, 18, 3, 5.333, 5.414],
  ['2026-04-01', 34, 7, 21, 4, 13, 3, 2.667, 6.707],
  ['2026-04-02', 34, 7, 24, 5, 10, 2, 0, 0],
  ['2026-04-03', 34, 7, 24, 5, 10, 2, 0, 0],
] as const;

describe('the burndown of a sprint over a change of clocks', () => {
  const whole = burndown(factsOf(sprint12, zone), window);
  const { committed, days } = whole;

  it('begins with what was open at the start', () => {
    expect(committed).toEqual({ points: 24, items: 7 });
  });

  it.each(expected)('stands on %s at %d points (%d items) of scope', (day, ...figures) => {
    const found = days.find((each) => each.day === day);
    const [scope, scopeItems, done, doneItems, remaining, remainingItems, ideal, rebased] = figures;
    expect(found).toMatchObject({
      scope: { points: scope, items: scopeItems },
      done: { points: done, items: doneItems },
      remaining: { points: remaining, items: remainingItems },
    });
    expect(found?.ideal.points).toBeCloseTo(ideal, 3);
    expect(found?.rebased.points).toBeCloseTo(rebased, 3);
  });

  it('has one entry for each calendar day and nine working days', () => {
    expect(days.map(({ day }) => day)).toEqual(expected.map(([day]) => day));
    expect(days.filter(({ isWorking }) => isWorking)).toHaveLength(9);
  });

  it('draws the ideal line in items too', () => {
    expect(days.map(({ ideal }) => ideal.items)[0]).toBeCloseTo(7 * (8 / 9), 9);
    expect(days.at(-1)?.ideal.items).toBe(0);
  });

  it('falls by steps as large as the hours of the team, where these are known', () => {
    expect(days.every(({ idealByCapacity }) => idealByCapacity === null)).toBe(true);
    const hours = teamHours.map(([day, each]) => ({ day: `2026-${day}`, hours: each }));
    const weighted = burndown(factsOf(sprint12, zone), { ...window, hours });
    expect(weighted.days.map(({ idealByCapacity }) => Number(idealByCapacity?.points.toFixed(3)))).toEqual([
      20.838, 17.677, 14.515, 13.078, 11.641, 11.641, 11.641, 8.479, 5.317, 2.156, 0, 0,
    ]);
    expect(weighted.days.map(({ ideal, rebased }) => [ideal, rebased])).toEqual(
      days.map(({ ideal, rebased }) => [ideal, rebased]),
    );
  });

  it('tells how much was finished on each day, less what was reopened', () => {
    expect(days.map(({ completed }) => completed.points)).toEqual([0, 3, 5, 0, -3, 0, 0, 0, 3, 13, 3, 0]);
    expect(days.map(({ completed }) => completed.items)).toEqual([0, 1, 1, 1, -1, 0, 0, 0, 1, 1, 1, 0]);
  });

  it('tells at what pace work goes and would have to go', () => {
    const paces = new Map(paceOf(days).map((pace, index) => [days[index]?.day.slice(5), pace]));
    expect(paces.get('03-23')).toEqual({
      required: { points: 24 / 8, items: 7 / 8 },
      mean: { points: 0, items: 0 },
      fitted: { points: 0, items: 0 },
    });
    expect(paces.get('03-30')?.required).toEqual({ points: 7, items: 4 / 3 });
    expect(paces.get('04-01')?.required).toEqual({ points: 13, items: 3 });
    const last = paces.get('04-02');
    expect(last?.required).toBeNull();
    expect(last?.mean?.points).toBeCloseTo(24 / 9, 12);
    // Through 0, 0, 3, 8, 8, 5, 5, 8, 21, 24: the slope by hand is 188 / 82.5.
    expect(last?.fitted?.points).toBeCloseTo(188 / 82.5, 12);
    expect(paces.get('04-03')).toEqual(last);
  });

  it('counts days where the team is: by UTC the item finished after midnight would fall on the day before', () => {
    const byUtc = burndown(factsOf(sprint12, 'UTC'), window).days;
    const on = (series: typeof days) => series.find(({ day }) => day === '2026-03-30')?.remaining.points;
    expect([on(days), on(byUtc)]).toEqual([21, 18]);
  });

  it('is not touched by what happens after the close', () => {
    const later: Happening[] = [
      ...sprint12,
      ['04-04 10:00', 'G', { category: 'done' }],
      ['04-05 10:00', 'E', { member: false }],
    ];
    expect(burndown(factsOf(later, zone), window)).toEqual(whole);
  });

  it('does not depend on the order in which facts are given', () => {
    expect(burndown(factsOf(sprint12, zone).toReversed(), window)).toEqual(whole);
  });
});

describe('a burndown', () => {
  const fact = (day: string, kind: FactsOfDay['kind'], points: number, items = 1): FactsOfDay => ({
    day,
    kind,
    points,
    items,
  });
  const week = { start: '2026-03-23', end: '2026-03-27', calendar: plainCalendar };

  it('draws an ideal line that depends on the commitment, the calendar and the window alone', () => {
    const anyFact = fc.record({
      day: fc.constantFrom('2026-03-23', '2026-03-24', '2026-03-25', '2026-03-26', '2026-03-27'),
      kind: fc.constantFrom<FactsOfDay['kind'][]>('added', 'raised', 'done_in', 'restored', 'started', 'unestimated'),
      points: fc.nat(20),
      items: fc.constant(1),
    });
    fc.assert(
      fc.property(fc.array(anyFact), fc.nat(100), (facts, points) => {
        const { committed, days } = burndown([fact('', 'added', points), ...facts], week);
        expect(committed).toEqual({ points, items: 1 });
        days.forEach(({ ideal }, index) => expect(ideal.points).toBeCloseTo(points * (1 - (index + 1) / 5), 9));
      }),
    );
  });

  it('has days before and after the window when the iteration was started early or closed late', () => {
    const { days } = burndown(
      [fact('', 'added', 10), fact('2026-03-20', 'completed', 4), fact('2026-03-30', 'completed', 6, 0)],
      week,
    );
    expect([days[0]?.day, days.at(-1)?.day]).toEqual(['2026-03-20', '2026-03-30']);
    expect(days.map(({ remaining }) => remaining.points)).toEqual([6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 0]);
    expect(days.map(({ ideal }) => ideal.points)).toEqual([10, 10, 10, 8, 6, 4, 2, 0, 0, 0, 0]);
    expect(days.map(({ isWorking }) => isWorking).indexOf(true)).toBe(3);
  });

  it('keeps the ideal line flat when there is no working day at all', () => {
    const { days } = burndown([fact('', 'added', 10)], {
      start: '2026-03-28',
      end: '2026-03-29',
      calendar: plainCalendar,
    });
    for (const { ideal, rebased } of days) expect([ideal.points, rebased.points]).toEqual([10, 10]);
  });

  it('of an iteration without facts is flat at nothing', () => {
    const { committed, days } = burndown([], week);
    expect(committed).toEqual({ points: 0, items: 0 });
    expect(days).toHaveLength(5);
    expect(days.every(({ remaining }) => remaining.points === 0)).toBe(true);
  });

  it('lets a done item come and go without touching what remains', () => {
    const { days } = burndown(
      [
        fact('', 'added', 5),
        fact('', 'done_in', 2),
        fact('2026-03-24', 'done_in', 3),
        fact('2026-03-25', 'done_out', 2),
      ],
      week,
    );
    expect(days.map(({ scope }) => scope.points)).toEqual([7, 10, 8, 8, 8]);
    expect(days.map(({ remaining }) => remaining.points)).toEqual([5, 5, 5, 5, 5]);
    expect(days.map(({ rebased }) => rebased.points)).toEqual([4, 3, 2, 1, 0]);
  });

  it('adds up estimates that no double holds exactly', () => {
    const facts = [...Array.from({ length: 10 }, () => fact('', 'added', 0.1)), fact('2026-03-24', 'completed', 1, 10)];
    expect(burndown(facts, week).days.at(-1)?.remaining.points).toBeCloseTo(0, 9);
  });

  it('is refused when the facts do not balance', () => {
    expect(() => burndown([fact('2026-03-24', 'completed', 3)], week)).toThrow(/does not balance/);
    expect(() => burndown([fact('', 'added', 3), fact('2026-03-24', 'removed', 5)], week)).toThrow(/does not balance/);
    expect(() => burndown([fact('', 'added', 3), fact('2026-03-24', 'reopened', 3)], week)).toThrow(/does not balance/);
  });
});

describe('a window that is longer than anybody looks at', () => {
  const long = { start: '1900-01-01', end: '2200-12-31', calendar: plainCalendar };
  const fact = (day: string): FactsOfDay => ({ day, kind: 'added', points: 2, items: 1 });

  it('is told from its beginning, by the ideal of the whole', () => {
    const { days } = burndown([fact(''), fact('1900-01-03')], long);
    expect([days.length, days[0]?.day]).toEqual([mostDays, '1900-01-01']);
    expect(days.at(-1)).toMatchObject({ day: addDays('1900-01-01', mostDays - 1), scope: { points: 4, items: 2 } });
    expect(days.at(-1)?.ideal.points).toBeGreaterThan(1.9);
  });

  it('is told up to the last day on which something happened, when that is further on', () => {
    const { days } = burndown([fact(''), fact('2026-03-23')], long);
    expect([days.length, days.at(-1)?.day, days.at(-1)?.scope.points]).toEqual([mostDays, '2026-03-23', 4]);
  });
});
