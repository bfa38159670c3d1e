import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { niceTicks } from './nice-ticks.ts';

describe('The marks of an axis', () => {
  it('are round numbers from 0 to above the highest value', () => {
    expect(niceTicks(42, 5, false)).toEqual([0, 10, 20, 30, 40, 50]);
    expect(niceTicks(7, 5, true)).toEqual([0, 2, 4, 6, 8]);
    expect(niceTicks(0.7, 5, false)).toEqual([0, 0.2, 0.4, 0.6, 0.8]);
    expect(niceTicks(2, 5, true)).toEqual([0, 1, 2]);
    expect(niceTicks(0, 5, false)).toEqual([0, 1]);
  });

  it('hold every value in few steps', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-3, max: 1e9, noNaN: true }), fc.boolean(), (most, whole) => {
        const ticks = niceTicks(most, 5, whole);
        expect(ticks[0]).toBe(0);
        expect(ticks.at(-1)).toBeGreaterThanOrEqual(most * (1 - 1e-9));
        expect(ticks.length).toBeLessThanOrEqual(7);
      }),
    );
  });
});
