import type { Choice } from './close-plan.ts';
import type { SeenVersion } from './covered-rows.ts';
import type { Item } from './item.ts';
import type { Circumstances } from './rollover-policy.ts';

/** Unfinished items about which a close decided alike; lists stand beside each other, in the iteration's order. */
export interface ReceiptGroup {
  readonly choice: Choice<number>;
  /** The rule's name, or one of the reserved reasons. */
  readonly reason: string;
  readonly circumstances: Circumstances;
  readonly itemIds: readonly number[];
  /** The estimates with which the close left them; null is none. */
  readonly points: readonly (number | null)[];
  /** The versions in which the close left them. */
  readonly versions: readonly number[];
}

/** What a close changed of an item itself, as it was before; carrying it does not. */
export type ItemBefore = Partial<Pick<Item, (typeof restoredFields)[number]>>;

/** What an undo gives back to an item. */
export const restoredFields = [
  'estimate',
  'estimateText',
  'statusId',
  'previousStatusId',
  'statusAt',
  'category',
  'resolution',
  'columnId',
  'subcolumnId',
  'columnAt',
  'startedAt',
  'doneAt',
  'doneEstimate',
  'backlogPriority',
  'condition',
] as const satisfies readonly (keyof Item)[];

/** The rest of an item that was split. */
export interface SplitOff {
  readonly itemId: number;
  readonly childId: number;
  readonly childVersion: number;
  readonly childPoints: number;
}

/** What a close did with unfinished items. */
export interface ReceiptContent {
  readonly groups: readonly ReceiptGroup[];
  readonly splits: readonly SplitOff[];
  /** The iteration that the close made, at version 1, to carry items into. */
  readonly newIterationId: number | null;
  /** What was done, and put away with the iteration, in the versions in which that left it. */
  readonly archived: readonly SeenVersion[];
  /** By the item's number, where the close changed more than an item's iterations. */
  readonly before: Readonly<Record<number, ItemBefore>>;
  /** Why items were carried although they had been twice before, by their numbers. */
  readonly notes: Readonly<Record<number, string>>;
  /** Who was told of what a rule did with an item. */
  readonly told: readonly ToldOf[];
}

/** Whom a rule that notifies has told of an item. */
export interface ToldOf {
  readonly itemId: number;
  readonly personIds: readonly number[];
}

/** Why an item was not taken back. */
export type NotReversed = 'changed' | 'deleted' | 'destination_closed' | 'not_permitted';

/** What a reversal left as it was, because something later would have been lost. */
export interface Reversal {
  readonly refused: readonly { readonly itemId: number; readonly reason: NotReversed }[];
  /** Whether the iteration that the close had made is still there. */
  readonly keepsNewIteration: boolean;
}

/** What one close did, and whether it was taken back. Instants are epoch milliseconds. */
export interface Receipt {
  readonly id: number;
  readonly orgId: number;
  readonly iterationId: number;
  readonly eventSeq: number;
  readonly planId: number | null;
  readonly policy: { readonly id: number; readonly version: number } | null;
  readonly closedAt: number;
  readonly closedBy: number;
  readonly content: ReceiptContent;
  readonly reversed: { readonly at: number; readonly by: number; readonly outcome: Reversal } | null;
}

/** A receipt as it was before an instant, in epoch milliseconds; undefined for that of a later close. */
export function receiptBefore(receipt: Receipt, instant: number): Receipt | undefined {
  const { closedAt, reversed } = receipt;
  if (closedAt >= instant) return undefined;
  return reversed !== null && reversed.at >= instant ? { ...receipt, reversed: null } : receipt;
}

/** What was decided about one item, and in which state that left it. */
export interface Settled {
  readonly itemId: number;
  readonly choice: Choice<number>;
  readonly reason: string;
  readonly circumstances: Circumstances;
  readonly points: number | null;
  readonly version: number;
}

/** Puts together what was decided alike: ten thousand items that were carried are a few lists, not ten thousand records. */
export function groupSettled(settled: readonly Settled[]): readonly ReceiptGroup[] {
  const groups = new Map<string, { of: Settled; itemIds: number[]; points: (number | null)[]; versions: number[] }>();
  const numbers = new Map<object, number>();
  // What is alike is mostly one and the same object, so that it is not written out to be compared for each item.
  const numberOf = (thing: object) => {
    const number = numbers.get(thing) ?? numbers.size;
    numbers.set(thing, number);
    return number;
  };
  for (const each of settled) {
    const key = `${numberOf(each.choice)} ${numberOf(each.circumstances)} ${each.reason}`;
    const group = groups.get(key) ?? { of: each, itemIds: [], points: [], versions: [] };
    groups.set(key, group);
    group.itemIds.push(each.itemId);
    group.points.push(each.points);
    group.versions.push(each.version);
  }
  return [...groups.values()].map(({ of: { choice, reason, circumstances }, ...lists }) => ({
    choice,
    reason,
    circumstances,
    ...lists,
  }));
}

/** Every item of a receipt by itself. */
export function settledOf(groups: readonly ReceiptGroup[]): readonly Settled[] {
  return groups.flatMap(({ choice, reason, circumstances, itemIds, points, versions }) =>
    itemIds.map((itemId, index) => ({
      itemId,
      choice,
      reason,
      circumstances,
      points: points[index] ?? null,
      version: versions[index] ?? 0,
    })),
  );
}
