import type { Selectable } from 'kysely';
import type { Iteration, PlannedDate } from '../domain/iteration.ts';
import type { IterationTable } from './iteration-schema.ts';

/** A row of the table, but for what only the ledger asks for. */
export type IterationRow = Omit<Selectable<IterationTable>, 'frozen_at' | 'default_estimate'>;

/** The columns of all that is shown of an iteration. */
export interface ViewRow extends IterationRow {
  readonly project_uid: string;
  readonly board_title: string;
  readonly creator_uid: string;
  readonly creator_name: string;
  readonly updater_uid: string;
  readonly updater_name: string;
}

/** A planned date of two columns. */
export function planned(day: string | null, at: number | null): PlannedDate | null {
  return day === null ? null : { day, at };
}

/** An iteration as a row, but for its sort key in the tree. */
export function toRow(iteration: Iteration): Omit<IterationRow, 'tree_key'> {
  return {
    org_id: iteration.orgId,
    id: iteration.id,
    uid: iteration.uid,
    project_id: iteration.projectId,
    board_id: iteration.boardId,
    parent_id: iteration.parentId,
    kind: iteration.kind,
    title: iteration.title,
    goal: iteration.goal,
    status: iteration.status,
    start_day: iteration.start?.day ?? null,
    start_at: iteration.start?.at ?? null,
    end_day: iteration.end?.day ?? null,
    end_at: iteration.end?.at ?? null,
    started_at: iteration.startedAt,
    finished_at: iteration.finishedAt,
    zone: iteration.zone,
    sequence: iteration.sequence,
    path: iteration.path,
    min_capacity: iteration.minCapacity,
    max_capacity: iteration.maxCapacity,
    committed_points: iteration.committedPoints,
    committed_items: iteration.committedItems,
    velocity_points: iteration.velocityPoints,
    done_items: iteration.doneItems,
    total_items: iteration.totalItems,
    version: iteration.version,
    created_at: iteration.createdAt,
    created_day: iteration.createdDay,
    created_by: iteration.createdBy,
    updated_at: iteration.updatedAt,
    updated_by: iteration.updatedBy,
  };
}
