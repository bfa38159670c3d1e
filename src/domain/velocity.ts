import { ascending, mean, median, percentile } from './percentile.ts';

/** What the velocities of some iterations have in common; points. */
export interface VelocitySummary {
  readonly iterations: number;
  readonly mean: number;
  /** Interpolated; `p50` is the nearest rank, and they may differ. */
  readonly median: number;
  readonly least: number;
  readonly most: number;
  /** Of a sample; null for a single iteration. */
  readonly standardDeviation: number | null;
  /** The standard deviation by the mean; null where either is not to be had. */
  readonly variation: number | null;
  readonly lastThreeMean: number;
  readonly bestThreeMean: number;
  readonly worstThreeMean: number;
  readonly p15: number;
  readonly p50: number;
  readonly p85: number;
}

/** Sums up velocities, the oldest first. A zero is a value like any other; null when there are none. */
export function summarizeVelocity(sample: readonly number[]): VelocitySummary | null {
  const rising = ascending(sample);
  const average = mean(sample);
  const middle = median(rising);
  const rank = (perCent: number) => percentile(rising, perCent) ?? 0;
  const meanOf = (values: readonly number[]) => mean(values) ?? 0;
  if (average === null || middle === null) return null;
  const standardDeviation = deviationFrom(average, sample);
  return {
    iterations: sample.length,
    mean: average,
    median: middle,
    least: rank(0),
    most: rank(100),
    standardDeviation,
    variation: standardDeviation === null || average === 0 ? null : standardDeviation / average,
    lastThreeMean: meanOf(sample.slice(-3)),
    bestThreeMean: meanOf(rising.slice(-3)),
    worstThreeMean: meanOf(rising.slice(0, 3)),
    p15: rank(15),
    p50: rank(50),
    p85: rank(85),
  };
}

/** Points a person finishes in a day: all points by all days, so that a short iteration weighs no more than its days. */
export function pointsPerPersonDay(
  iterations: readonly { readonly points: number; readonly personDays: number }[],
): number | null {
  const points = iterations.reduce((sum, each) => sum + each.points, 0);
  const days = iterations.reduce((sum, each) => sum + each.personDays, 0);
  return days === 0 ? null : points / days;
}

function deviationFrom(average: number, sample: readonly number[]): number | null {
  if (sample.length < 2) return null;
  const squares = sample.reduce((sum, value) => sum + (value - average) ** 2, 0);
  return Math.sqrt(squares / (sample.length - 1));
}
