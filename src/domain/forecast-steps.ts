import type { Chances } from './convolution.ts';

/** What is to be reached, and what may become of it on the way. */
export interface Target {
  readonly amount: number;
  /** By what share the scope grew on balance in past iterations: one of them is drawn for this one. */
  readonly growth?: readonly number[];
  /** Into how many parts a thing falls when it is worked on, anything from `low` to `high` alike. */
  readonly split?: { readonly low: number; readonly high: number };
}

/**
 * The greatest of 1, 0.1 and 0.01 in which all amounts are whole numbers, 0.01 where none is; or ten times that and more,
 * where sums up to `highest` would have too many steps for exact reckoning to be quick.
 */
export function stepFor(amounts: readonly number[], highest: number): number {
  const fine = perUnit.find((per) => amounts.every((amount) => isWhole(amount * per))) ?? finest;
  let step = 1 / fine;
  while (highest / step > mostSteps) step *= 10;
  return step;
}

/**
 * The chances of each number of steps that an amount drawn from a sample comes to: one between two steps is the one or the
 * other, so likely that the mean stays.
 */
export function chancesInSteps(sample: readonly number[], step: number): Chances {
  const chances = Array.from({ length: Math.ceil(Math.max(...sample) / step - tolerance) + 1 }, () => 0);
  for (const amount of sample) {
    const below = Math.floor(amount / step + tolerance);
    const rest = amount / step - below;
    const above = rest > tolerance ? rest : 0;
    chances[below] = (chances[below] ?? 0) + (1 - above) / sample.length;
    if (above > 0) chances[below + 1] = (chances[below + 1] ?? 0) + above / sample.length;
  }
  return chances;
}

/** What a target may become at most. */
export function mostOf({ amount, growth = [0], split = { low: 1, high: 1 } }: Target): number {
  return amount * Math.max(0, ...growth.map((rate) => 1 + rate)) * split.high;
}

/** The chances of each number of steps that the target may come to, rounded up: it is reached when all of it is. `cap` stands for all above. */
export function targetChances(
  { amount, growth = [0], split = { low: 1, high: 1 } }: Target,
  step: number,
  cap = Number.POSITIVE_INFINITY,
): Chances {
  const chances: number[] = [];
  const add = (all: number, chance: number) => {
    const steps = Math.min(all, cap);
    while (chances.length <= steps) chances.push(0);
    chances[steps] = (chances[steps] ?? 0) + chance;
  };
  for (const rate of growth) {
    const base = (amount / step) * Math.max(0, 1 + rate);
    const [low, high] = [base * split.low, base * split.high];
    const [least, most] = [up(low), up(high)];
    if (least === most) add(most, 1 / growth.length);
    // All between low and high is alike; a number of steps gets what is rounded up to it.
    else {
      for (let steps = least; steps <= most; steps += 1) {
        const share = (Math.min(steps, high) - Math.max(steps - 1, low)) / (high - low);
        add(steps, Math.max(0, share) / growth.length);
      }
    }
  }
  return chances;
}

const perUnit = [1, 10, 100] as const;
const finest = 100;
const mostSteps = 20_000;
/** Estimates like 0.1 are never exact. */
const tolerance = 1e-6;

function isWhole(value: number): boolean {
  return Math.abs(value - Math.round(value)) < tolerance;
}

function up(steps: number): number {
  return Math.ceil(steps - tolerance);
}
