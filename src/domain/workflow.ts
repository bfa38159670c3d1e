import type { Category } from './ledger.ts';

/** A column of a board: what stands in it is of its category. */
export interface Column {
  readonly id: number;
  readonly category: Category;
}

/** A status of a project's workflow. Several may share a category; the first of them stands for it. */
export interface Status {
  readonly id: number;
  readonly key: string;
  readonly name: string;
  readonly category: Category;
}

/** The statuses that a new project begins with, in order. */
export const firstStatuses: readonly Omit<Status, 'id'>[] = [
  { key: 'open', name: 'Open', category: 'queued' },
  { key: 'inProgress', name: 'In progress', category: 'in_progress' },
  { key: 'done', name: 'Done', category: 'done' },
  { key: 'cancelled', name: 'Cancelled', category: 'cancelled' },
];

/** Where an item stands on its board and in its workflow; both always agree about the category. */
export interface Standpoint {
  readonly columnId: number;
  readonly statusId: number;
  readonly category: Category;
}

/** Where a caller wants an item: by column, by status, or by category alone. */
export type Wish = { readonly columnId: number } | { readonly statusId: number } | { readonly category: Category };

/**
 * Where an item stands after a wish. What it does not speak of follows: the first column or status of the category, or
 * the one it stands in if that fits. A cancelled item stays in its column, as boards have none for such.
 * Undefined when there is no such column or status, or none for the category.
 */
export function standpointFor(
  columns: readonly Column[],
  statuses: readonly Status[],
  from: Standpoint | null,
  wish: Wish,
): Standpoint | undefined {
  const column = 'columnId' in wish ? columns.find((each) => each.id === wish.columnId) : undefined;
  const status = 'statusId' in wish ? statuses.find((each) => each.id === wish.statusId) : undefined;
  const category = 'category' in wish ? wish.category : (column ?? status)?.category;
  if (category === undefined) return undefined;
  const stays = from !== null && (from.category === category || category === 'cancelled');
  const columnId = column?.id ?? (stays ? from.columnId : columns.find((each) => each.category === category)?.id);
  const isSame = from !== null && from.category === category;
  const statusId = status?.id ?? (isSame ? from.statusId : statuses.find((each) => each.category === category)?.id);
  return columnId === undefined || statusId === undefined ? undefined : { columnId, statusId, category };
}
