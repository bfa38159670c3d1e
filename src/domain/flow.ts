import { daysBetween } from './days.ts';
import { ascending, mean, percentile } from './percentile.ts';

/** Days from one local day to another, both counted: what is begun and done on one day took one day. */
export function daysTaken(from: string, to: string): number {
  return daysBetween(from, to) + 1;
}

/** In what times are told: local days with both ends counted, those of them that are worked on, or exact hours. */
export const timeUnits = ['days', 'workingDays', 'hours'] as const;
export type TimeUnit = (typeof timeUnits)[number];

/** How long something took, in every unit. */
export type TimeTaken = Readonly<Record<TimeUnit, number>>;

/** How long things took, by nearest rank; null where there are none. */
export interface TimesTaken {
  readonly count: number;
  readonly mean: number | null;
  readonly p50: number | null;
  readonly p70: number | null;
  readonly p85: number | null;
  readonly p95: number | null;
}

/** Sums up cycle or lead times. */
export function summarizeTimes(times: readonly number[]): TimesTaken {
  const rising = ascending(times);
  return {
    count: times.length,
    mean: mean(times),
    p50: percentile(rising, 50),
    p70: percentile(rising, 70),
    p85: percentile(rising, 85),
    p95: percentile(rising, 95),
  };
}

/**
 * The chance that an item of some age that is still open is done within the service level expectation: among the times
 * that were longer than its age, the share that kept it. Null when none was as long as that.
 */
export function chanceToKeep(times: readonly number[], age: number, expectation: number): number | null {
  const longer = times.filter((time) => time > age);
  return longer.length === 0 ? null : longer.filter((time) => time <= expectation).length / longer.length;
}

/**
 * How many items were done on each of some rising days, zeros too. What was done on a day between two of them, as on a
 * weekend between working days, counts with the day before; what was done before the first is left out.
 */
export function throughput(days: readonly string[], doneDays: readonly string[]): readonly number[] {
  const done = [...doneDays].sort();
  let next = 0;
  const countBefore = (end: string | undefined) => {
    const from = next;
    while (next < done.length && (end === undefined || (done[next] ?? '') < end)) next += 1;
    return next - from;
  };
  countBefore(days[0]);
  return days.map((_, index) => countBefore(days[index + 1]));
}
