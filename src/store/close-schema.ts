import type { Generated } from 'kysely';

/** Numbers given to what closes leave. */
export interface CloseCounters {
  rollover_policy: Generated<number>;
  close_plan: Generated<number>;
  receipt: Generated<number>;
}

/** How often an item was carried into another iteration, and the sum of its estimates at that. */
export interface ItemCarryColumns {
  carry_count: Generated<number>;
  points_dragged: Generated<number>;
}

/** What becomes of unfinished items when an iteration closes, as ordered rules. */
export interface RolloverPolicyTable {
  org_id: number;
  id: number;
  project_id: number;
  name: string;
  /** JSON: `RolloverRule[]`. */
  rules: string;
  version: number;
  created_at: number;
  created_by: number;
  updated_at: number;
  updated_by: number;
  /** Receipts go on naming what was removed. */
  removed_at: number | null;
}

/** A close as it would be carried out, for some days. */
export interface ClosePlanTable {
  org_id: number;
  id: number;
  iteration_id: number;
  /** SHA-256, hex, over what was decided and every row that decided it. */
  fingerprint: string;
  /** JSON: `ClosePlan`. */
  content: string;
  created_at: number;
  created_by: number;
}

/** What a close did, one row however many items. Only a reversal adds to it, once. */
export interface ReceiptTable {
  org_id: number;
  id: number;
  iteration_id: number;
  /** The event that told of the close. */
  event_seq: number;
  plan_id: number | null;
  policy_id: number | null;
  policy_version: number | null;
  /** JSON: `ReceiptContent`. */
  content: string;
  closed_at: number;
  closed_by: number;
  reversed_at: number | null;
  reversed_by: number | null;
  /** JSON: `Reversal`; null until it is reversed. */
  reversal: string | null;
}
