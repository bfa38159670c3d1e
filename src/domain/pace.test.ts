import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BurndownDay } from './burndown.ts';
import { paceOf } from './pace.ts';

const nothing = { points: 0, items: 0 };
const day = (completed: number, isWorking = true, remaining = 0): BurndownDay => ({
  day: '2026-03-23',
  isWorking,
  scope: nothing,
  done: nothing,
  remaining: { points: remaining, items: 0 },
  completed: { points: completed, items: 0 },
  ideal: nothing,
  rebased: nothing,
  idealByCapacity: null,
});

describe('the pace', () => {
  it('is not known before the first working day, and nothing is required after the last', () => {
    const [before, first, last] = paceOf([day(2, false, 8), day(2, true, 6), day(0, true, 6)]);
    expect(before).toEqual({ required: { points: 4, items: 0 }, mean: null, fitted: null });
    expect(first?.mean).toEqual({ points: 4, items: 0 });
    expect([first?.required?.points, last?.required]).toEqual([6, null]);
  });

  it('credits what is done on a day off to the working days', () => {
    const [, , monday] = paceOf([day(2), day(2, false), day(2)]);
    expect([monday?.mean?.points, monday?.fitted?.points]).toEqual([3, 3]);
  });

  it('is by mean and by least squares the same where as much is done on every day', () => {
    for (const { mean, fitted } of paceOf(Array.from({ length: 30 }, () => day(2.5)))) {
      expect(mean?.points).toBeCloseTo(2.5, 9);
      expect(fitted?.points).toBeCloseTo(2.5, 9);
    }
  });

  it('has the slope that the textbook reckons from all points anew', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -20, max: 50 }), { minLength: 1, maxLength: 40 }), (done) => {
        const ys = [0];
        for (const each of done) ys.push((ys.at(-1) ?? 0) + each);
        const mean = (values: readonly number[]) => values.reduce((sum, each) => sum + each, 0) / values.length;
        const xs = ys.map((_, x) => x);
        const [xMean, yMean] = [mean(xs), mean(ys)];
        const above = mean(ys.map((y, x) => (x - xMean) * (y - yMean)));
        const below = mean(xs.map((x) => (x - xMean) ** 2));
        expect(paceOf(done.map((each) => day(each))).at(-1)?.fitted?.points).toBeCloseTo(above / below, 6);
      }),
    );
  });
});
