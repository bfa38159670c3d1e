import { describe, expect, it } from 'vitest';
import { hoursInWeek } from './hours-in-week.ts';

const full = { weekdays: null, hoursPerDay: 8, allocation: 1, focus: 1 };

describe('The hours of a week', () => {
  it('are those of the team for who works whenever it does', () => {
    expect(hoursInWeek(full, [1, 2, 3, 4, 5])).toBe(40);
    expect(hoursInWeek(full, [1, 2, 3, 4])).toBe(32);
  });

  it('are of the days that both work, of the share for the team, and of that the share for the plan', () => {
    const part = { weekdays: [2, 4, 6], hoursPerDay: 6, allocation: 0.5, focus: 0.8 };
    expect(hoursInWeek(part, [1, 2, 3, 4, 5])).toBe(4.8);
  });
});
