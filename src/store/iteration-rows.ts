import type { Selectable } from 'kysely';
import type { Iteration, IterationView, PlannedDate } from '../domain/iteration.ts';
import type { Db } from './engine.ts';
import type { IterationTable } from './schema.ts';

/** A row of the table, but for what only the ledger asks for. */
export type IterationRow = Omit<Selectable<IterationTable>, 'frozen_at' | 'default_estimate'>;

/** Columns that `viewFromRow` needs beside those of the iteration itself. */
export interface ViewRow extends IterationRow {
  readonly project_uid: string;
  readonly board_title: string;
  readonly creator_uid: string;
  readonly creator_name: string;
  readonly updater_uid: string;
  readonly updater_name: string;
}

/** Iterations joined with what they belong to; every list and every single read starts here. */
export function joinedIterations(db: Db) {
  return db
    .selectFrom('iteration as i')
    .innerJoin('project as p', (on) => on.onRef('p.org_id', '=', 'i.org_id').onRef('p.id', '=', 'i.project_id'))
    .innerJoin('board as b', (on) => on.onRef('b.org_id', '=', 'i.org_id').onRef('b.id', '=', 'i.board_id'))
    .innerJoin('person as c', 'c.id', 'i.created_by')
    .innerJoin('person as u', 'u.id', 'i.updated_by');
}

/** Every `ViewRow` there is. */
export function selectViews(db: Db) {
  return joinedIterations(db)
    .selectAll('i')
    .select([
      'p.uid as project_uid',
      'b.title as board_title',
      'c.uid as creator_uid',
      'c.name as creator_name',
      'u.uid as updater_uid',
      'u.name as updater_name',
    ]);
}

/** A row as the core knows it. */
export function fromRow(row: IterationRow): Iteration {
  return {
    orgId: row.org_id,
    id: row.id,
    uid: row.uid,
    projectId: row.project_id,
    boardId: row.board_id,
    parentId: row.parent_id,
    kind: row.kind,
    title: row.title,
    goal: row.goal,
    status: row.status,
    start: planned(row.start_day, row.start_at),
    end: planned(row.end_day, row.end_at),
    startedAt: row.started_at,
    finishedAt: row.finished_at,
    zone: row.zone,
    sequence: row.sequence,
    path: row.path,
    minCapacity: row.min_capacity,
    maxCapacity: row.max_capacity,
    committedPoints: row.committed_points,
    committedItems: row.committed_items,
    velocityPoints: row.velocity_points,
    doneItems: row.done_items,
    totalItems: row.total_items,
    version: row.version,
    createdAt: row.created_at,
    createdDay: row.created_day,
    createdBy: row.created_by,
    updatedAt: row.updated_at,
    updatedBy: row.updated_by,
  };
}

/** A joined row as any dialect shows it. */
export function viewFromRow(row: ViewRow): IterationView {
  return {
    ...fromRow(row),
    projectUid: row.project_uid,
    boardName: row.board_title,
    creator: { id: row.created_by, uid: row.creator_uid, name: row.creator_name },
    updater: { id: row.updated_by, uid: row.updater_uid, name: row.updater_name },
  };
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
