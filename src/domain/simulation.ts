import { furthestDraw } from './forecast.ts';

/** A source of numbers from 0 up to, not including, 1. */
export type Random = () => number;

/** Work that is done one part after another, each by a team of its own with its own pace. */
export interface Stage {
  /** What the team did on each of its last days. */
  readonly sample: readonly number[];
  readonly amount: number;
}

/** The generator mulberry32: equal seeds give equal numbers on every machine. */
export function mulberry32(seed: number): Random {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/**
 * So many trials of after how many draws the last of several stages is through; a stage begins on the draw after the
 * one before it ended. A trial that is not through by `furthestDraw` counts as one draw more than that.
 */
export function simulateStages(stages: readonly Stage[], trials: number, random: Random): readonly number[] {
  return Array.from({ length: trials }, () => {
    let draws = 0;
    for (const { sample, amount } of stages) {
      for (let done = 0; done < amount && draws <= furthestDraw; draws += 1) done += drawFrom(sample, random);
    }
    return draws;
  });
}

/** The share of trials that are through by each draw, as `chancesByDraw` tells it exactly. */
export function sharesByDraw(results: readonly number[]): readonly number[] {
  const last = Math.min(furthestDraw, Math.max(...results));
  const ends = Array.from({ length: last + 1 }, () => 0);
  for (const result of results) if (result <= last) ends[result] = (ends[result] ?? 0) + 1;
  let through = 0;
  return ends.map((count) => {
    through += count;
    return through / results.length;
  });
}

function drawFrom(sample: readonly number[], random: Random): number {
  return sample[Math.floor(random() * sample.length)] ?? 0;
}
