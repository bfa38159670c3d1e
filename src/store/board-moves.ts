import type { Standpoint } from '../domain/workflow.ts';
import type { Db } from './engine.ts';

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
