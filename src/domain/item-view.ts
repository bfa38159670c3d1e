import type { Item } from './item.ts';
import type { IterationStatus, PersonRef } from './iteration.ts';
import type { Category } from './ledger.ts';

/** An item with all that a dialect shows of it beside itself. */
export interface ItemView extends Item {
  readonly projectKey: string;
  readonly projectTitle: string;
  readonly boardTitle: string;
  readonly status: StatusRef;
  readonly previousStatus: StatusRef | null;
  readonly assignee: PersonRef | null;
  readonly creator: PersonRef;
  readonly updater: PersonRef;
  /** Null too for whoever cannot see the parent's project. */
  readonly parent: ParentOfItem | null;
  /** The iteration or release of its project that it is in, the root when it is in none; of several the last. */
  readonly placeId: number;
  /** The area it is in, the root of its project's when it is in no other. */
  readonly shownAreaId: number;
  /** The iterations it is in, open and closed, by number. */
  readonly iterations: readonly IterationOfItem[];
  readonly tags: readonly string[];
  readonly followers: readonly PersonRef[];
  /** Keys that it had in other projects, in the order of their letters. */
  readonly aliases: readonly string[];
  /** When it was last commented on; null if never. */
  readonly commentedAt: number | null;
}

/** An item as shown beside its parts. */
export interface ParentOfItem {
  readonly id: number;
  readonly key: string;
  readonly title: string;
  readonly projectId: number;
}

/** An iteration as shown beside an item that is in it. */
export interface IterationOfItem {
  readonly id: number;
  readonly title: string;
  readonly status: IterationStatus;
  readonly projectId: number;
}

/** A status as shown beside an item that stands in it. */
export interface StatusRef {
  readonly id: number;
  readonly key: string;
  readonly name: string;
  readonly category: Category;
}
