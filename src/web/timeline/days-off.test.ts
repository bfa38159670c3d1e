import { describe, expect, it } from 'vitest';
import { daysOff } from './days-off.ts';

describe('daysOff', () => {
  const week = [1, 2, 3, 4, 5];

  it('takes weekends, and holidays beside them, together', () => {
    const days = [{ day: '2026-04-03', isWorking: false, name: 'Good Friday' }];
    expect(daysOff({ weekdays: week, days }, { start: '2026-03-26', end: '2026-04-04' })).toEqual([
      { start: '2026-03-28', end: '2026-03-29' },
      { start: '2026-04-03', end: '2026-04-04' },
    ]);
  });

  it('leaves out a weekend day that is worked on', () => {
    const days = [{ day: '2026-03-28', isWorking: true, name: 'Moved' }];
    expect(daysOff({ weekdays: week, days }, { start: '2026-03-27', end: '2026-03-30' })).toEqual([
      { start: '2026-03-29', end: '2026-03-29' },
    ]);
  });

  it('knows weeks that begin elsewhere', () => {
    expect(daysOff({ weekdays: [7, 1, 2, 3, 4], days: [] }, { start: '2026-03-26', end: '2026-03-29' })).toEqual([
      { start: '2026-03-27', end: '2026-03-28' },
    ]);
  });
});
