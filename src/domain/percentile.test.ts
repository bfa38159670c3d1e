import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ascending, median, percentile } from './percentile.ts';

const values = fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 1, maxLength: 40 });

describe('percentile', () => {
  it('is the nearest rank, reckoned in whole numbers', () => {
    expect(percentile([1, 2], 50)).toBe(1);
    // 0.07 · 100 is a little more than 7: the rank must not become the eighth.
    expect(
      percentile(
        Array.from({ length: 100 }, (_, index) => index + 1),
        7,
      ),
    ).toBe(7);
    expect(percentile([18, 20, 22, 24, 27, 31], 15)).toBe(18);
    expect(percentile([18, 20, 22, 24, 27, 31], 85)).toBe(31);
  });

  it('has nothing to tell of nothing', () => {
    expect(percentile([], 50)).toBeNull();
    expect(median([])).toBeNull();
  });

  it('never falls as the per cent rise, and is always one of the values', () => {
    fc.assert(
      fc.property(values, fc.nat({ max: 100 }), fc.nat({ max: 100 }), (sample, one, other) => {
        const rising = ascending(sample);
        const [low, high] = [percentile(rising, Math.min(one, other)), percentile(rising, Math.max(one, other))];
        expect(sample).toContain(low);
        expect(low ?? 0).toBeLessThanOrEqual(high ?? 0);
      }),
    );
  });

  it('differs from the median where that lies between two values', () => {
    expect(median([18, 20, 22, 24, 27, 31])).toBe(23);
    expect(percentile([18, 20, 22, 24, 27, 31], 50)).toBe(22);
    expect(median([1, 2, 9])).toBe(2);
  });
});
