import type { CadenceDeed, SkipReason, UnfinishedGo } from '../domain/cadence.ts';
import type { ScopePolicy } from '../domain/scope-policy.ts';

/** The rhythm in which a project's iterations are made, and who set it. */
export interface CadenceTable {
  org_id: number;
  project_id: number;
  is_on: number;
  first_day: string;
  length_days: number;
  cooldown_days: number;
  ahead: number;
  title: string;
  next_number: number;
  starts_itself: number;
  closes_itself: number;
  unfinished: UnfinishedGo;
  rollover_policy_id: number | null;
  version: number;
  updated_at: number;
  updated_by: number;
}

/** A window of the rhythm whose turn has come, with what was made for it, or why nothing was. */
export interface CadenceSlotTable {
  org_id: number;
  project_id: number;
  first_day: string;
  last_day: string;
  iteration_id: number | null;
  skipped: SkipReason | null;
}

/** A deed that was tried in the name of who set the cadence, and what came of it. */
export interface CadenceJobTable {
  org_id: number;
  project_id: number;
  /** Null for planning. */
  iteration_id: number | null;
  deed: CadenceDeed;
  state: 'waiting' | 'done';
  attempts: number;
  /** Why the last attempt failed. */
  reason: string | null;
  next_at: number | null;
  at: number;
}

/** How much may come into an iteration that runs. */
export interface ScopePolicyTable {
  org_id: number;
  iteration_id: number;
  kind: ScopePolicy['kind'];
  /** Of a budget alone. */
  measure: 'points' | 'percent' | 'items' | null;
  amount: number | null;
  version: number;
  updated_at: number;
  updated_by: number;
}
