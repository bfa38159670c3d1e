import type { Generated } from 'kysely';

/** By which rules the iterations of a project are counted that are made from now on. */
export interface ProjectRulesTable {
  org_id: number;
  project_id: number;
  grace_minutes: number;
  default_estimate: number | null;
  credit_hours: number;
  version: number;
  updated_at: number;
  updated_by: number;
}

/** What a closed iteration came to. Append-only: no statement of this program changes or removes a row. */
export interface StatementTable {
  org_id: number;
  /** Without gaps within the organization; each row holds the hash of the one before it. */
  id: number;
  iteration_id: number;
  /** 1 for the one that the first close issued. */
  number: number;
  issued_at: number;
  issued_by: number;
  /** Why it differs from the one before; null where an iteration was closed. */
  reason: string | null;
  /** The events that it covers. */
  first_seq: number;
  last_seq: number;
  /** JSON: `Definition`. */
  definition: string;
  /** JSON: `StatementFigures`. */
  figures: string;
  /** JSON: a list of `Cause`. */
  causes: string;
  /** JSON: a list of rows, as `statements.ts` reads them. */
  items: string;
  previous_hash: string;
  hash: string;
}

/** Closed iterations that what is finished late still counts for, until an instant. */
export interface CreditWindowTable {
  org_id: number;
  iteration_id: number;
  ends_at: number;
  opened_by: number;
}

/** The last number given. */
export interface StatementCounters {
  statement: Generated<number>;
}
