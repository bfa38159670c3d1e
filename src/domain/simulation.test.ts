import { describe, expect, it } from 'vitest';
import { chancesOf, sumOf } from './convolution.ts';
import { chancesByDraw, forecastOfDraws, furthestDraw } from './forecast.ts';
import { targetChances } from './forecast-steps.ts';
import { percentile } from './percentile.ts';
import { mulberry32, sharesByDraw, simulateStages } from './simulation.ts';

const sample = [0, 1, 0, 2, 1, 0, 3, 1, 0, 2];

describe('mulberry32', () => {
  it('begins as everywhere else', () => {
    const random = mulberry32(42);
    expect(random()).toBe(0.6011037519201636);
    const again = mulberry32(42);
    const indices = Array.from({ length: 10 }, () => Math.floor(again() * 10));
    expect(indices).toEqual([6, 4, 8, 6, 1, 5, 2, 6, 8, 4]);
  });

  it('agrees with the exact chances on what ten days bring', () => {
    const random = mulberry32(42);
    const draw = () => sample[Math.floor(random() * 10)] ?? 0;
    const sums = Array.from({ length: 10_000 }, () => {
      let sum = 0;
      for (let day = 0; day < 10; day += 1) sum += draw();
      return sum;
    });
    expect(sums.slice(0, 10)).toEqual([12, 11, 2, 5, 6, 17, 10, 8, 11, 11]);
    expect(sums.filter((sum) => sum >= 6).length / 10_000).toBe(0.926);
    const falling = sums.toSorted((a, b) => b - a);
    expect([50, 70, 85, 95].map((perCent) => percentile(falling, perCent))).toEqual([10, 8, 7, 5]);
  });
});

describe('simulateStages', () => {
  it('tells the worked figures of one stage', () => {
    const results = simulateStages([{ sample, amount: 12 }], 10_000, mulberry32(42));
    expect(results.slice(0, 10)).toEqual([10, 17, 18, 12, 11, 13, 14, 11, 9, 10]);
    expect(sharesByDraw(results)[12]).toBe(0.5503);
    expect(forecastOfDraws(sharesByDraw(results))).toMatchObject({ p50: 12, p70: 14, p85: 16, p95: 19 });
  });

  it('comes within a hundredth and a half of the exact chances of two stages', () => {
    const stages = [
      { sample, amount: 6 },
      { sample: [1, 0, 2], amount: 8 },
    ];
    const shares = sharesByDraw(simulateStages(stages, 10_000, mulberry32(7)));
    const endsOf = ({ sample: daily, amount }: (typeof stages)[number]) =>
      chancesByDraw(chancesOf(daily), targetChances({ amount }, 1)).map(
        (chance, draw, all) => chance - (all[draw - 1] ?? 0),
      );
    const exact = stages.map(endsOf).reduce((left, right) => [...sumOf(left, right)]);
    let through = 0;
    for (const [draw, chance] of exact.entries()) {
      through += chance;
      expect(Math.abs((shares[draw] ?? 1) - through)).toBeLessThan(0.015);
    }
  });

  it('gives up on a stage that never ends', () => {
    const results = simulateStages(
      [
        { sample: [0], amount: 1 },
        { sample, amount: 1 },
      ],
      3,
      mulberry32(1),
    );
    expect(results).toEqual([furthestDraw + 1, furthestDraw + 1, furthestDraw + 1]);
    expect(forecastOfDraws(sharesByDraw(results))).toMatchObject({ p50: null, mean: null });
  });
});
