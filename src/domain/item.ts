import type { Category } from './ledger.ts';

/** `live`: in play. `archived`: put away, figures keep it. `deleted`: out of every figure to come. */
export type ItemCondition = 'live' | 'archived' | 'deleted';

/** Characters that a description or a comment may have: a thousand of them still make one answer. */
export const longestText = 65_536;

/** How urgent an item is, the least first. */
export const priorities = ['trivial', 'minor', 'normal', 'critical', 'blocker'] as const;
export type Priority = (typeof priorities)[number];

/** Yes or no as the store keeps it. */
export type Flag = 0 | 1;

/** How a description is marked up. */
export const textFormats = ['markdown', 'html', 'wiki'] as const;
export type TextFormat = (typeof textFormats)[number];

/** An item as the core knows it. Instants are epoch milliseconds, days `YYYY-MM-DD`. */
export interface Item {
  readonly orgId: number;
  readonly id: number;
  readonly uid: string;
  readonly projectId: number;
  /** `KEY-N`, unique in the organization. */
  readonly key: string;
  readonly type: string;
  readonly title: string;
  readonly description: string | null;
  /** The item of which it is a part, of any project. */
  readonly parentId: number | null;
  /** What its maker called it, so that making it twice is noticed; unique in the organization. */
  readonly uniqueKey: string | null;
  readonly priority: Priority;
  /** Why it is over (`fixed`, `wontFix`, …); null while it is not. */
  readonly resolution: string | null;
  readonly boardId: number;
  readonly columnId: number;
  /** The part of its column in which it stands, if that has parts. */
  readonly subcolumnId: number | null;
  readonly laneId: number;
  readonly statusId: number;
  readonly previousStatusId: number | null;
  /** When it came into its status. */
  readonly statusAt: number;
  readonly category: Category;
  /** Points; null is "no estimate". */
  readonly estimate: number | null;
  /** The estimate as it was typed, where a unit or a letter size was used. */
  readonly estimateText: string | null;
  /** The estimate at the last completion; null while not done, or when done without one. */
  readonly doneEstimate: number | null;
  readonly condition: ItemCondition;
  readonly assigneeId: number | null;
  readonly startDay: string | null;
  readonly endDay: string | null;
  readonly dueDay: string | null;
  /** The instants of those days, where they were given as instants. */
  readonly plannedStartAt: number | null;
  readonly plannedEndAt: number | null;
  readonly dueAt: number | null;
  /** Whether the time of the due instant counts, and not its day alone. */
  readonly hasDueTime: Flag;
  /** Whether its due date may pass while it waits. */
  readonly expiresLater: Flag;
  /** To be done before others. */
  readonly asap: Flag;
  readonly isBlocked: Flag;
  /** Whose it is; null is its maker. */
  readonly ownerId: number | null;
  /** What another program calls it. */
  readonly externalId: string | null;
  readonly textFormat: TextFormat;
  /** Values of fields that others define, as a JSON object. */
  readonly properties: string | null;
  /** Working time that was planned at first, is left, and was spent; in minutes. */
  readonly plannedMinutes: number | null;
  readonly remainingMinutes: number | null;
  readonly spentMinutes: number | null;
  /** The part of its project's work that it is about; null is all of it. */
  readonly areaId: number | null;
  readonly teamId: number | null;
  /** The best and the worst case; `estimate` is the probable one. */
  readonly estimateLow: number | null;
  readonly estimateHigh: number | null;
  /** Its rank in its project: the lower, the sooner. Null goes by its number. */
  readonly backlogPriority: number | null;
  /** What `customFields` reads. */
  readonly custom: string;
  readonly startedAt: number | null;
  readonly doneAt: number | null;
  /** When it came into its column and lane; null means when it was made. */
  readonly columnAt: number | null;
  readonly laneAt: number | null;
  /** Its place within its column and lane. */
  readonly sortOrder: number;
  readonly version: number;
  readonly createdAt: number;
  readonly createdBy: number;
  readonly updatedAt: number;
  readonly updatedBy: number;
}

/** How a caller names an item. */
export type ItemRef =
  | { readonly id: number }
  | { readonly uid: string }
  | { readonly key: string }
  | { readonly uniqueKey: string };

/** An item's place in an iteration; the record stays after the item has left. */
export interface Membership {
  readonly id: number;
  readonly iterationId: number;
  readonly iterationUid: string;
  readonly itemId: number;
  readonly itemUid: string;
  readonly addedByUid: string;
  readonly removedAt: number | null;
  readonly removedByUid: string | null;
  readonly sortOrder: number;
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** Items that were moved from one iteration into another, in their order there. */
export interface Carried {
  readonly moved: readonly { readonly itemId: number; readonly itemUid: string }[];
  /** What the records of their coming have in common; their places follow the first one's by ones. */
  readonly arrival: {
    readonly iterationUid: string;
    readonly addedByUid: string;
    readonly at: number;
    readonly firstSortOrder: number;
  };
}

/** How a caller names a person of the organization. A name, or an address, must be that of one person alone. */
export type PersonName =
  | { readonly id: number }
  | { readonly login: string }
  | { readonly name: string }
  | { readonly email: string };

/** What is to become of a list: what it then holds, or what comes and goes. */
export type ListChange<T> =
  | { readonly set: readonly T[] }
  | { readonly add: readonly T[]; readonly remove: readonly T[] };

/** The list after a change, each value once: what stays keeps its place, what comes goes to the end. */
export function changedList<T>(before: readonly T[], change: ListChange<T>): readonly T[] {
  const after =
    'set' in change ? change.set : [...before.filter((each) => !change.remove.includes(each)), ...change.add];
  return [...new Set(after)];
}
