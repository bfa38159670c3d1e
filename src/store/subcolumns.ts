import { sql } from 'kysely';
import { type Details, readDetails } from '../domain/details.ts';
import { type Db, idList, prepared } from './engine.ts';

/** A part of a column. What stands in it stands in the column, and has a status of the column. */
export interface Subcolumn {
  readonly id: number;
  readonly uid: string;
  readonly columnId: number;
  /** The board of the column. */
  readonly boardId: number;
  readonly title: string;
  /** What it is shown as; the status of its items follows the column. */
  readonly category: 'queued' | 'in_progress' | 'done';
  readonly sortOrder: number;
  readonly details: Details;
  readonly createdAt: number;
  readonly updatedAt: number;
}

interface SubcolumnRow extends Omit<Subcolumn, 'details'> {
  readonly kept: string;
}

function selectSubcolumns(db: Db) {
  return db
    .selectFrom('subcolumn as s')
    .innerJoin('board_column as c', (on) => on.onRef('c.org_id', '=', 's.org_id').onRef('c.id', '=', 's.column_id'))
    .select([
      's.id',
      's.uid',
      's.column_id as columnId',
      'c.board_id as boardId',
      's.title',
      's.category',
      's.sort_order as sortOrder',
      's.details as kept',
      's.created_at as createdAt',
      's.updated_at as updatedAt',
    ]);
}

function subcolumnFromRow({ kept, ...row }: SubcolumnRow): Subcolumn {
  return { ...row, details: readDetails(kept) };
}

const ofBoard = prepared<{ orgId: number; boardId: number }, SubcolumnRow>((db, value) =>
  selectSubcolumns(db)
    .where('c.org_id', '=', value('orgId'))
    .where('c.board_id', '=', value('boardId'))
    .orderBy('s.sort_order')
    .orderBy('s.id'),
);

/** The subcolumns of all columns of a board, each column's in order. */
export async function listSubcolumns(db: Db, orgId: number, boardId: number): Promise<readonly Subcolumn[]> {
  return (await ofBoard(db, { orgId, boardId })).map(subcolumnFromRow);
}

/** The subcolumns of several boards, each column's in order. */
export async function listSubcolumnsOf(
  db: Db,
  orgId: number,
  boardIds: readonly number[],
): Promise<readonly Subcolumn[]> {
  const rows = await selectSubcolumns(db)
    .where('s.org_id', '=', orgId)
    .where('c.board_id', 'in', sql<number>`(select id from (${idList(db, boardIds)}) as listed)`)
    .orderBy('s.sort_order')
    .orderBy('s.id')
    .execute();
  return rows.map(subcolumnFromRow);
}

/** Stores a subcolumn. */
export async function insertSubcolumn(db: Db, orgId: number, subcolumn: Subcolumn): Promise<void> {
  await db
    .insertInto('subcolumn')
    .values({
      org_id: orgId,
      id: subcolumn.id,
      uid: subcolumn.uid,
      column_id: subcolumn.columnId,
      created_at: subcolumn.createdAt,
      ...subcolumnToRow(subcolumn),
    })
    .execute();
}

/** Writes a subcolumn over what it was. */
export async function saveSubcolumn(db: Db, orgId: number, subcolumn: Subcolumn): Promise<void> {
  await db
    .updateTable('subcolumn')
    .set(subcolumnToRow(subcolumn))
    .where('org_id', '=', orgId)
    .where('id', '=', subcolumn.id)
    .execute();
}

function subcolumnToRow(subcolumn: Subcolumn) {
  return {
    title: subcolumn.title,
    category: subcolumn.category,
    sort_order: subcolumn.sortOrder,
    details: JSON.stringify(subcolumn.details),
    updated_at: subcolumn.updatedAt,
  };
}

/** Removes a subcolumn in which nothing stands any more. */
export async function deleteSubcolumn(db: Db, orgId: number, id: number): Promise<void> {
  await db.deleteFrom('subcolumn').where('org_id', '=', orgId).where('id', '=', id).execute();
}

/** Removes the subcolumns of a column in which nothing stands any more. */
export async function deleteSubcolumnsOf(db: Db, orgId: number, columnId: number): Promise<void> {
  await db.deleteFrom('subcolumn').where('org_id', '=', orgId).where('column_id', '=', columnId).execute();
}

const columnOfNumber = prepared<{ orgId: number; id: number }, { id: number; boardId: number }>((db, value) =>
  db
    .selectFrom('board_column')
    .select(['id', 'board_id as boardId'])
    .where('org_id', '=', value('orgId'))
    .where('id', '=', value('id')),
);

/** The board that a column of that number belongs to, or undefined. */
export async function findBoardOfColumn(db: Db, orgId: number, columnId: number): Promise<number | undefined> {
  return (await columnOfNumber(db, { orgId, id: columnId }))[0]?.boardId;
}
