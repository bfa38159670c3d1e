import { howManyPoints } from './forecast.ts';
import { mean } from './percentile.ts';

/** Whether forecasts held as often as they promised. */
export interface Coverage {
  readonly forecasts: number;
  readonly held: number;
  /** The share that held, and by how much it is off the promise; null where there are none. */
  readonly share: number | null;
  readonly gap: number | null;
  /** The chance that so few held, or fewer, if the promise were right. */
  readonly chanceOfSoFew: number;
  /** `over_confident`: so few would hardly ever hold if the promise were right. `under_confident`: so many. */
  readonly verdict: 'over_confident' | 'under_confident' | 'not_proven';
}

/** Compares how many of the forecasts with a promise of `perCent` held with how many should have. */
export function coverage(outcomes: readonly boolean[], perCent: number): Coverage {
  const [forecasts, held] = [outcomes.length, outcomes.filter((each) => each).length];
  const promise = perCent / 100;
  const share = forecasts === 0 ? null : held / forecasts;
  const chanceOfSoFew = binomialAtMost(held, forecasts, promise);
  const chanceOfSoMany = 1 - binomialAtMost(held - 1, forecasts, promise);
  const verdict = chanceOfSoFew < doubt ? 'over_confident' : chanceOfSoMany < doubt ? 'under_confident' : 'not_proven';
  return { forecasts, held, share, gap: share === null ? null : share - promise, chanceOfSoFew, verdict };
}

/** The chance of `most` successes or fewer in so many trials. */
export function binomialAtMost(most: number, trials: number, chance: number): number {
  // By logarithms: the chance of no success in some hundred trials is smaller than any number.
  let term = trials * Math.log(1 - chance);
  let sum = most < 0 ? 0 : Math.exp(term);
  for (let successes = 1; successes <= Math.min(most, trials); successes += 1) {
    term += Math.log(((trials - successes + 1) / successes) * (chance / (1 - chance)));
    sum += Math.exp(term);
  }
  return Math.min(1, sum);
}

/** The Brier score: the mean square of what chances were off what came of it. 0 is perfect; null where there are none. */
export function brierScore(told: readonly { readonly chance: number; readonly cameTrue: boolean }[]): number | null {
  return mean(told.map(({ chance, cameTrue }) => (chance - (cameTrue ? 1 : 0)) ** 2));
}

/** The pinball loss of a quantile: being wrong on the side that it promised to avoid costs more. `level` from 0 to 1. */
export function pinballLoss(actual: number, quantile: number, level: number): number {
  return actual >= quantile ? (actual - quantile) * level : (quantile - actual) * (1 - level);
}

/** How a way of foretelling would have done on what is known. */
export interface BackTest {
  /** The number of last values from which it foretells; null is all. */
  readonly window: number | null;
  readonly forecasts: number;
  /** The mean pinball loss of its quantiles; null where there was nothing to foretell. */
  readonly loss: number | null;
}

/** Values of the past, the oldest first, what is to be foretold of them, and how many must be known before that. */
export interface Past {
  readonly values: readonly number[];
  /** How many values are foretold together, as their sum. */
  readonly draws: number;
  readonly fewest: number;
}

/** How the exact forecast of what comes next would have done, from each of several windows of what came before. */
export function backTest(past: Past, windows: readonly number[]): readonly BackTest[] {
  return windows.map((window) => {
    const tell = (known: readonly number[]) => {
      const { p50, p85, p95 } = howManyPoints(known.slice(-window), past.draws);
      return [p50 ?? 0, p85 ?? 0, p95 ?? 0];
    };
    return { window, ...lossOf(past, tell) };
  });
}

/** The same for three ways that need no theory: each value is the mean so far, each is the last one, all are as before. */
export function baselines(past: Past): Readonly<Record<'mean' | 'last' | 'previous', BackTest>> {
  const { draws } = past;
  const flat = (point: number) => levels.map(() => point);
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  return {
    mean: { window: null, ...lossOf(past, (known) => flat((mean(known) ?? 0) * draws)) },
    last: { window: 1, ...lossOf(past, (known) => flat((known.at(-1) ?? 0) * draws)) },
    previous: { window: draws, ...lossOf(past, (known) => flat(sum(known.slice(-draws)))) },
  };
}

/** The window that lost least; of several the largest, and the first when nothing could be tried. */
export function bestWindow(tests: readonly BackTest[]): BackTest | undefined {
  return tests.reduce<BackTest | undefined>((best, each) => {
    if (best === undefined || each.loss === null) return best ?? each;
    return best.loss === null || each.loss <= best.loss ? each : best;
  }, undefined);
}

/** "At least" with 50, 85 and 95 % are these quantiles. */
const levels = [0.5, 0.15, 0.05] as const;
/** Below that chance a promise is no longer believed. */
const doubt = 0.05;

function lossOf(
  { values, draws, fewest }: Past,
  tell: (known: readonly number[]) => readonly number[],
): Pick<BackTest, 'forecasts' | 'loss'> {
  const losses: number[] = [];
  for (let at = fewest; at + draws <= values.length; at += draws) {
    const actual = values.slice(at, at + draws).reduce((sum, value) => sum + value, 0);
    const quantiles = tell(values.slice(0, at));
    losses.push(mean(levels.map((level, index) => pinballLoss(actual, quantiles[index] ?? 0, level))) ?? 0);
  }
  return { forecasts: losses.length, loss: mean(losses) };
}
