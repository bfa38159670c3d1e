import { sql } from 'kysely';
import type { Rank } from '../domain/rollover-policy.ts';
import { type Db, idList, prepared } from './engine.ts';

/** A cell of a board: what stands there is in one order. */
export interface Cell {
  readonly orgId: number;
  readonly boardId: number;
  readonly columnId: number;
  readonly laneId: number;
}

interface Placed {
  readonly id: number;
  readonly sortOrder: number;
}

const inCell = prepared<Cell, Placed>((db, value) =>
  db
    .selectFrom('item')
    .select(['id', 'sort_order as sortOrder'])
    .where('org_id', '=', value('orgId'))
    .where('board_id', '=', value('boardId'))
    .where('column_id', '=', value('columnId'))
    .where('lane_id', '=', value('laneId'))
    .where('condition', '=', 'live')
    .orderBy('sort_order')
    .orderBy('id'),
);

/** The live items of a cell, in their order. */
export function listPlaced(db: Db, cell: Cell): Promise<readonly Placed[]> {
  return inCell(db, cell);
}

/** Gives the items of a cell whole numbers as places, in the order that they have; it is no change of theirs. */
export async function renumber(db: Db, cell: Cell): Promise<void> {
  await sql`
    UPDATE item SET sort_order = listed.place
    FROM (
      SELECT id, row_number() OVER (ORDER BY sort_order, id) AS place FROM item
      WHERE org_id = ${cell.orgId} AND board_id = ${cell.boardId} AND column_id = ${cell.columnId}
        AND lane_id = ${cell.laneId} AND condition = 'live'
    ) AS listed
    WHERE item.org_id = ${cell.orgId} AND item.id = listed.id`.execute(db);
}

const subcolumnById = prepared<{ orgId: number; id: number }, { id: number; columnId: number }>((db, value) =>
  db
    .selectFrom('subcolumn')
    .select(['id', 'column_id as columnId'])
    .where('org_id', '=', value('orgId'))
    .where('id', '=', value('id')),
);

/** The column that a part of a column belongs to, or undefined. */
export async function columnOfPart(db: Db, orgId: number, id: number): Promise<number | undefined> {
  return (await subcolumnById(db, { orgId, id }))[0]?.columnId;
}

/**
 * Puts items of a project before or after all others, in the order given, wherever on its boards they stand. Raises their
 * versions.
 */
export async function rankInProject(
  db: Db,
  move: { orgId: number; projectId: number; itemIds: readonly number[]; rank: Rank; at: number; by: number },
): Promise<void> {
  const { orgId, projectId, itemIds } = move;
  const { start, step } = await freePlaces(db, move);
  await sql`
    UPDATE item SET sort_order = cast(${start} as double precision) + listed.place * cast(${step} as double precision),
      version = version + 1, updated_at = ${move.at}, updated_by = ${move.by}
    FROM (${idList(db, itemIds)}) AS listed
    WHERE item.org_id = ${orgId} AND item.project_id = ${projectId} AND item.id = listed.id`.execute(db);
}

/** Below this the halves of halves of a place come to an end one day. */
const leastStep = 1e-6;

async function freePlaces(
  db: Db,
  move: { orgId: number; projectId: number; itemIds: readonly number[]; rank: Rank },
): Promise<{ readonly start: number; readonly step: number }> {
  const { orgId, projectId, itemIds, rank } = move;
  const others = sql`item WHERE org_id = ${orgId} AND project_id = ${projectId} AND condition = 'live'
    AND id NOT IN (SELECT id FROM (${idList(db, itemIds)}) AS moved)`;
  const { rows } = await sql<{ first: number | null; last: number | null }>`
    SELECT min(sort_order) AS first, max(sort_order) AS last FROM ${others}`.execute(db);
  const { first = null, last = null } = rows[0] ?? {};
  if (rank === 'bottom' || first === null) return { start: (last ?? 0) + 1, step: 1 };
  const step = first / (itemIds.length + 1);
  if (step >= leastStep) return { start: step, step };
  await sql`
    UPDATE item SET sort_order = listed.place
    FROM (SELECT id, row_number() OVER (ORDER BY sort_order, id) AS place FROM ${others}) AS listed
    WHERE item.org_id = ${orgId} AND item.id = listed.id`.execute(db);
  return { start: 1 / (itemIds.length + 1), step: 1 / (itemIds.length + 1) };
}
