import type { Flag, ItemCondition, Priority, TextFormat } from '../domain/item.ts';
import type { Category } from '../domain/ledger.ts';

export interface ItemTable {
  org_id: number;
  id: number;
  uid: string;
  project_id: number;
  key: string;
  type: string;
  title: string;
  title_folded: string;
  description: string | null;
  description_folded: string | null;
  parent_id: number | null;
  /** What its maker called it, so that making it twice is noticed. */
  unique_key: string | null;
  priority: Priority;
  resolution: string | null;
  board_id: number;
  column_id: number;
  subcolumn_id: number | null;
  lane_id: number;
  status_id: number;
  previous_status_id: number | null;
  status_at: number;
  category: Category;
  estimate: number | null;
  estimate_text: string | null;
  done_estimate: number | null;
  condition: ItemCondition;
  assignee_id: number | null;
  start_day: string | null;
  end_day: string | null;
  due_day: string | null;
  planned_minutes: number | null;
  remaining_minutes: number | null;
  spent_minutes: number | null;
  planned_start_at: number | null;
  planned_end_at: number | null;
  due_at: number | null;
  has_due_time: Flag;
  expires_later: Flag;
  asap: Flag;
  is_blocked: Flag;
  owner_id: number | null;
  external_id: string | null;
  text_format: TextFormat;
  properties: string | null;
  column_at: number | null;
  lane_at: number | null;
  started_at: number | null;
  done_at: number | null;
  sort_order: number;
  version: number;
  created_at: number;
  created_by: number;
  updated_at: number;
  updated_by: number;
}

/** Keys that items had before they moved to another project. */
export interface ItemAliasTable {
  org_id: number;
  key: string;
  item_id: number;
}

export interface ItemFollowerTable {
  org_id: number;
  item_id: number;
  person_id: number;
}

export interface TagTable {
  org_id: number;
  id: number;
  uid: string;
  name: string;
  created_at: number;
}

/** Types of items beside the built-in ones. */
export interface ItemTypeTable {
  org_id: number;
  id: number;
  uid: string;
  /** What an item's `type` holds. */
  key: string;
  name: string;
  letter: string;
  color: number;
  description_template: string | null;
  archived: number;
  created_at: number;
  updated_at: number;
}

export interface ItemTagTable {
  org_id: number;
  item_id: number;
  tag_id: number;
}

export interface CommentTable {
  org_id: number;
  id: number;
  uid: string;
  item_id: number;
  kind: 'team' | 'feedback';
  text: string;
  version: number;
  created_at: number;
  created_by: number;
  updated_at: number;
  updated_by: number;
  deleted_at: number | null;
}

export interface MembershipTable {
  org_id: number;
  id: number;
  iteration_id: number;
  item_id: number;
  sort_order: number;
  added_at: number;
  added_by: number;
  /** The event that told of it. */
  added_seq: number;
  ended_at: number | null;
  ended_by: number | null;
  ended_seq: number | null;
}
