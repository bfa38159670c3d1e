import type { GoalOutcome } from '../domain/goal.ts';

/** What crossed a board's boundaries on a local day; the day is '' for what it held when records began. */
export interface BoardFlowTable {
  org_id: number;
  board_id: number;
  day: string;
  arrived: number;
  started: number;
  done: number;
  reopened: number;
  returned: number;
  dropped_queued: number;
  dropped_started: number;
  dropped_done: number;
}

/** A forecast as it was given, and what came of it. */
export interface ForecastTable {
  org_id: number;
  id: number;
  project_id: number;
  /** JSON: `Question`. */
  question: string;
  /** JSON: `Sample`. */
  sample: string;
  /** SHA-256 over question and sample. */
  inputs_hash: string;
  /** JSON: `Answer`. */
  answer: string;
  /** Whether the server asked, of itself. */
  is_standing: number;
  /** Whether reality can answer what was asked. */
  is_scored: number;
  outcome: number | null;
  settled_at: number | null;
  asked_at: number;
  asked_day: string;
  asked_by: number;
}

/** What became of an iteration's goal. */
export interface IterationGoalTable {
  org_id: number;
  iteration_id: number;
  outcome: GoalOutcome | null;
  evidence: string | null;
  version: number;
  updated_at: number;
  updated_by: number;
}

/** An item without which a goal is not reached. */
export interface GoalItemTable {
  org_id: number;
  iteration_id: number;
  item_id: number;
}

/** The odds of an iteration as they were on a day. */
export interface GoalOddsTable {
  org_id: number;
  iteration_id: number;
  day: string;
  goal: number;
  in_order: number;
  everything: number;
  goal_left: number;
  all_left: number;
  days_left: number;
  /** Null of those that were kept before this was. */
  kept_at: number | null;
}

/** Whether a closed iteration says something about those to come. */
export interface IterationSampleTable {
  org_id: number;
  iteration_id: number;
  excluded: number;
  reason: string | null;
  version: number;
  updated_at: number;
  updated_by: number;
}

/** What counts the numbers of forecasts. */
export interface FlowCounters {
  forecast: number;
}
