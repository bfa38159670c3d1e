import { afterEach, describe, expect, it } from 'vitest';
import { addDays, dayFormat, daysBetween, momentIn, weekdayOf } from './show-days.ts';

describe('whoever looks from another zone', () => {
  const before = process.env['TZ'];
  afterEach(() => {
    if (before === undefined) delete process.env['TZ'];
    else process.env['TZ'] = before;
  });
  const from = <T>(zone: string, look: () => T): T => {
    process.env['TZ'] = zone;
    return look();
  };
  const zones = ['Pacific/Honolulu', 'UTC', 'Asia/Kathmandu', 'Pacific/Kiritimati'];

  it('sees the same days, under the same names', () => {
    for (const day of ['2026-03-28', '2026-03-29', '2026-12-31']) {
      const seen = zones.map((zone) =>
        from(zone, () => ({
          short: dayFormat('en').short(day),
          range: dayFormat('ru').range(day, addDays(day, 1)),
          after: addDays(day, 1),
          weekday: weekdayOf(day),
          days: daysBetween(day, addDays(day, 30)),
        })),
      );
      for (const each of seen) expect(each).toEqual(seen[0]);
    }
    expect(dayFormat('en').short('2026-03-29')).toBe('29 Mar');
  });

  it('reads moments as their own clocks show them', () => {
    const moments = zones.map((zone) => from(zone, () => momentIn('en', '2026-03-30T22:30:00Z')));
    expect(moments).toEqual(['30 Mar 2026, 12:30', '30 Mar 2026, 22:30', '31 Mar 2026, 04:15', '31 Mar 2026, 12:30']);
  });
});
