import type { Generated } from 'kysely';

/** Which version of it a row holds, and who made it and changed it last. */
export interface Stamped {
  version: number;
  created_at: number;
  created_by: number;
  updated_at: number;
  updated_by: number;
}

/** The part of a project's work that is about one thing; the root, without a parent, is about all of it. */
export interface AreaTable extends Stamped {
  org_id: number;
  id: number;
  project_id: number;
  parent_id: number | null;
  title: string;
  sequence: number;
  path: string;
  tree_key: string;
}

export interface TeamTable extends Stamped {
  org_id: number;
  id: number;
  project_id: number;
  title: string;
}

/** What has to hold for an item to be accepted. */
export interface CriterionTable extends Stamped {
  org_id: number;
  id: number;
  item_id: number;
  title: string;
  description: string | null;
  status: string;
}

export interface ItemLinkTable extends Stamped {
  org_id: number;
  id: number;
  item_id: number;
  title: string;
  url: string;
}

/** What time may be recorded as, in the order of `sequence`. */
export interface WorkTypeTable {
  org_id: number;
  id: number;
  project_id: number;
  title: string;
  sequence: number;
}

export interface TimeEntryTable extends Stamped {
  org_id: number;
  id: number;
  item_id: number;
  person_id: number;
  work_type_id: number;
  day: string;
  /** The ISO week of the day; kept, as SQLite cannot reckon it. */
  week: number;
  hours: number;
  note: string | null;
}

/** Columns of an item that only work in detail needs. */
export interface ItemDetailColumns {
  /** Null is the root area. */
  area_id: number | null;
  team_id: number | null;
  /** The best and the worst case; `estimate` is the probable one. */
  estimate_low: number | null;
  estimate_high: number | null;
  backlog_priority: number | null;
  /** JSON object: name in lower case → its spelling and its value. */
  custom: Generated<string>;
}

/** The last numbers given. */
export interface WorkDetailCounters {
  area: Generated<number>;
  team: Generated<number>;
  criterion: Generated<number>;
  item_link: Generated<number>;
  time_entry: Generated<number>;
  work_type: Generated<number>;
}
