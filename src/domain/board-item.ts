import type { Item } from './item.ts';
import type { IterationStatus } from './iteration.ts';

/** A person with all that is told of them beside an item. */
export interface Participant {
  readonly id: number;
  readonly uid: string;
  readonly login: string;
  readonly name: string;
  readonly email: string | null;
}

/** Something that has a title. */
export interface Titled {
  readonly id: number;
  readonly uid: string;
  readonly title: string;
}

/** A column as it is shown beside an item that stands in it. */
export interface ColumnOfItem extends Titled {
  readonly boardId: number;
  readonly category: 'queued' | 'in_progress' | 'done';
  readonly sortOrder: number;
  readonly itemLimit: number | null;
}

/** A part of a column as it is shown beside an item that stands in it. */
export interface SubcolumnOfItem extends Titled {
  readonly columnId: number;
  readonly category: 'queued' | 'in_progress' | 'done';
  readonly sortOrder: number;
}

/** A lane as it is shown beside an item that stands in it. */
export interface LaneOfItem extends Titled {
  readonly boardId: number;
  readonly sortOrder: number;
}

/** A type of items that an organization has made beside the built-in ones; an item holds its key. */
export interface ItemType {
  readonly id: number;
  readonly uid: string;
  readonly key: string;
  readonly name: string;
  readonly letter: string;
  readonly color: number;
  readonly descriptionTemplate: string | null;
  readonly archived: boolean;
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** A tag as it is shown beside an item that bears it. */
export interface TagOfItem {
  readonly id: number;
  readonly uid: string;
  readonly name: string;
  readonly createdAt: number;
}

/** An open iteration that an item is in. */
export interface PlanOfItem extends Titled {
  readonly projectId: number;
  readonly projectUid: string;
  readonly status: IterationStatus;
  readonly creatorUid: string;
  readonly updaterUid: string;
}

/** An item as it is shown on its board: where it stands, who takes part, and what it is marked with. */
export interface BoardItem extends Item {
  readonly project: Titled;
  readonly board: Titled;
  readonly column: ColumnOfItem;
  /** Null where it stands in no part of its column. */
  readonly subcolumn: SubcolumnOfItem | null;
  readonly lane: LaneOfItem;
  /** Null where the type is a built-in one. */
  readonly ownType: ItemType | null;
  readonly owner: Participant;
  readonly assignee: Participant | null;
  readonly followers: readonly Participant[];
  readonly tags: readonly TagOfItem[];
  readonly comments: { readonly count: number; readonly lastAt: number | null };
  /** The minutes that people recorded on it; null where nobody did. */
  readonly loggedMinutes: number | null;
  /** The open iterations it is in. */
  readonly plans: readonly PlanOfItem[];
}
