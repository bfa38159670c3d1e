import { describe, expect, it } from 'vitest';
import { backTest, baselines, bestWindow, binomialAtMost, brierScore, coverage, pinballLoss } from './calibration.ts';

const held = (yes: number, no: number) => [...Array(yes).fill(true), ...Array(no).fill(false)];

describe('coverage', () => {
  it('does not call seven of ten over-confident', () => {
    const found = coverage(held(7, 3), 85);
    expect(found).toMatchObject({ forecasts: 10, held: 7, share: 0.7, verdict: 'not_proven' });
    expect(found.gap).toBeCloseTo(-0.15, 9);
    expect(found.chanceOfSoFew).toBeCloseTo(0.1798, 4);
  });

  it('calls five of ten over-confident, and 100 of 100 under-confident', () => {
    expect(coverage(held(5, 5), 85).verdict).toBe('over_confident');
    expect(coverage(held(100, 0), 85).verdict).toBe('under_confident');
  });

  it('says nothing of nothing', () => {
    expect(coverage([], 85)).toMatchObject({ share: null, gap: null, verdict: 'not_proven' });
  });

  it('knows the chances of coins', () => {
    expect(binomialAtMost(-1, 4, 0.5)).toBe(0);
    expect(binomialAtMost(1, 4, 0.5)).toBeCloseTo(5 / 16, 12);
    expect(binomialAtMost(4, 4, 0.5)).toBeCloseTo(1, 12);
  });

  it('does not lose count of many forecasts, as many as are looked at', () => {
    for (const [kept, of] of [
      [238, 250],
      [475, 500],
      [950, 1000],
    ] as const) {
      // Of failures there are few, and their chance is far from nothing.
      const asFailures = 1 - binomialAtMost(of - kept - 1, of, 0.05);
      expect(binomialAtMost(kept, of, 0.95)).toBeCloseTo(asFailures, 8);
      expect(coverage(held(kept, of - kept), 95).verdict).toBe('not_proven');
    }
    expect(coverage(held(1000, 0), 95)).toMatchObject({
      verdict: 'under_confident',
      chanceOfSoFew: expect.closeTo(1, 8),
    });
    expect(coverage(held(900, 100), 95).verdict).toBe('over_confident');
  });
});

describe('scores', () => {
  it('tell the worked Brier score', () => {
    const told = [0.9, 0.8, 0.7, 0.6].map((chance, index) => ({ chance, cameTrue: index !== 2 }));
    expect(brierScore(told)).toBeCloseTo(0.175, 12);
    expect(brierScore([])).toBeNull();
  });

  it('cost more on the side that was to be avoided', () => {
    expect(pinballLoss(10, 7, 0.15)).toBeCloseTo(0.45, 12);
    expect(pinballLoss(4, 7, 0.15)).toBeCloseTo(2.55, 12);
    expect(pinballLoss(7, 7, 0.15)).toBe(0);
  });
});

describe('backTest', () => {
  it('prefers a short memory for a team that has changed, a long one for a steady one', () => {
    const changed = [...Array(10).fill(10), ...Array(10).fill(30)];
    const swaying = Array.from({ length: 40 }, (_, index) => [12, 20, 16, 24, 14, 18, 22][(index * 5) % 7] ?? 0);
    const past = (values: readonly number[]) => ({ values, draws: 1, fewest: 3 });
    expect(bestWindow(backTest(past(changed), [6, 10, 20]))?.window).toBe(6);
    expect(bestWindow(backTest(past(swaying), [2, 20]))?.window).toBe(20);
  });

  it('measures what is foretold together as one sum', () => {
    const [test] = backTest({ values: [1, 1, 1, 1, 1, 1, 1], draws: 2, fewest: 3 }, [3]);
    expect(test).toEqual({ window: 3, forecasts: 2, loss: 0 });
  });

  it('has nothing to say of too short a past', () => {
    const tests = backTest({ values: [1, 2, 3], draws: 1, fewest: 3 }, [6, 10]);
    expect(tests).toEqual([
      { window: 6, forecasts: 0, loss: null },
      { window: 10, forecasts: 0, loss: null },
    ]);
    expect(bestWindow(tests)?.window).toBe(6);
  });

  it('measures three ways without theory by the same rule', () => {
    const { mean, last, previous } = baselines({ values: [2, 4, 6, 8], draws: 1, fewest: 2 });
    // 6 from 3 and 8 from 4, each at levels of 0.5, 0.15 and 0.05: a mean of 0.7/3 of what it is off.
    expect(mean.loss).toBeCloseTo(((3 + 4) / 2) * (0.7 / 3), 9);
    expect(last.loss).toBeCloseTo(2 * (0.7 / 3), 9);
    expect(previous.loss).toBe(last.loss);
  });
});
