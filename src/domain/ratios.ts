import type { Amount } from './amount.ts';
import type { ScopeFigures } from './scope-figures.ts';
import type { ClosingFigures } from './statement.ts';

/** A share in points and in items; null where there is nothing to be a share of. */
export interface Ratio {
  readonly points: number | null;
  readonly items: number | null;
}

/** How much of the commitment changed (metrics rule: scope-change rates, over the commitment). */
export interface ScopeRates {
  /** What was restored counts as added. */
  readonly added: Ratio;
  /** What was cancelled counts as removed. */
  readonly removed: Ratio;
  /** Raised less lowered. */
  readonly reestimated: Ratio;
  readonly net: Ratio;
  /** All of it without regard to its sign. */
  readonly churn: Ratio;
}

/** The rates of scope change since the freeze. */
export function scopeRates({ commitment, columns }: ScopeFigures): ScopeRates {
  const { added, restored, removed, cancelled, raised, lowered } = columns;
  const rate = (of: (measure: keyof Amount) => number): Ratio => ({
    points: over(of('points'), commitment.points),
    items: over(of('items'), commitment.items),
  });
  const more = (measure: keyof Amount) => added[measure] + restored[measure];
  const less = (measure: keyof Amount) => removed[measure] + cancelled[measure];
  const sized = (measure: keyof Amount) => raised[measure] - lowered[measure];
  return {
    added: rate(more),
    removed: rate(less),
    reestimated: rate(sized),
    net: rate((measure) => more(measure) - less(measure) + sized(measure)),
    churn: rate((measure) => more(measure) + less(measure) + raised[measure] + lowered[measure]),
  };
}

/** How a closed iteration did against its commitment and its scope. */
export interface ClosingRatios {
  /** Strict say/do: what was committed and is done, over the commitment; never above one. */
  readonly sayDo: Ratio;
  /** Velocity over the commitment; may be above one. */
  readonly delivery: Ratio;
  /** What went to other iterations or back, over the scope at the close. */
  readonly carriedOut: Ratio;
  /** What was committed and is unfinished, over the commitment. */
  readonly committedCarriedOut: Ratio;
  /** What of the commitment had been carried in. */
  readonly carriedIn: Ratio;
  /** Of what had been carried in what was finished; null where that was not stated yet. */
  readonly finishedCarryIn: Ratio | null;
}

/** The ratios of a closed iteration (metrics rules: commitment reliability, carry-over). */
export function closingRatios(figures: Pick<ScopeFigures, 'commitment' | 'scope'> & ClosingFigures): ClosingRatios {
  const { commitment, scope, kept, velocity, committedUnfinished, carriedIn, carryIn } = figures;
  const { carriedToIterations: away, returnedToBacklog: back } = figures;
  const out = { points: away.points + back.points, items: away.items + back.items };
  return {
    sayDo: ratio(kept, commitment),
    delivery: ratio(velocity, commitment),
    carriedOut: ratio(out, scope),
    committedCarriedOut: ratio(committedUnfinished, commitment),
    carriedIn: ratio(carriedIn, commitment),
    finishedCarryIn: carryIn === undefined ? null : ratio(carryIn.finished, carryIn.all),
  };
}

/** How much of a whole a part is, in points and in items. */
export function ratio(part: Amount, whole: Amount): Ratio {
  return { points: over(part.points, whole.points), items: over(part.items, whole.items) };
}

function over(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}
