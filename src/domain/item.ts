import type { Category } from './ledger.ts';

/** `live`: in play. `archived`: put away, figures keep it. `deleted`: out of every figure to come. */
export type ItemCondition = 'live' | 'archived' | 'deleted';

/** An item as the core knows it. Instants are epoch milliseconds. */
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
  readonly boardId: number;
  readonly columnId: number;
  readonly laneId: number;
  readonly statusId: number;
  readonly category: Category;
  /** Points; null is "no estimate". */
  readonly estimate: number | null;
  /** The estimate as it was typed, where a unit or a letter size was used. */
  readonly estimateText: string | null;
  /** The estimate at the last completion; null while not done, or when done without one. */
  readonly doneEstimate: number | null;
  readonly condition: ItemCondition;
  readonly assigneeId: number | null;
  readonly startedAt: number | null;
  readonly doneAt: number | null;
  readonly sortOrder: number;
  readonly version: number;
  readonly createdAt: number;
  readonly createdBy: number;
  readonly updatedAt: number;
  readonly updatedBy: number;
}

/** How a caller names an item. */
export type ItemRef = { readonly id: number } | { readonly uid: string } | { readonly key: string };

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
