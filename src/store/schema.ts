import type { ActivityMarkTable, AttachmentCounters, AttachmentTable } from './attachment-schema.ts';
import type {
  BoardColumnTable,
  BoardTable,
  ColumnStatusTable,
  LaneTable,
  StatusTable,
  SubcolumnTable,
  WorkflowStatusTable,
} from './board-schema.ts';
import type { BulkChangeRefusalTable, BulkChangeTable } from './bulk-change-schema.ts';
import type { CadenceJobTable, CadenceSlotTable, CadenceTable, ScopePolicyTable } from './cadence-schema.ts';
import type { CalendarTables } from './calendar-schema.ts';
import type {
  CloseCounters,
  ClosePlanTable,
  ItemCarryColumns,
  ReceiptTable,
  RolloverPolicyTable,
} from './close-schema.ts';
import type { DelegationTable, VerificationCodeTable } from './delegation-schema.ts';
import type { CalendarFeedTable } from './feed-schema.ts';
import type {
  BoardFlowTable,
  FlowCounters,
  ForecastTable,
  GoalItemTable,
  GoalOddsTable,
  IterationGoalTable,
  IterationSampleTable,
} from './flow-schema.ts';
import type {
  CommentTable,
  ItemAliasTable,
  ItemFollowerTable,
  ItemTable,
  ItemTagTable,
  ItemTypeTable,
  MembershipTable,
  TagTable,
} from './item-schema.ts';
import type {
  IterationCounterTable,
  IterationDayTable,
  IterationTable,
  LedgerTable,
  MemberVelocityTable,
} from './iteration-schema.ts';
import type {
  OrganizationCounterTable,
  OrganizationMemberTable,
  OrganizationTable,
  PersonTable,
  ProjectMemberTable,
  SessionTable,
  TokenTable,
} from './people-schema.ts';
import type { CreditWindowTable, ProjectRulesTable, StatementCounters, StatementTable } from './statement-schema.ts';
import type { WebhookDeliveryTable, WebhookTable } from './webhook-schema.ts';
import type {
  AreaTable,
  CriterionTable,
  ItemDetailColumns,
  ItemLinkTable,
  TeamTable,
  TimeEntryTable,
  WorkDetailCounters,
  WorkTypeTable,
} from './work-details-schema.ts';

/**
 * The tables, alike on both engines. Instants are epoch milliseconds, days `YYYY-MM-DD` text, booleans 0 or 1,
 * JSON is text. Every key starts with the organization, and foreign keys are composite, so that a row can never
 * point into another organization.
 */
export interface Schema extends CalendarTables {
  organization: OrganizationTable;
  organization_counter: OrganizationCounterTable &
    WorkDetailCounters &
    AttachmentCounters &
    CloseCounters &
    StatementCounters &
    FlowCounters;
  person: PersonTable;
  organization_member: OrganizationMemberTable;
  project_member: ProjectMemberTable;
  token: TokenTable;
  session: SessionTable;
  delegation: DelegationTable;
  verification_code: VerificationCodeTable;
  project: ProjectTable;
  project_revision: ProjectRevisionTable;
  board: BoardTable;
  board_column: BoardColumnTable;
  subcolumn: SubcolumnTable;
  board_flow: BoardFlowTable;
  lane: LaneTable;
  status: StatusTable;
  workflow_status: WorkflowStatusTable;
  column_status: ColumnStatusTable;
  iteration: IterationTable;
  iteration_counter: IterationCounterTable;
  iteration_day: IterationDayTable;
  member_velocity: MemberVelocityTable;
  statement: StatementTable;
  credit_window: CreditWindowTable;
  project_rules: ProjectRulesTable;
  iteration_goal: IterationGoalTable;
  iteration_sample: IterationSampleTable;
  goal_item: GoalItemTable;
  goal_odds: GoalOddsTable;
  forecast: ForecastTable;
  item: ItemTable & ItemDetailColumns & ItemCarryColumns;
  item_alias: ItemAliasTable;
  item_follower: ItemFollowerTable;
  item_type: ItemTypeTable;
  tag: TagTable;
  item_tag: ItemTagTable;
  comment: CommentTable;
  area: AreaTable;
  team: TeamTable;
  criterion: CriterionTable;
  item_link: ItemLinkTable;
  work_type: WorkTypeTable;
  time_entry: TimeEntryTable;
  attachment: AttachmentTable;
  activity_mark: ActivityMarkTable;
  calendar_feed: CalendarFeedTable;
  membership: MembershipTable;
  event: EventTable;
  ledger: LedgerTable;
  retry: RetryTable;
  bulk_change: BulkChangeTable;
  bulk_change_refusal: BulkChangeRefusalTable;
  rollover_policy: RolloverPolicyTable;
  close_plan: ClosePlanTable;
  receipt: ReceiptTable;
  webhook: WebhookTable;
  webhook_delivery: WebhookDeliveryTable;
  cadence: CadenceTable;
  cadence_slot: CadenceSlotTable;
  cadence_job: CadenceJobTable;
  scope_policy: ScopePolicyTable;
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
  description: string | null;
  lead_id: number;
  version: number;
  last_item_number: number;
  created_at: number;
  created_by: number;
  external_id: string | null;
  /** Its place among the projects; null is its number. */
  sort_order: number | null;
  /** The project under which it is shown. */
  parent_id: number | null;
  archived: number;
  /** JSON: `Details`. */
  details: string;
  /** Null until something of it changes. */
  updated_at: number | null;
  /** When it was removed; what it held stays stored, and nobody finds it. */
  removed_at: number | null;
}

/** Raised by every write within a project; kept apart from it so that a plan can change while the project is locked. */
interface ProjectRevisionTable {
  org_id: number;
  project_id: number;
  revision: number;
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
  /** The API through which it came; null for what the server or its operator did. */
  via: string | null;
  data: string;
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
