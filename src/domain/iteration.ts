/**
 * Where an iteration stands. `planned` and `active` are *open*: items may be added. `archived` is a closed iteration put
 * away. `removed` is the end: nothing leaves it. A root and a release have no lifecycle and stay `planned`.
 */
export type IterationStatus = 'planned' | 'active' | 'closed' | 'archived' | 'removed';

/** `root`: made with its project, holds all others. `release`: holds iterations. */
export type IterationKind = 'root' | 'release' | 'iteration';

/** A planned end of the window: a calendar date as written, and the instant if the caller gave one. */
export interface PlannedDate {
  /** `YYYY-MM-DD`, never shifted by anyone's zone. */
  readonly day: string;
  /** Epoch milliseconds of the instant that was sent, else null. */
  readonly at: number | null;
}

/** What was measured once and never changes: points and items at the start, and at the close. */
export interface FrozenFigures {
  readonly committedPoints: number | null;
  readonly committedItems: number | null;
  readonly velocityPoints: number | null;
  readonly doneItems: number | null;
  readonly totalItems: number | null;
}

/** An iteration as the core knows it. Instants are epoch milliseconds. */
export interface Iteration extends FrozenFigures {
  readonly orgId: number;
  readonly id: number;
  readonly uid: string;
  readonly projectId: number;
  readonly boardId: number;
  /** Null on the root only. */
  readonly parentId: number | null;
  readonly kind: IterationKind;
  readonly title: string;
  readonly goal: string | null;
  readonly status: IterationStatus;
  readonly start: PlannedDate | null;
  readonly end: PlannedDate | null;
  /** When it was really started and closed. */
  readonly startedAt: number | null;
  readonly finishedAt: number | null;
  /** IANA zone in which its days are counted; null takes the project's, then the organization's. */
  readonly zone: string | null;
  /** 0…n−1 among its siblings, without gaps. */
  readonly sequence: number;
  /** Titles from below the root down to it, joined by a backslash; derived, never parsed. */
  readonly path: string;
  /** In points. */
  readonly minCapacity: number | null;
  readonly maxCapacity: number | null;
  /** 1 at birth, +1 at each change of the iteration itself. */
  readonly version: number;
  readonly createdAt: number;
  /** The local day of its making, `YYYY-MM-DD`, in the zone that its project had then. */
  readonly createdDay: string;
  readonly createdBy: number;
  readonly updatedAt: number;
  readonly updatedBy: number;
}

/** A person as shown beside a thing they made. */
export interface PersonRef {
  readonly id: number;
  readonly uid: string;
  readonly name: string;
}

/** An iteration with all that any dialect shows of it. */
export interface IterationView extends Iteration {
  readonly projectUid: string;
  readonly boardName: string;
  readonly creator: PersonRef;
  readonly updater: PersonRef;
}

/** How a caller names an iteration: by number or by UUID. */
export type IterationRef = { readonly id: number } | { readonly uid: string };

/** How a caller names an iteration that something is to be in. A title must be that of one iteration alone. */
export type IterationName = IterationRef | { readonly title: string };

/** Closed iterations, archived ones too, are a record: their figures no longer follow their items. */
export function isClosed(iteration: Pick<Iteration, 'status'>): boolean {
  return iteration.status === 'closed' || iteration.status === 'archived';
}

/** Open iterations take items and can be the target of a move. */
export function isOpen(iteration: Pick<Iteration, 'status' | 'kind'>): boolean {
  return iteration.kind === 'iteration' && (iteration.status === 'planned' || iteration.status === 'active');
}
