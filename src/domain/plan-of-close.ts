import { type Amount, minus, nothing, plus } from './amount.ts';
import type { Decision, Destination } from './close-plan.ts';
import type { CoveredRows } from './covered-rows.ts';
import { addDays, dayIn, startOfDayIn } from './days.ts';
import type { ItemFact } from './item-facts.ts';
import type { Iteration, PlannedDate } from './iteration.ts';
import type { Load } from './planning-checks.ts';
import type { Fault } from './refusal.ts';
import type { StatementFigures } from './statement.ts';

/** An iteration that a close is to make on its own board. */
export interface NewIterationWish {
  readonly title: string;
  readonly start: PlannedDate | null;
  readonly end: PlannedDate | null;
}

/** How full a destination will be. Capacities are in points, those of the iteration. */
export interface DestinationLoad {
  readonly to: Destination;
  readonly title: string;
  /** In scope before the close, and what the close adds. */
  readonly present: Amount;
  readonly arriving: Amount;
  readonly minCapacity: number | null;
  readonly maxCapacity: number | null;
  readonly load: Load;
}

/** A close as it would be carried out. Instants are epoch milliseconds. */
export interface ClosePlan {
  readonly orgId: number;
  readonly id: number;
  readonly iterationId: number;
  /** SHA-256, hex, over the decisions and every row they stand on. */
  readonly fingerprint: string;
  readonly createdAt: number;
  readonly createdBy: number;
  readonly policy: { readonly id: number; readonly version: number } | null;
  readonly newIteration: NewIterationWish | null;
  /** The local day on which it really ended; absent: when the plan is carried out. */
  readonly finishedDay?: string;
  readonly decisions: readonly Decision[];
  /** The items that were decided about, in the same order. */
  readonly items: readonly PlannedItem[];
  readonly covered: CoveredRows;
  /** What the statement of the close will say. */
  readonly figures: StatementFigures;
  /** What the statement leaves out; absent where the close is not dated back. */
  readonly leftOut?: LeftOut;
  readonly destinations: readonly DestinationLoad[];
}

/** What came too late for a close that is dated back: of how many items, and how much of them was finished on balance. */
export interface LeftOut {
  readonly items: number;
  readonly done: Amount;
}

/** Sums what came too late. */
export function leftOutOf(facts: readonly Pick<ItemFact, 'itemId' | 'kind' | 'points' | 'items'>[]): LeftOut {
  const sum = (wanted: ItemFact['kind']) => facts.filter(({ kind }) => kind === wanted).reduce(plus, nothing);
  return {
    items: new Set(facts.map(({ itemId }) => itemId)).size,
    done: minus(sum('completed'), sum('reopened')),
  };
}

/** How an item was called when it was decided about, and what it was worth. Nothing of it is told to who cannot see the item. */
export interface PlannedItem {
  readonly id: number;
  readonly projectId: number;
  readonly key: string | null;
  readonly title: string | null;
  readonly estimate: number | null;
  /** Its people, if the close is to tell them of it. */
  readonly notified: readonly Named[];
  /** Its assignee, if away for most of the iteration that follows; told to who may know when people are away. */
  readonly assigneeAway: Named | null;
}

/** A person by name. */
export interface Named {
  readonly id: number;
  readonly name: string;
}

/** The instant for which a close stands that is carried out at `now`: the end of the day that was named, if that is over. */
export function finishOf(finishedDay: string, zone: string, now: number): number {
  return Math.min(now, startOfDayIn(zone, addDays(finishedDay, 1)) - 1);
}

/** What is wrong with the day on which an iteration is said to have ended. */
export function faultsOfFinish(
  { startedAt }: Pick<Iteration, 'startedAt'>,
  finishedDay: string | undefined,
  { zone, now }: { readonly zone: string; readonly now: number },
): readonly Fault[] {
  if (finishedDay === undefined) return [];
  const fault = (message: string): readonly Fault[] => [{ field: 'finishedDay', rule: 'range', message }];
  if (finishedDay > dayIn(zone, now)) return fault('It cannot have ended on a day that is still to come');
  if (finishedDay < dayIn(zone, startedAt ?? now)) return fault('It cannot have ended before the day of its start');
  return [];
}

/**
 * What is wrong with a close that is dated back: what it cancels or splits counts as if it had been so on the day, and so
 * must not have changed later.
 */
export function faultsOfDating(decisions: readonly Decision[], late: ReadonlySet<number>): readonly Fault[] {
  return decisions.flatMap(({ itemId, choice: { action } }): readonly Fault[] => {
    if ((action !== 'cancel' && action !== 'split') || !late.has(itemId)) return [];
    const message = `Item ${itemId} has changed after that day: it cannot be cancelled or split as if it had been then`;
    return [{ field: 'finishedDay', rule: 'rule', message }];
  });
}

/** Every destination that decisions name, in the order of their first naming. */
export function destinationsOf(decisions: readonly Decision[]): readonly Destination[] {
  return [...new Set(decisions.flatMap(({ choice }) => ('to' in choice ? [choice.to] : [])))];
}
