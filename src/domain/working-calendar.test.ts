import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, daysBetween } from './days.ts';
import { calendarInForce, plainCalendar, workingDayCounter, workingDays } from './working-calendar.ts';

const holiday = (day: string, name = 'Holiday') => ({ day, isWorking: false, name });
const worked = (day: string) => ({ day, isWorking: true, name: 'Worked in exchange' });

describe('the calendar in force', () => {
  it('is Monday to Friday without holidays where nobody said anything', () => {
    expect(calendarInForce([])).toEqual(plainCalendar);
    const isWorking = workingDays(plainCalendar);
    const week = ['2026-03-23', '2026-03-24', '2026-03-25', '2026-03-26', '2026-03-27', '2026-03-28', '2026-03-29'];
    expect(week.map(isWorking)).toEqual([true, true, true, true, true, false, false]);
  });

  it('has the week of the nearest level that names one, and the holidays of all', () => {
    const organization = { weekdays: [1, 2, 3, 4, 5], days: [holiday('2026-05-01', 'Labour Day')] };
    const project = { weekdays: [7, 1, 2, 3, 4], days: [holiday('2026-04-22', 'Independence Day')] };
    const iteration = { weekdays: null, days: [holiday('2026-04-20', 'Offsite')] };
    const calendar = calendarInForce([organization, project, iteration]);
    expect(calendar.weekdays).toEqual([7, 1, 2, 3, 4]);
    expect(calendar.days.map(({ name }) => name)).toEqual(['Offsite', 'Independence Day', 'Labour Day']);
  });

  it('lets a nearer level work on a holiday of a wider one, and on a day off', () => {
    const organization = { weekdays: null, days: [holiday('2026-05-01'), holiday('2026-05-04')] };
    const project = { weekdays: null, days: [worked('2026-05-01'), worked('2026-05-09')] };
    const isWorking = workingDays(calendarInForce([organization, project]));
    expect(['2026-05-01', '2026-05-04', '2026-05-08', '2026-05-09', '2026-05-10'].map(isWorking)).toEqual([
      true,
      false,
      true,
      true,
      false,
    ]);
  });

  it('answers each question as the nearest level that says something does', () => {
    const days = ['2026-03-27', '2026-03-28', '2026-03-29', '2026-03-30'];
    const level = fc.record({
      weekdays: fc.option(fc.subarray([1, 2, 3, 4, 5, 6, 7], { minLength: 1 })),
      days: fc
        .subarray(days)
        .chain((named) =>
          fc.tuple(...named.map((day) => fc.boolean().map((isWorking) => ({ day, isWorking, name: 'x' })))),
        ),
    });
    fc.assert(
      fc.property(fc.array(level, { maxLength: 3 }), (levels) => {
        const isWorking = workingDays(calendarInForce(levels));
        const nearest = levels.toReversed();
        const week = nearest.find(({ weekdays }) => weekdays !== null)?.weekdays ?? [1, 2, 3, 4, 5];
        for (const [index, day] of days.entries()) {
          const named = nearest.flatMap((each) => each.days).find((each) => each.day === day);
          // The first of these days is a Friday.
          expect([day, isWorking(day)]).toEqual([day, named?.isWorking ?? week.includes(((4 + index) % 7) + 1)]);
        }
      }),
    );
  });
});

describe('the number of working days', () => {
  it('leaves out weekends and holidays, and counts both ends', () => {
    const count = workingDayCounter({ ...plainCalendar, days: [holiday('2026-04-03'), worked('2026-04-04')] });
    expect(count('2026-03-23', '2026-04-03')).toBe(9);
    expect(count('2026-03-23', '2026-04-04')).toBe(10);
    expect(count('2026-03-28', '2026-03-29')).toBe(0);
    expect(count('2026-03-25', '2026-03-25')).toBe(1);
    expect(count('2026-03-25', '2026-03-24')).toBe(0);
  });

  it('is that of the days one by one, whatever the calendar', () => {
    const day = fc.integer({ min: 0, max: 60 }).map((days) => addDays('2026-03-01', days));
    const special = fc.record({ day, isWorking: fc.boolean(), name: fc.constant('') });
    const anyCalendar = fc.record({
      weekdays: fc.subarray([1, 2, 3, 4, 5, 6, 7]),
      days: fc.uniqueArray(special, { selector: (each) => each.day }),
    });
    fc.assert(
      fc.property(anyCalendar, day, day, (calendar, from, to) => {
        const length = Math.max(0, daysBetween(from, to) + 1);
        const days = Array.from({ length }, (_, index) => addDays(from, index));
        expect(workingDayCounter(calendar)(from, to)).toBe(days.filter(workingDays(calendar)).length);
      }),
    );
  });
});
