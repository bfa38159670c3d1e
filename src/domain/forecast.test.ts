import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chanceOfAtLeast, chancesOf, sumOfDraws } from './convolution.ts';
import {
  allThrough,
  chancesByDraw,
  dailyChances,
  forecastOfDraws,
  furthestDraw,
  hasEnoughDays,
  howMany,
  howManyPoints,
  toldChance,
  when,
  whenPoints,
} from './forecast.ts';
import { targetChances } from './forecast-steps.ts';

const daily = [0, 1, 0, 2, 1, 0, 3, 1, 0, 2];
const velocities = [24, 18, 31, 22, 27, 20];
const samples = fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 1, maxLength: 12 });

/** The chance by each draw that `amount` is done, as `chancesByDraw` tells it. */
function byDraw(sample: readonly number[], amount: number): readonly number[] {
  return chancesByDraw(dailyChances(sample), targetChances({ amount }, 1));
}

describe('howMany', () => {
  it('tells the worked figures of ten days', () => {
    const sum = sumOfDraws(chancesOf(daily), 10);
    const worked = [0.966287, 0.927871, 0.866236, 0.779594, 0.671282, 0.549565];
    for (const [index, chance] of worked.entries()) expect(chanceOfAtLeast(sum, index + 5)).toBeCloseTo(chance, 6);
    expect(howMany(chancesOf(daily), 10)).toMatchObject({ mean: 10, p50: 10, p70: 8, p85: 7, p95: 5 });
  });

  it('tells what six velocities bring in three iterations', () => {
    expect(howManyPoints(velocities, 3)).toMatchObject({ mean: 71, p50: 71, p85: 63, p95: 60 });
  });

  it('does not depend on the unit in which points are given', () => {
    const tenths = howManyPoints(
      velocities.map((points) => points / 10),
      3,
    );
    expect(tenths).toMatchObject({ mean: 7.1, p50: 7.1, p85: 6.3, p95: 6 });
  });

  it('is no further off than a step where sums are too large to be reckoned one by one', () => {
    // Two velocities, alike likely: after so many draws the first came up k times as coins do.
    for (const [low, high, draws, step] of [
      [1501, 1509, 20, 10],
      [80.5, 81.5, 26, 1],
      [245, 255, 100, 10],
    ] as const) {
      let chance = 0.5 ** draws;
      let reached = 0;
      let p85 = 0;
      for (let k = 0; k <= draws && reached < 0.85; k += 1) {
        reached += chance;
        p85 = high * (draws - k) + low * k;
        chance *= (draws - k) / (k + 1);
      }
      const told = howManyPoints([low, high], draws);
      expect(told.mean).toBeCloseTo((draws * (low + high)) / 2, 4);
      expect(Math.abs((told.p85 ?? 0) - p85)).toBeLessThan(4 * step);
      const target = (draws * (low + high)) / 2;
      expect(Math.abs((whenPoints([low, high], { amount: target }).p50 ?? 0) - draws)).toBeLessThanOrEqual(1);
    }
  });

  it('has a histogram of at most sixty bars, which hold all chances', () => {
    const { histogram } = howManyPoints([3, 40, 171.5], 12);
    expect(histogram.length).toBeLessThanOrEqual(60);
    expect(histogram.reduce((sum, bar) => sum + bar.chance, 0)).toBeCloseTo(1, 3);
  });

  it('promises less the surer it is', () => {
    fc.assert(
      fc.property(samples, fc.nat({ max: 12 }), (sample, draws) => {
        const { p50, p70, p85, p95 } = howMany(dailyChances(sample), draws);
        expect([p50, p70, p85, p95]).toEqual([p50, p70, p85, p95].sort((a, b) => Number(b) - Number(a)));
      }),
    );
  });
});

describe('when', () => {
  it('tells the worked figures of twelve items', () => {
    const chances = byDraw(daily, 12);
    const worked = { 11: 0.428976, 12: 0.545385, 14: 0.741527, 15: 0.814389, 16: 0.870517, 18: 0.941675, 19: 0.96218 };
    for (const [draw, chance] of Object.entries(worked)) expect(chances[Number(draw)]).toBeCloseTo(chance, 6);
    expect(when(chancesOf(daily), { amount: 12 })).toMatchObject({ p50: 12, p70: 14, p85: 16, p95: 19 });
  });

  it('tells by how many iterations 100 points are done', () => {
    const chances = byDraw(velocities, 100);
    expect(chances[4]).toBeCloseTo(0.296296, 6);
    expect(chances[5]).toBeCloseTo(0.983796, 6);
    expect(whenPoints(velocities, { amount: 100 })).toMatchObject({ p50: 5, p85: 5, p95: 5 });
  });

  it('asks the same of the future as howMany does', () => {
    fc.assert(
      fc.property(samples, fc.nat({ max: 20 }), fc.nat({ max: 12 }), (sample, amount, draws) => {
        const chances = byDraw(sample, amount);
        const done = chanceOfAtLeast(sumOfDraws(chancesOf(sample), draws), amount);
        expect(chances[draws] ?? chances.at(-1)).toBeCloseTo(done, 8);
      }),
    );
  });

  it('promises later the surer it is', () => {
    fc.assert(
      fc.property(samples, fc.nat({ max: 12 }), (sample, amount) => {
        const { p50, p70, p85, p95 } = when(dailyChances(sample), { amount });
        const draws = [p50, p70, p85, p95].map((draw) => draw ?? Number.POSITIVE_INFINITY);
        expect(draws).toEqual(draws.toSorted((a, b) => a - b));
      }),
    );
  });

  it('gives up on what is too far away', () => {
    expect(when(chancesOf([0, 0, 1]), { amount: 5000 })).toMatchObject({ mean: null, p50: null, p95: null });
    expect(byDraw([0], 1)).toHaveLength(furthestDraw + 1);
  });

  it('is through at once when nothing is left', () => {
    expect(when(chancesOf(daily), { amount: 0 })).toMatchObject({ mean: 0, p50: 0, p95: 0 });
  });

  it('draws the growth of the scope, and splits', () => {
    const grown = chancesByDraw(dailyChances(daily), targetChances({ amount: 10, growth: [0, 0.2] }, 1));
    expect(grown[12]).toBeCloseTo(((byDraw(daily, 10)[12] ?? 0) + (byDraw(daily, 12)[12] ?? 0)) / 2, 9);
    // Ten things that fall into one to two parts: 11 to 20 parts, each as likely.
    const split = targetChances({ amount: 10, split: { low: 1, high: 2 } }, 1);
    expect(split.slice(0, 11).every((chance) => chance === 0)).toBe(true);
    for (const chance of split.slice(11)) expect(chance).toBeCloseTo(0.1, 9);
    expect(split).toHaveLength(21);
  });

  it('is quick and no worse where the scope grew beyond all measure, or one day brought very much', () => {
    const exact = when(dailyChances(daily), { amount: 100, growth: [0, 0, 0] });
    expect(when(dailyChances(daily), { amount: 100, growth: [0, 0, 400], split: { low: 1, high: 1 } })).toMatchObject({
      p50: forecastOfDraws(byDraw(daily, 100).map((chance) => (chance * 2) / 3)).p50,
      p95: null,
    });
    expect(exact.p95).not.toBeNull();
    const spiked = [...daily, ...daily, 500];
    const mean = (260 * spiked.reduce((sum, amount) => sum + amount, 0)) / spiked.length;
    for (const share of [1, 0.5]) {
      const before = process.cpuUsage();
      const { p50, mean: told } = howMany(dailyChances(spiked, share), 260);
      const { user } = process.cpuUsage(before);
      expect(told).toBeCloseTo(mean * share, 4);
      expect(Math.abs((p50 ?? 0) - mean * share)).toBeLessThan(0.03 * mean);
      // One by one it took eighteen seconds.
      expect(user / 1000).toBeLessThan(4000);
    }
  });

  it('takes scope that fell as less to do, never as less than nothing', () => {
    expect(targetChances({ amount: 4, growth: [-0.5, -3] }, 1)).toEqual([0.5, 0, 0.5]);
  });
});

describe('several teams', () => {
  it('are through when the last of them is', () => {
    const both = allThrough([
      [0, 0.5, 0.75, 1],
      [0, 0.5, 0.75, 1],
    ]);
    expect(both).toEqual([0, 0.25, 0.5625, 1]);
    expect(forecastOfDraws([0, 0.5, 0.75, 1]).p50).toBe(1);
    expect(forecastOfDraws(both).p50).toBe(2);
  });

  it('have a mean as one team has, when all of them are sure to be through', () => {
    const team = byDraw(daily, 12);
    const { mean, p95 } = forecastOfDraws(allThrough(Array.from({ length: 10 }, () => team)));
    expect(mean).toBeGreaterThan(forecastOfDraws(team).mean ?? Number.POSITIVE_INFINITY);
    expect(mean).toBeLessThan(p95 ?? 0);
  });

  it('wait for the slowest', () => {
    expect(allThrough([[1], [0, 0.5, 1]])).toEqual([0, 0.5, 1]);
  });
});

describe('fewer people', () => {
  it('keep whole things, and bring their share on average', () => {
    const half = dailyChances([2], 0.5);
    expect(half).toEqual([0.25, 0.5, 0.25]);
    expect(howMany(dailyChances(daily, 0.4), 10).mean).toBeCloseTo(4, 6);
    expect(dailyChances(daily, 1.5)).toEqual(dailyChances(daily));
  });
});

describe('guards', () => {
  it('say nothing from fewer than five active days', () => {
    expect(hasEnoughDays([1, 0, 2, 1, 0, 3])).toBe(false);
    expect(hasEnoughDays([1, 0, 2, 1, 1, 3])).toBe(true);
  });

  it('never promise more than 95 % while there is work left', () => {
    expect(toldChance(0.9999, 1)).toEqual({ chance: 0.95, orMore: true });
    expect(toldChance(0.95, 1)).toEqual({ chance: 0.95, orMore: false });
    expect(toldChance(1, 0)).toEqual({ chance: 1, orMore: false });
  });
});
