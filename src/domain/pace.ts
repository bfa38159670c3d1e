import type { Amount } from './amount.ts';
import type { BurndownDay } from './burndown.ts';

/** How fast work goes at the end of a day, and how fast it would have to: amounts in a working day. */
export interface Pace {
  /** What remains, over the working days that are left; null when none is. */
  readonly required: Amount | null;
  /** What was finished and not reopened, over the working days so far; null before the first one. */
  readonly mean: Amount | null;
  /** The slope of the straight line of least squares through the same, as it stood at the start and after each working day. */
  readonly fitted: Amount | null;
}

/** The pace at the end of each day of a burndown: required rate and trend, by mean and by least squares. */
export function paceOf(days: readonly BurndownDay[]): readonly Pace[] {
  const total = days.filter(({ isWorking }) => isWorking).length;
  const points = trend();
  const items = trend();
  let worked = 0;
  return days.map(({ isWorking, remaining, completed }): Pace => {
    if (isWorking) worked += 1;
    points.add(completed.points, isWorking);
    items.add(completed.items, isWorking);
    const left = total - worked;
    return {
      required: left === 0 ? null : { points: remaining.points / left, items: remaining.items / left },
      mean: worked === 0 ? null : { points: points.mean(), items: items.mean() },
      fitted: worked === 0 ? null : { points: points.slope(), items: items.slope() },
    };
  });
}

/** Sums from which the trend follows at every day, so that the whole series costs one pass. */
function trend() {
  let finished = 0;
  let days = 0;
  let sum = 0;
  let weighted = 0;
  return {
    add: (amount: number, isWorking: boolean) => {
      finished += amount;
      if (!isWorking) return;
      days += 1;
      sum += finished;
      weighted += days * finished;
    },
    mean: () => finished / days,
    /** Through (0, 0), (1, what was finished after the first day) … : Σ(x − x̄)y / Σ(x − x̄)², the latter in closed form. */
    slope: () => (weighted - (days / 2) * sum) / ((days * (days + 1) * (days + 2)) / 12),
  };
}
