import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, daysBetween, weekdayOf } from '../words/show-days.ts';
import { sharedDays, shiftRange, timeScale } from './time-scale.ts';
import { zooms } from './zoom.ts';

const day = fc.integer({ min: -8000, max: 40_000 }).map((offset) => addDays('2000-01-01', offset));
const range = fc.tuple(day, fc.nat({ max: 400 })).map(([start, length]) => ({ start, end: addDays(start, length) }));

describe('The scale of the timeline', () => {
  it('holds every range and today, at every zoom, and its lines begin units', () => {
    fc.assert(
      fc.property(
        fc.array(range, { maxLength: 4 }),
        day,
        fc.constantFrom(...zooms),
        fc.constantFrom(1, 6, 7),
        (ranges, today, zoom, weekStart) => {
          // Nobody looks at a century of weeks.
          const near = ranges.filter(({ start }) => Math.abs(daysBetween(today, start)) < 3000);
          const scale = timeScale(zoom, near, { today, weekStart });
          for (const each of [...near, { start: today, end: today }]) {
            expect(scale.left(each.start)).toBeGreaterThanOrEqual(0);
            expect(scale.left(addDays(each.end, 1))).toBeLessThanOrEqual(scale.width);
          }
          expect(scale.lines[0]).toBe(scale.range.start);
          const begins = {
            weeks: (line: string) => weekdayOf(line) === weekStart,
            months: (line: string) => line.endsWith('-01'),
            quarters: (line: string) => /-(01|04|07|10)-01$/.test(line),
          };
          expect(scale.lines.filter((line) => !begins[zoom](line))).toEqual([]);
          expect(new Set(scale.lines).size).toBe(scale.lines.length);
        },
      ),
    );
  });

  it('has a line for every month and every quarter, over the end of a year', () => {
    const context = { today: '2026-11-22', weekStart: 1 };
    expect(timeScale('months', [], context).lines).toEqual(['2026-10-01', '2026-11-01', '2026-12-01', '2027-01-01']);
    expect(timeScale('quarters', [], context).lines).toEqual(['2026-07-01', '2026-10-01', '2027-01-01']);
  });

  it('gives every day the same width, also where clocks are changed', () => {
    const scale = timeScale('weeks', [], { today: '2026-10-25', weekStart: 1 });
    expect(scale.left('2026-10-26') - scale.left('2026-10-25')).toBe(scale.pixelsPerDay);
  });
});

describe('A range of days', () => {
  it('keeps its length when it is moved, and comes back when it is moved back', () => {
    fc.assert(
      fc.property(range, fc.integer({ min: -500, max: 500 }), (each, days) => {
        const moved = shiftRange(each, 'all', days);
        expect(daysBetween(moved.start, moved.end)).toBe(daysBetween(each.start, each.end));
        expect(shiftRange(moved, 'all', -days)).toEqual(each);
      }),
    );
  });

  it('never ends before it begins, whichever edge is pulled', () => {
    fc.assert(
      fc.property(range, fc.constantFrom('start', 'end'), fc.integer({ min: -500, max: 500 }), (each, grip, days) => {
        const pulled = shiftRange(each, grip, days);
        expect(pulled.start <= pulled.end).toBe(true);
        expect(grip === 'start' ? pulled.end : pulled.start).toBe(grip === 'start' ? each.end : each.start);
      }),
    );
  });

  it('shares with another what lies in both', () => {
    const november = { start: '2026-11-01', end: '2026-11-30' };
    expect(sharedDays(november, { start: '2026-11-30', end: '2026-12-14' })).toBe(1);
    expect(sharedDays(november, { start: '2026-12-01', end: '2026-12-14' })).toBe(0);
    expect(sharedDays(november, { start: '2026-11-09', end: '2026-11-22' })).toBe(14);
  });
});
