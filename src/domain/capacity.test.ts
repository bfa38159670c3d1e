import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { capacityOf, isMostlyOff, patternsInForce, type Worker, type WorkPattern } from './capacity.ts';
import { plainCalendar } from './working-calendar.ts';

const window = { start: '2026-03-23', end: '2026-04-03' };
const calendar = { ...plainCalendar, days: [{ day: '2026-04-03', isWorking: false, name: 'Good Friday' }] };
const pattern = (personId: number, more: Partial<WorkPattern> = {}): WorkPattern => ({
  personId,
  weekdays: null,
  hoursPerDay: 8,
  allocation: 1,
  focus: 0.75,
  ...more,
});
const off = (from: string, to = from, share = 1) => ({ from, to, share });

const [ann, bob, chi, dee] = [1, 2, 3, 4] as const;
const team: readonly Worker[] = [
  { pattern: pattern(ann), timeOff: [] },
  { pattern: pattern(bob), timeOff: [off('2026-03-26', '2026-03-27')] },
  { pattern: pattern(chi, { weekdays: [1, 2, 3], hoursPerDay: 6, focus: 0.8 }), timeOff: [] },
  { pattern: pattern(dee, { allocation: 0.5 }), timeOff: [off('2026-04-02', '2026-04-02', 0.5)] },
];

describe('the capacity of a team over a sprint with a holiday and a change of clocks', () => {
  const capacity = capacityOf(window, calendar, team);

  it.each([
    [ann, 54, 9],
    [bob, 42, 7],
    [chi, 28.8, 4.5],
    [dee, 25.5, 4.25],
  ])('is for person %i %d hours and %d full-time days', (personId, hours, personDays) => {
    const found = capacity?.people.find((each) => each.personId === personId);
    expect(found?.hours).toBeCloseTo(hours, 9);
    expect(found?.personDays).toBeCloseTo(personDays, 9);
  });

  it('is in all 150.3 hours and 24.75 full-time days, on nine days', () => {
    expect(capacity?.hours).toBeCloseTo(150.3, 9);
    expect(capacity?.personDays).toBeCloseTo(24.75, 9);
    expect(capacity?.days).toHaveLength(9);
  });

  it('is on the days of all what it is of all people', () => {
    const shares = fc.double({ min: 0, max: 1, noNaN: true });
    const worker = fc.record({
      pattern: fc.record({
        personId: fc.nat(),
        weekdays: fc.option(fc.subarray([1, 2, 3, 4, 5, 6, 7], { minLength: 1 })),
        hoursPerDay: fc.double({ min: 0, max: 24, noNaN: true }),
        allocation: shares,
        focus: shares,
      }),
      timeOff: fc.array(fc.record({ from: fc.constant('2026-03-24'), to: fc.constant('2026-03-31'), share: shares })),
    });
    fc.assert(
      fc.property(fc.array(worker, { minLength: 1, maxLength: 6 }), (workers) => {
        const found = capacityOf(window, calendar, workers);
        const byDay = found?.days.reduce((sum, { hours }) => sum + hours, 0) ?? Number.NaN;
        expect(byDay).toBeCloseTo(found?.hours ?? 0, 6);
        for (const { hours, personDays } of found?.people ?? []) {
          expect(hours).toBeGreaterThanOrEqual(0);
          expect(hours).toBeLessThanOrEqual(personDays * 8 + 1e-9);
        }
      }),
    );
  });
});

describe('a capacity', () => {
  it('has no less than nothing of somebody who is away twice on a day', () => {
    const timeOff = [off('2026-03-23', '2026-03-23', 0.75), off('2026-03-20', '2026-03-23', 0.5)];
    const monday = { start: '2026-03-23', end: '2026-03-23' };
    expect(capacityOf(monday, calendar, [{ pattern: pattern(ann), timeOff }])).toMatchObject({
      hours: 0,
      personDays: 0,
    });
  });

  it('counts leave on working days alone', () => {
    const timeOff = [off('2026-03-27', '2026-03-30')];
    expect(capacityOf(window, calendar, [{ pattern: pattern(ann), timeOff }])?.personDays).toBe(7);
  });

  it('is not known of a team without people, nor for more than two years', () => {
    expect(capacityOf(window, calendar, [])).toBeNull();
    const years = (end: string) => capacityOf({ start: '2026-01-01', end }, calendar, team);
    expect(years('2028-01-01')).not.toBeNull();
    expect(years('2028-01-02')).toBeNull();
  });

  it('follows the pattern of the iteration for whom it names, and of the project for the others', () => {
    const project = [pattern(bob), pattern(ann)];
    const iteration = [pattern(bob, { allocation: 0 }), pattern(chi)];
    expect(patternsInForce([project, iteration])).toEqual([
      pattern(ann),
      pattern(bob, { allocation: 0 }),
      pattern(chi),
    ]);
  });
});

describe('whether a person is away for most of a sprint with a holiday', () => {
  const isOff = (timeOff: Worker['timeOff'], weekdays: WorkPattern['weekdays'] = null, span = window) =>
    isMostlyOff(span, calendar, { weekdays, timeOff });

  it('is so from more than half of its working days on, and not by weekends and holidays', () => {
    expect(isOff([off('2026-03-23', '2026-03-26')])).toBe(false);
    expect(isOff([off('2026-03-23', '2026-03-27')])).toBe(true);
    expect(isOff([off('2026-03-23', '2026-03-26'), off('2026-03-28', '2026-03-29'), off('2026-04-03')])).toBe(false);
    expect(isOff([])).toBe(false);
  });

  it('counts parts of days', () => {
    expect(isOff([off('2026-03-23', '2026-03-26'), off('2026-03-30', '2026-03-30', 0.5)])).toBe(false);
    expect(isOff([off('2026-03-23', '2026-03-26'), off('2026-03-30', '2026-03-30', 0.6)])).toBe(true);
  });

  it('looks at the days on which the person works', () => {
    const mondays = [off('2026-03-23'), off('2026-03-30')];
    expect([isOff(mondays), isOff(mondays, [1]), isOff(mondays, [1, 2, 3])]).toEqual([false, true, false]);
  });

  it('is never so where there is no day to be away from, or too many', () => {
    const ever = [off('0001-01-01', '9999-12-31')];
    expect(isOff(ever, null, { start: '2026-03-28', end: '2026-03-29' })).toBe(false);
    expect(isOff(ever, [6, 7])).toBe(false);
    expect(isOff(ever, null, { start: '0001-01-01', end: '9999-12-31' })).toBe(false);
  });
});
