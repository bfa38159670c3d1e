import type { ItemCondition } from '../domain/item.ts';
import type { Category } from '../domain/ledger.ts';

export interface BoardTable {
  org_id: number;
  id: number;
  uid: string;
  project_id: number;
  title: string;
  /** Whether iterations may stand on it. */
  takes_iterations: number;
  /** Whether what has no place on it yet is kept beside it. */
  has_backlog: number;
  /** JSON: how the board is shown (`BoardSettings`). */
  settings: string;
  version: number;
  created_at: number;
  created_by: number;
  updated_at: number;
}

export interface BoardColumnTable {
  org_id: number;
  id: number;
  uid: string;
  board_id: number;
  title: string;
  category: Exclude<Category, 'cancelled'>;
  sort_order: number;
  /** How many items may stand in it; null is any number. */
  item_limit: number | null;
  /** JSON: `Details`. */
  details: string;
  /** Null: with its board. */
  created_at: number | null;
  updated_at: number | null;
}

/** A part of a column. What stands in it has a status of the column. */
export interface SubcolumnTable {
  org_id: number;
  id: number;
  uid: string;
  column_id: number;
  title: string;
  category: Exclude<Category, 'cancelled'>;
  sort_order: number;
  details: string;
  created_at: number;
  updated_at: number;
}

export interface LaneTable {
  org_id: number;
  id: number;
  uid: string;
  board_id: number;
  title: string;
  sort_order: number;
  item_limit: number | null;
  condition: ItemCondition;
  details: string;
  created_at: number | null;
  updated_at: number | null;
}

/** The statuses of the whole organization; a project's workflow has some of them. */
export interface StatusTable {
  org_id: number;
  id: number;
  key: string;
  name: string;
  category: Category;
}

export interface WorkflowStatusTable {
  org_id: number;
  project_id: number;
  status_id: number;
  sort_order: number;
}

/** The statuses that were put into a column; a column without any takes those of its category. */
export interface ColumnStatusTable {
  org_id: number;
  column_id: number;
  status_id: number;
  sort_order: number;
}
