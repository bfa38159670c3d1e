import { type Chances, chanceOfAtLeast, sumOfDraws } from './convolution.ts';

/** An unfinished item of an iteration, as it matters to the goal. */
export interface OpenItem {
  readonly id: number;
  readonly isGoal: boolean;
  readonly isStarted: boolean;
}

/** How likely an iteration reaches what it set out for. */
export interface GoalOdds {
  /** Items of the goal that are open, and all that are. */
  readonly goalLeft: number;
  readonly allLeft: number;
  /** The items of the goal, if they are worked on before all others. */
  readonly goal: number;
  /** The items of the goal, if all is worked on in its order: what stands before the last of them is done too. */
  readonly inOrder: number;
  readonly all: number;
}

/** What could be taken out so that the goal is reached. */
export interface CutList {
  /** Items that stand in the way of the goal; taking any fewer out does not do, or less. None where taking out is of no use. */
  readonly itemIds: readonly number[];
  /** The chance of the goal in the order of work without them. */
  readonly inOrder: number;
  /** Whether that is enough. When not, no cut is: the goal alone is too much for the days that are left. */
  readonly isEnough: boolean;
}

/** The odds of items in the order of work, over so many days of which each brings what `daily` says. */
export function goalOdds(daily: Chances, days: number, items: readonly OpenItem[]): GoalOdds {
  const done = sumOfDraws(daily, days, items.length);
  const goalLeft = items.filter(({ isGoal }) => isGoal).length;
  return {
    goalLeft,
    allLeft: items.length,
    goal: chanceOfAtLeast(done, goalLeft),
    inOrder: chanceOfAtLeast(done, placeOfLastGoal(items)),
    all: chanceOfAtLeast(done, items.length),
  };
}

/**
 * The smallest set of items beside the goal whose removal lifts the chance of the goal, in the order of work, to the
 * threshold; where nothing does, the set that lifts it most. What has not been begun goes first, and of that what
 * stands last. Null when the goal is likely enough as it is.
 */
export function cutList(daily: Chances, days: number, items: readonly OpenItem[], threshold: number): CutList | null {
  const done = sumOfDraws(daily, days, items.length);
  const place = placeOfLastGoal(items);
  if (chanceOfAtLeast(done, place) >= threshold) return null;
  const inTheWay = items.slice(0, place).filter(({ isGoal }) => !isGoal);
  const started = inTheWay.filter((item) => item.isStarted);
  const candidates = [...inTheWay.filter((item) => !item.isStarted).toReversed(), ...started.toReversed()];
  const without = (count: number) => chanceOfAtLeast(done, place - count);
  const aim = Math.min(threshold, without(candidates.length));
  const enough = candidates.findIndex((_, index) => without(index) >= aim);
  const count = enough === -1 ? candidates.length : enough;
  return {
    itemIds: candidates.slice(0, count).map(({ id }) => id),
    inOrder: without(count),
    isEnough: without(count) >= threshold,
  };
}

/** How many items are done when the last of the goal is. */
function placeOfLastGoal(items: readonly OpenItem[]): number {
  return items.findLastIndex(({ isGoal }) => isGoal) + 1;
}
