import type { Amount } from './amount.ts';
import type { Decision, Destination } from './close-plan.ts';
import type { ClosingItem } from './closing-item.ts';
import type { CoveredRows } from './covered-rows.ts';
import type { PlannedDate } from './iteration.ts';
import type { Counters } from './ledger.ts';
import { type Load, loadOf } from './planning-checks.ts';

/** An iteration that a close is to make on its own board. */
export interface NewIterationWish {
  readonly title: string;
  readonly start: PlannedDate | null;
  readonly end: PlannedDate | null;
}

/**
 * What a close makes of everything that its iteration holds: members = done + cancelled + carried to iterations + returned to
 * the backlog + kept (conservation). An item that is split is done as far as its done part, or, without credit, cancelled.
 */
export interface CloseBalance {
  readonly members: number;
  readonly done: Amount;
  readonly cancelled: { readonly items: number };
  readonly carried: Amount;
  readonly returned: Amount;
  readonly kept: Amount;
  /** Done parts of items that were split without credit: they count nowhere. */
  readonly uncredited: number;
}

/** How full a destination will be. Capacities and points as of the iteration. */
export interface DestinationLoad {
  readonly to: Destination;
  readonly title: string;
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
  readonly decisions: readonly Decision[];
  /** The items that were decided about, in the same order. */
  readonly items: readonly PlannedItem[];
  readonly covered: CoveredRows;
  readonly balance: CloseBalance;
  readonly destinations: readonly DestinationLoad[];
}

/** How an item was called when it was decided about, and what it was worth. */
export interface PlannedItem {
  readonly id: number;
  readonly key: string;
  readonly title: string;
  readonly estimate: number | null;
}

/** What becomes of everything an iteration holds. `counters` are its figures before. */
export function balanceOf(
  counters: Counters,
  items: readonly Pick<ClosingItem, 'estimate'>[],
  decisions: readonly Decision[],
): CloseBalance {
  const sums = { done: nothing(), carried: nothing(), returned: nothing(), kept: nothing() };
  const cancelled = { items: counters.memberItems - counters.scopeItems };
  let uncredited = 0;
  add(sums.done, counters.donePoints, counters.doneItems);
  for (const [index, { choice }] of decisions.entries()) {
    const points = items[index]?.estimate ?? 0;
    if (choice.action === 'carry') add(sums.carried, points);
    if (choice.action === 'return') add(sums.returned, points);
    if (choice.action === 'stay') add(sums.kept, points);
    if (choice.action === 'cancel') cancelled.items += 1;
    if (choice.action !== 'split') continue;
    if (choice.credit === 'donePart') add(sums.done, choice.donePart);
    else {
      cancelled.items += 1;
      uncredited += choice.donePart;
    }
  }
  return { members: counters.memberItems, ...sums, cancelled, uncredited };
}

/** How full an iteration will be with what the decisions send there. */
export function loadWith(
  destination: Omit<DestinationLoad, 'arriving' | 'load'>,
  items: readonly Pick<ClosingItem, 'estimate'>[],
  decisions: readonly Decision[],
): DestinationLoad {
  const arriving = nothing();
  for (const [index, { choice, estimate }] of decisions.entries()) {
    if (!('to' in choice) || choice.to !== destination.to) continue;
    const whole = items[index]?.estimate ?? 0;
    add(
      arriving,
      choice.action === 'split' ? whole - choice.donePart : estimate === undefined ? whole : (estimate ?? 0),
    );
  }
  return { ...destination, arriving, load: loadOf(destination.present.points + arriving.points, destination) };
}

/** Every destination that decisions name, in the order of their first naming. */
export function destinationsOf(decisions: readonly Decision[]): readonly Destination[] {
  return [...new Set(decisions.flatMap(({ choice }) => ('to' in choice ? [choice.to] : [])))];
}

interface MutableSum {
  points: number;
  items: number;
}

function nothing(): MutableSum {
  return { points: 0, items: 0 };
}

function add(sum: MutableSum, points: number, items = 1): void {
  sum.points += points;
  sum.items += items;
}
