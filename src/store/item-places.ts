import { sql } from 'kysely';
import { type Db, prepared } from './engine.ts';

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
