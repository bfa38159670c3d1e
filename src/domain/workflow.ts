import type { Category } from './ledger.ts';

/** A column of a board. What enters it takes a status of its category, or one of those that were put into it. */
export interface Column {
  readonly id: number;
  readonly category: Category;
  /** In order; none means every status of the category. */
  readonly statusIds: readonly number[];
}

/** A status of a project's workflow. Several may share a category; the first of them stands for it. */
export interface Status {
  readonly id: number;
  readonly key: string;
  readonly name: string;
  readonly category: Category;
}

/** The statuses that a new organization's projects begin with, in order. */
export const firstStatuses: readonly Omit<Status, 'id'>[] = [
  { key: 'open', name: 'Open', category: 'queued' },
  { key: 'inProgress', name: 'In progress', category: 'in_progress' },
  { key: 'needInfo', name: 'Need info', category: 'in_progress' },
  { key: 'readyForTest', name: 'Ready for test', category: 'in_progress' },
  { key: 'done', name: 'Done', category: 'done' },
  { key: 'cancelled', name: 'Cancelled', category: 'cancelled' },
  { key: 'deferred', name: 'Deferred', category: 'cancelled' },
];

/** Where an item stands on its board and in its workflow. The category is always that of the status. */
export interface Standpoint {
  readonly columnId: number;
  readonly statusId: number;
  readonly category: Category;
}

/** Where a caller wants an item: by column, by status, or by category alone. */
export type Wish = { readonly columnId: number } | { readonly statusId: number } | { readonly category: Category };

/**
 * Where an item stands after a wish. What it does not speak of stays if that fits, and else follows: the first status
 * of the column, the first column that has the status. A status that no column has, as boards seldom have one for what
 * is cancelled, leaves the item in its column. Undefined when there is no such column or status.
 */
export function standpointFor(
  columns: readonly Column[],
  statuses: readonly Status[],
  from: Standpoint | null,
  wish: Wish,
): Standpoint | undefined {
  const wanted = 'columnId' in wish ? columns.find((each) => each.id === wish.columnId) : undefined;
  const status = wantedStatus(statuses, from, wish, wanted);
  if (status === undefined) return undefined;
  const column = wanted ?? columnFor(columns, status, from?.columnId);
  return column === undefined ? undefined : { columnId: column.id, statusId: status.id, category: status.category };
}

/**
 * The column in which an item of the status stands: the present one if it fits, else the first that does, and the present
 * one if none does. A column into which the status was put fits before those that take its whole category.
 */
export function columnFor<C extends Column>(
  columns: readonly C[],
  status: Status,
  presentId: number | undefined,
): C | undefined {
  const present = columns.find((each) => each.id === presentId);
  const inOrder = present === undefined ? columns : [present, ...columns];
  return (
    inOrder.find((each) => each.statusIds.includes(status.id)) ??
    inOrder.find((each) => holds(each, status)) ??
    inOrder[0]
  );
}

/** Whether items of the status may stand in the column. */
export function holds(column: Column, status: Status): boolean {
  return column.statusIds.length === 0 ? column.category === status.category : column.statusIds.includes(status.id);
}

function wantedStatus(
  statuses: readonly Status[],
  from: Standpoint | null,
  wish: Wish,
  column: Column | undefined,
): Status | undefined {
  if ('statusId' in wish) return statuses.find((each) => each.id === wish.statusId);
  if ('category' in wish) return presentOrFirst(statuses, from, (each) => each.category === wish.category);
  if (column === undefined) return undefined;
  return presentOrFirst(inOrderOf(column, statuses), from, (each) => holds(column, each));
}

function presentOrFirst(
  statuses: readonly Status[],
  from: Standpoint | null,
  fits: (status: Status) => boolean,
): Status | undefined {
  const fitting = statuses.filter(fits);
  return fitting.find((each) => each.id === from?.statusId) ?? fitting[0];
}

/** Those that were put into the column first, in its order. */
function inOrderOf(column: Column, statuses: readonly Status[]): readonly Status[] {
  if (column.statusIds.length === 0) return statuses;
  return column.statusIds.flatMap((id) => statuses.find((each) => each.id === id) ?? []);
}
