import { sql } from 'kysely';
import { type Details, readDetails } from '../domain/details.ts';
import type { ItemCondition } from '../domain/item.ts';
import { type Db, idList, prepared } from './engine.ts';

/** A lane of a board. */
export interface Lane {
  readonly id: number;
  readonly uid: string;
  readonly boardId: number;
  readonly title: string;
  readonly sortOrder: number;
  /** How many items may stand in it; null is any number. */
  readonly itemLimit: number | null;
  readonly condition: ItemCondition;
  readonly details: Details;
  /** Epoch milliseconds; null means with the board. */
  readonly createdAt: number | null;
  readonly updatedAt: number | null;
}

interface LaneRow extends Omit<Lane, 'details'> {
  readonly kept: string;
}

function selectLanes(db: Db) {
  return db
    .selectFrom('lane as l')
    .select([
      'l.id',
      'l.uid',
      'l.board_id as boardId',
      'l.title',
      'l.sort_order as sortOrder',
      'l.item_limit as itemLimit',
      'l.condition',
      'l.details as kept',
      'l.created_at as createdAt',
      'l.updated_at as updatedAt',
    ]);
}

function laneFromRow({ kept, ...row }: LaneRow): Lane {
  return { ...row, details: readDetails(kept) };
}

const ofBoard = prepared<{ orgId: number; boardId: number }, LaneRow>((db, value) =>
  selectLanes(db)
    .where('l.org_id', '=', value('orgId'))
    .where('l.board_id', '=', value('boardId'))
    .orderBy('l.sort_order')
    .orderBy('l.id'),
);

/** Lanes of a board, in order; archived and deleted ones too. */
export async function listLanes(db: Db, orgId: number, boardId: number): Promise<readonly Lane[]> {
  return (await ofBoard(db, { orgId, boardId })).map(laneFromRow);
}

/** Lanes of several boards, each board's in order; archived and deleted ones too. */
export async function listLanesOf(db: Db, orgId: number, boardIds: readonly number[]): Promise<readonly Lane[]> {
  const rows = await selectLanes(db)
    .where('l.org_id', '=', orgId)
    .where('l.board_id', 'in', sql<number>`(select id from (${idList(db, boardIds)}) as listed)`)
    .orderBy('l.board_id')
    .orderBy('l.sort_order')
    .orderBy('l.id')
    .execute();
  return rows.map(laneFromRow);
}

/** Stores a lane. */
export async function insertLane(db: Db, orgId: number, lane: Lane): Promise<void> {
  await db
    .insertInto('lane')
    .values({ org_id: orgId, id: lane.id, uid: lane.uid, board_id: lane.boardId, ...laneToRow(lane) })
    .execute();
}

/** Writes a lane over what it was. */
export async function saveLane(db: Db, orgId: number, lane: Lane): Promise<void> {
  await db.updateTable('lane').set(laneToRow(lane)).where('org_id', '=', orgId).where('id', '=', lane.id).execute();
}

function laneToRow(lane: Lane) {
  return {
    title: lane.title,
    sort_order: lane.sortOrder,
    item_limit: lane.itemLimit,
    condition: lane.condition,
    details: JSON.stringify(lane.details),
    created_at: lane.createdAt,
    updated_at: lane.updatedAt,
  };
}

/** The first lane of a board that is in play; the first of all where none is. */
export async function firstLane(db: Db, orgId: number, boardId: number): Promise<number> {
  const lanes = await ofBoard(db, { orgId, boardId });
  const lane = lanes.find(({ condition }) => condition === 'live') ?? lanes[0];
  if (lane === undefined) throw new Error(`Board ${boardId} has no lane`);
  return lane.id;
}

/** Removes all lanes of a board on which nothing stands any more. */
export async function deleteLanes(db: Db, orgId: number, boardId: number): Promise<void> {
  await db.deleteFrom('lane').where('org_id', '=', orgId).where('board_id', '=', boardId).execute();
}
