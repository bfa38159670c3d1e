import type { Generated } from 'kysely';
import type { IterationKind, IterationStatus } from '../domain/iteration.ts';
import type { FactKind } from '../domain/ledger.ts';

/** An iteration, a release or the root of a project. */
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
  /** The instant at which the commitment is measured: the start and the grace that the project's rules gave it. */
  frozen_at: Generated<number | null>;
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
  /** What an item without an estimate counts for; null is nothing. */
  default_estimate: Generated<number | null>;
  version: number;
  created_at: number;
  created_day: string;
  created_by: number;
  updated_at: number;
  updated_by: number;
}

export interface IterationCounterTable {
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
export interface IterationDayTable {
  org_id: number;
  iteration_id: number;
  day: string;
  kind: FactKind;
  points: number;
  items: number;
}

/** What each person had finished when an iteration was closed. */
export interface MemberVelocityTable {
  org_id: number;
  iteration_id: number;
  person_id: number;
  points: number;
  items: number;
}

/**
 * Facts about an iteration's scope, the source from which counters and day rows can be rebuilt. Append-only, but that a
 * reopening files the facts since the close under its own day. One row for each kind of fact of an event; a bulk move
 * is one row whose items stand in the event.
 */
export interface LedgerTable {
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
