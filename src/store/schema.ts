import type { ItemCondition } from '../domain/item.ts';
import type { IterationKind, IterationStatus } from '../domain/iteration.ts';
import type { Category, FactKind } from '../domain/ledger.ts';
import type {
  OrganizationCounterTable,
  OrganizationMemberTable,
  OrganizationTable,
  PersonTable,
  ProjectMemberTable,
  SessionTable,
  TokenTable,
} from './people-schema.ts';

/**
 * The tables, alike on both engines. Instants are epoch milliseconds, days `YYYY-MM-DD` text, booleans 0 or 1,
 * JSON is text. Every key starts with the organization, and foreign keys are composite, so that a row can never
 * point into another organization.
 */
export interface Schema {
  organization: OrganizationTable;
  organization_counter: OrganizationCounterTable;
  person: PersonTable;
  organization_member: OrganizationMemberTable;
  project_member: ProjectMemberTable;
  token: TokenTable;
  session: SessionTable;
  project: ProjectTable;
  project_revision: ProjectRevisionTable;
  board: BoardTable;
  board_column: BoardColumnTable;
  lane: LaneTable;
  status: StatusTable;
  iteration: IterationTable;
  iteration_counter: IterationCounterTable;
  iteration_day: IterationDayTable;
  item: ItemTable;
  membership: MembershipTable;
  event: EventTable;
  ledger: LedgerTable;
  retry: RetryTable;
}

interface ProjectTable {
  org_id: number;
  id: number;
  uid: string;
  key: string;
  title: string;
  zone: string | null;
  root_iteration_id: number;
  default_board_id: number;
  last_item_number: number;
  created_at: number;
  created_by: number;
}

/** Raised by every write within a project; kept apart from it so that a plan can change while the project is locked. */
interface ProjectRevisionTable {
  org_id: number;
  project_id: number;
  revision: number;
}

interface BoardTable {
  org_id: number;
  id: number;
  uid: string;
  project_id: number;
  title: string;
  /** Whether iterations may stand on it. */
  takes_iterations: number;
  version: number;
  created_at: number;
  created_by: number;
}

interface BoardColumnTable {
  org_id: number;
  id: number;
  uid: string;
  board_id: number;
  title: string;
  category: Exclude<Category, 'cancelled'>;
  sort_order: number;
}

interface LaneTable {
  org_id: number;
  id: number;
  uid: string;
  board_id: number;
  title: string;
  sort_order: number;
}

interface StatusTable {
  org_id: number;
  id: number;
  project_id: number;
  key: string;
  name: string;
  category: Category;
  sort_order: number;
}

export interface IterationTable {
  org_id: number;
  id: number;
  uid: string;
  project_id: number;
  board_id: number;
  parent_id: number | null;
  kind: IterationKind;
  title: string;
  goal: string | null;
  status: IterationStatus;
  start_day: string | null;
  start_at: number | null;
  end_day: string | null;
  end_at: number | null;
  started_at: number | null;
  finished_at: number | null;
  zone: string | null;
  sequence: number;
  path: string;
  tree_key: string;
  min_capacity: number | null;
  max_capacity: number | null;
  committed_points: number | null;
  committed_items: number | null;
  velocity_points: number | null;
  done_items: number | null;
  total_items: number | null;
  version: number;
  created_at: number;
  created_day: string;
  created_by: number;
  updated_at: number;
  updated_by: number;
}

interface IterationCounterTable {
  org_id: number;
  iteration_id: number;
  member_items: number;
  scope_points: number;
  scope_items: number;
  done_points: number;
  done_items: number;
  unestimated_items: number;
}

/** Facts summed by local day and kind; the day is '' for what happened before the start. */
interface IterationDayTable {
  org_id: number;
  iteration_id: number;
  day: string;
  kind: FactKind;
  points: number;
  items: number;
}

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
  board_id: number;
  column_id: number;
  lane_id: number;
  status_id: number;
  category: Category;
  estimate: number | null;
  estimate_text: string | null;
  done_estimate: number | null;
  condition: ItemCondition;
  assignee_id: number | null;
  started_at: number | null;
  done_at: number | null;
  sort_order: number;
  version: number;
  created_at: number;
  created_by: number;
  updated_at: number;
  updated_by: number;
}

interface MembershipTable {
  org_id: number;
  id: number;
  iteration_id: number;
  item_id: number;
  sort_order: number;
  added_at: number;
  added_by: number;
  ended_at: number | null;
  ended_by: number | null;
}

/** What happened, one row a change, numbered without gaps within the organization. Append-only. */
interface EventTable {
  org_id: number;
  seq: number;
  at: number;
  kind: string;
  project_id: number | null;
  iteration_id: number | null;
  item_id: number | null;
  actor_id: number;
  token_id: number | null;
  data: string;
}

/**
 * Facts about an iteration's scope, the source from which counters and day rows can be rebuilt. Append-only, but that a
 * reopening files the facts since the close under its own day. One row for each kind of fact of an event; a bulk move
 * is one row whose items stand in the event.
 */
interface LedgerTable {
  org_id: number;
  event_seq: number;
  iteration_id: number;
  item_id: number | null;
  at: number;
  day: string;
  kind: FactKind;
  points: number;
  items: number;
}

/** What a request with a retry key came to, kept with its effect. */
interface RetryTable {
  org_id: number;
  person_id: number;
  key: string;
  fingerprint: string;
  /** JSON: `{ok: result}` or `{refused: RefusalData}`. */
  outcome: string;
  at: number;
}
