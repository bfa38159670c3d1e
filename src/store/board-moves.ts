import type { Item } from '../domain/item.ts';
import type { Standpoint } from '../domain/workflow.ts';
import type { Db } from './engine.ts';
import { selectItems } from './item-rows.ts';

/** Where some item of a board stands. */
type Standing = Pick<Standpoint, 'columnId' | 'statusId'>;

/** When something moved, and by whom. */
interface Stamp {
  readonly orgId: number;
  readonly at: number;
  readonly by: number;
}

/** Every pair of column and status in which an item of the board stands. */
export async function listStandings(db: Db, orgId: number, boardId: number): Promise<readonly Standing[]> {
  return db
    .selectFrom('item')
    .select(['column_id as columnId', 'status_id as statusId'])
    .distinct()
    .where('org_id', '=', orgId)
    .where('board_id', '=', boardId)
    .orderBy('column_id')
    .orderBy('status_id')
    .execute();
}

/** Moves all items of a board that stand alike to a column, of that board or of another; each is one version on. */
export async function moveStanding(
  db: Db,
  move: Stamp & {
    readonly from: Standing & { readonly boardId: number };
    readonly to: { readonly boardId: number; readonly columnId: number; readonly laneId?: number };
  },
): Promise<void> {
  const { from, to } = move;
  await db
    .updateTable('item')
    .set((eb) => ({
      board_id: to.boardId,
      column_id: to.columnId,
      subcolumn_id: null,
      ...(to.laneId === undefined ? {} : { lane_id: to.laneId }),
      version: eb('version', '+', 1),
      updated_at: move.at,
      updated_by: move.by,
    }))
    .where('org_id', '=', move.orgId)
    .where('board_id', '=', from.boardId)
    .where('column_id', '=', from.columnId)
    .where('status_id', '=', from.statusId)
    .execute();
}

/** Moves all iterations of a board to another, removed ones too; each is one version on. */
export async function moveIterations(
  db: Db,
  move: Stamp & { readonly fromBoard: number; readonly toBoard: number },
): Promise<void> {
  await db
    .updateTable('iteration')
    .set((eb) => ({
      board_id: move.toBoard,
      version: eb('version', '+', 1),
      updated_at: move.at,
      updated_by: move.by,
    }))
    .where('org_id', '=', move.orgId)
    .where('board_id', '=', move.fromBoard)
    .execute();
}

/** A part of a board in which items stand. */
type Part = { readonly orgId: number } & (
  | { readonly columnId: number }
  | { readonly subcolumnId: number }
  | { readonly laneId: number }
);

/** How many items stand in a part of a board; those that were deleted do not count. */
export async function countStanding(db: Db, part: Part): Promise<number> {
  const [column, id] =
    'columnId' in part
      ? (['column_id', part.columnId] as const)
      : 'laneId' in part
        ? (['lane_id', part.laneId] as const)
        : (['subcolumn_id', part.subcolumnId] as const);
  const { count } = await db
    .selectFrom('item')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('org_id', '=', part.orgId)
    .where(column, '=', id)
    .where('condition', '!=', 'deleted')
    .executeTakeFirstOrThrow();
  return count;
}

/** The items in a column that are not deleted, the oldest first. */
export async function listItemsOfColumn(db: Db, orgId: number, columnId: number): Promise<readonly Item[]> {
  return selectItems(db)
    .where('t.org_id', '=', orgId)
    .where('t.column_id', '=', columnId)
    .where('t.condition', '!=', 'deleted')
    .orderBy('t.id')
    .execute();
}

/** Moves everything of a lane to another, deleted items too; each is one version on. */
export async function moveFromLane(
  db: Db,
  move: Stamp & { readonly laneId: number; readonly to: number },
): Promise<void> {
  await db
    .updateTable('item')
    .set((eb) => ({
      lane_id: move.to,
      lane_at: move.at,
      version: eb('version', '+', 1),
      updated_at: move.at,
      updated_by: move.by,
    }))
    .where('org_id', '=', move.orgId)
    .where('lane_id', '=', move.laneId)
    .execute();
}

/** Has everything of a subcolumn stand in no part of its column; each item is one version on. */
export async function leaveSubcolumn(db: Db, move: Stamp & { readonly subcolumnId: number }): Promise<void> {
  await db
    .updateTable('item')
    .set((eb) => ({
      subcolumn_id: null,
      version: eb('version', '+', 1),
      updated_at: move.at,
      updated_by: move.by,
    }))
    .where('org_id', '=', move.orgId)
    .where('subcolumn_id', '=', move.subcolumnId)
    .execute();
}
