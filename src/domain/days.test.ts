import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  dayIn,
  daysBetween,
  daysIn,
  isDay,
  isoInstant,
  isZone,
  startOfDayIn,
  startOfUtcDay,
  utcDay,
  weekday,
} from './days.ts';

const hour = 3_600_000;
const day = fc
  .integer({ min: startOfUtcDay('1970-01-02') / 86_400_000, max: 78_000 })
  .map((count) => addDays('1970-01-01', count));
const zone = fc.constantFrom(
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'America/Sao_Paulo',
  'Asia/Kathmandu',
  'Asia/Beirut',
  'Pacific/Apia',
  'Pacific/Kiritimati',
  'Australia/Lord_Howe',
  'Africa/Cairo',
);

describe('calendar days', () => {
  it('are real dates of the years 1900 to 2200', () => {
    for (const text of ['1900-01-01', '2200-12-31', '2028-02-29', '2000-02-29']) expect(isDay(text)).toBe(true);
    for (const text of [
      '1899-12-31',
      '2201-01-01',
      '2026-02-29',
      '2100-02-29',
      '2026-04-31',
      '2026-13-01',
      '2026-1-1',
      '',
    ]) {
      expect(isDay(text)).toBe(false);
    }
  });

  it('are moved and counted without regard to clocks', () => {
    expect(addDays('2026-03-28', 2)).toBe('2026-03-30');
    expect(addDays('2028-03-01', -1)).toBe('2028-02-29');
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
    fc.assert(
      fc.property(day, fc.integer({ min: -4000, max: 4000 }), (from, count) => {
        const to = addDays(from, count);
        expect([isDay(to), daysBetween(from, to), addDays(to, -count)]).toEqual([true, count, from]);
      }),
    );
  });

  it('have a weekday that goes round from Monday, 1, to Sunday, 7', () => {
    expect(weekday('2026-03-23')).toBe(1);
    expect(weekday('2026-03-29')).toBe(7);
    fc.assert(
      fc.property(day, (one) => {
        expect(weekday(addDays(one, 1))).toBe((weekday(one) % 7) + 1);
      }),
    );
  });
});

describe('a day in a zone', () => {
  it('begins with its first instant: that instant is in it, the one before is not', () => {
    fc.assert(
      fc.property(zone, day, (name, one) => {
        const start = startOfDayIn(name, one);
        // Samoa and Kiribati have each skipped a whole day.
        const isSkipped = name.startsWith('Pacific/') && dayIn(name, start) > one;
        expect(dayIn(name, start) === one || isSkipped).toBe(true);
        expect(dayIn(name, start - 1) < one).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('lasts 23 or 25 hours when clocks change', () => {
    const length = (one: string) => startOfDayIn('Europe/Berlin', addDays(one, 1)) - startOfDayIn('Europe/Berlin', one);
    expect(length('2026-03-28')).toBe(24 * hour);
    expect(length('2026-03-29')).toBe(23 * hour);
    expect(length('2026-10-25')).toBe(25 * hour);
  });

  it('begins at one o’clock where clocks go forward at midnight', () => {
    expect(isoInstant(startOfDayIn('America/Sao_Paulo', '2018-11-04'))).toBe('2018-11-04T03:00:00.000Z');
    expect(isoInstant(startOfDayIn('Africa/Cairo', '2026-04-24'))).toBe('2026-04-23T22:00:00.000Z');
  });

  it('is where an instant is filed: half past midnight in Berlin is the day before in UTC', () => {
    const late = Date.UTC(2026, 2, 30, 22, 30);
    expect(dayIn('Europe/Berlin', late)).toBe('2026-03-31');
    expect(utcDay(late)).toBe('2026-03-30');
    expect(dayIn('UTC', late)).toBe('2026-03-30');
  });

  it('is the same for many instants as for each of them, also where clocks change', () => {
    const near = fc.integer({ min: -3 * 86_400_000, max: 3 * 86_400_000 });
    const change = fc.constantFrom(...['2026-03-29', '2026-10-25', '2026-01-01'].map(startOfUtcDay));
    const zones = fc.constantFrom('UTC', 'Europe/Berlin', 'Australia/Lord_Howe', 'America/St_Johns');
    fc.assert(
      fc.property(zones, change, fc.array(near, { maxLength: 30 }), (zone, from, offsets) => {
        const instants = offsets.map((offset) => from + offset);
        expect(daysIn(zone, instants)).toEqual(instants.map((at) => dayIn(zone, at)));
      }),
    );
  });

  it('is the same by the short way of UTC as by the long one', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 0, max: 86_399_999 }), (one, ms) => {
        const at = startOfUtcDay(one) + ms;
        expect([dayIn('UTC', at), startOfDayIn('UTC', one)]).toEqual([
          dayIn('Etc/UTC', at),
          startOfDayIn('Etc/UTC', one),
        ]);
      }),
    );
  });
});

it('a zone is an IANA name, not an offset', () => {
  for (const name of ['UTC', 'Europe/Berlin', 'Asia/Kolkata', 'Etc/GMT+3']) expect(isZone(name)).toBe(true);
  for (const name of [
    '',
    'Mars/Olympus',
    '+02:00',
    '2026-01-01T00:00[Europe/Berlin]',
    'Z',
    'T10:00[Europe/Berlin]',
    'undefined',
  ]) {
    expect(isZone(name)).toBe(false);
  }
});

describe('an instant as text', () => {
  it('reads as Date writes it, whatever was written before', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -2_208_988_800_000, max: 7_289_654_399_999 }), { maxLength: 20 }),
        (instants) => {
          for (const at of instants.flatMap((each) => [each, each + 1, each - 86_400_000])) {
            expect(isoInstant(at)).toBe(new Date(at).toISOString());
          }
        },
      ),
    );
  });
});
