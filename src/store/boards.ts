import { sql } from 'kysely';
import { type Details, readDetails } from '../domain/details.ts';
import type { Column } from '../domain/workflow.ts';
import { type Db, idList, prepared } from './engine.ts';
import { deleteLanes, insertLane, type Lane } from './lanes.ts';
import { deleteSubcolumnsOf } from './subcolumns.ts';

/** How a board is shown; what a caller said of it, kept as said. */
export interface BoardSettings {
  /** The field ids and values that put items on the board. */
  readonly filter?: Readonly<Record<string, unknown>>;
  readonly query?: string;
  readonly orderBy?: string;
  readonly orderAsc?: boolean;
  readonly useRanking?: boolean;
  /** Whose board it is, where it is not its maker's. */
  readonly ownerId?: number;
  /** What puts items on the board by itself, and what takes them off. */
  readonly autoFilters?: Readonly<Record<string, unknown>>;
  readonly backlogColumns?: readonly Readonly<Record<string, unknown>>[];
  /** Columns that stand for no status. */
  readonly plainColumns?: readonly Readonly<Record<string, unknown>>[];
  readonly description?: string;
  /** Whether who moves an item on takes part in it. */
  readonly assignsMovers?: boolean;
  /** What another program calls it. */
  readonly externalId?: string;
  /** Its place among the boards of its project; without it by its number. */
  readonly place?: number;
  readonly details?: Details;
}

/** A board; `takesIterations` is false where a caller made it of a kind that cannot have any. */
export interface Board {
  readonly orgId: number;
  readonly id: number;
  readonly uid: string;
  readonly projectId: number;
  readonly title: string;
  readonly takesIterations: boolean;
  readonly hasBacklog: boolean;
  readonly settings: BoardSettings;
  readonly version: number;
  readonly createdAt: number;
  readonly createdBy: number;
  readonly updatedAt: number;
}

/** A column of a board as it is shown. */
export interface BoardColumn extends Column {
  readonly uid: string;
  readonly boardId: number;
  readonly title: string;
  readonly category: 'queued' | 'in_progress' | 'done';
  /** How many items may stand in it; null is any number. */
  readonly itemLimit: number | null;
  readonly sortOrder: number;
  readonly details: Details;
  /** Epoch milliseconds; null means with the board. */
  readonly createdAt: number | null;
  readonly updatedAt: number | null;
}

/** A column that is yet to be stored; `statusIds` in order. Its place is that among the others, unless one is given. */
export type NewColumn = Omit<BoardColumn, 'boardId' | 'sortOrder'> & { readonly sortOrder?: number };

/** Selects boards, to which more may be joined. */
export function selectBoards(db: Db) {
  return db
    .selectFrom('board as b')
    .select([
      'b.org_id as orgId',
      'b.id',
      'b.uid',
      'b.project_id as projectId',
      'b.title',
      'b.takes_iterations as takes',
      'b.has_backlog as backlog',
      'b.settings as shown',
      'b.version',
      'b.created_at as createdAt',
      'b.created_by as createdBy',
      'b.updated_at as updatedAt',
    ]);
}

/** A board as it is selected. */
export interface BoardRow extends Omit<Board, 'takesIterations' | 'hasBacklog' | 'settings'> {
  readonly takes: number;
  readonly backlog: number;
  readonly shown: string;
}

const boardById = prepared<{ orgId: number; id: number }, BoardRow>((db, value) =>
  selectBoards(db)
    .innerJoin('project as p', (on) => on.onRef('p.org_id', '=', 'b.org_id').onRef('p.id', '=', 'b.project_id'))
    .where('b.org_id', '=', value('orgId'))
    .where('b.id', '=', value('id'))
    .where('p.removed_at', 'is', null),
);

/** The board of that number in the organization, or undefined; none of a removed project. */
export async function findBoard(db: Db, orgId: number, id: number): Promise<Board | undefined> {
  const [row] = await boardById(db, { orgId, id });
  return row === undefined ? undefined : boardFromRow(row);
}

/** A selected row as the core knows it. */
export function boardFromRow({ takes, backlog, shown, ...row }: BoardRow): Board {
  const settings: BoardSettings = JSON.parse(shown);
  return { ...row, takesIterations: takes === 1, hasBacklog: backlog === 1, settings };
}

/** Stores a board with its columns, in the order given, and its lanes. */
export async function insertBoard(
  db: Db,
  board: Board,
  parts: {
    readonly columns: readonly NewColumn[];
    readonly lanes: readonly Lane[];
  },
): Promise<void> {
  await db.insertInto('board').values(boardToRow(board)).execute();
  for (const [index, column] of parts.columns.entries()) {
    await insertColumn(db, board.orgId, { sortOrder: index + 1, ...column, boardId: board.id });
  }
  for (const lane of parts.lanes) await insertLane(db, board.orgId, lane);
}

/** Writes a board over what it was. */
export async function saveBoard(db: Db, board: Board): Promise<void> {
  const { org_id, id, uid, created_at, created_by, ...saved } = boardToRow(board);
  await db.updateTable('board').set(saved).where('org_id', '=', org_id).where('id', '=', id).execute();
}

function boardToRow(board: Board) {
  return {
    org_id: board.orgId,
    id: board.id,
    uid: board.uid,
    project_id: board.projectId,
    title: board.title,
    takes_iterations: board.takesIterations ? 1 : 0,
    has_backlog: board.hasBacklog ? 1 : 0,
    settings: JSON.stringify(board.settings),
    version: board.version,
    created_at: board.createdAt,
    created_by: board.createdBy,
    updated_at: board.updatedAt,
  };
}

interface ColumnRow extends Omit<BoardColumn, 'statusIds' | 'details'> {
  readonly statuses: string;
  readonly kept: string;
}

function selectColumns(db: Db) {
  const statuses = sql<string>`coalesce((select string_agg(cast(s.status_id as text), ',' order by s.sort_order)
    from column_status s where s.org_id = c.org_id and s.column_id = c.id), '')`;
  return db
    .selectFrom('board_column as c')
    .select([
      'c.id',
      'c.uid',
      'c.board_id as boardId',
      'c.title',
      'c.category',
      'c.item_limit as itemLimit',
      'c.sort_order as sortOrder',
      'c.details as kept',
      'c.created_at as createdAt',
      'c.updated_at as updatedAt',
      statuses.as('statuses'),
    ]);
}

const ofBoard = prepared<{ orgId: number; boardId: number }, ColumnRow>((db, value) =>
  selectColumns(db)
    .where('c.org_id', '=', value('orgId'))
    .where('c.board_id', '=', value('boardId'))
    .orderBy('c.sort_order')
    .orderBy('c.id'),
);

/** Columns of a board, in order. */
export async function listColumns(db: Db, orgId: number, boardId: number): Promise<readonly BoardColumn[]> {
  return (await ofBoard(db, { orgId, boardId })).map(columnFromRow);
}

/** Columns of several boards, each board's in order. */
export async function listColumnsOf(
  db: Db,
  orgId: number,
  boardIds: readonly number[],
): Promise<readonly BoardColumn[]> {
  const rows = await selectColumns(db)
    .where('c.org_id', '=', orgId)
    .where('c.board_id', 'in', sql<number>`(select id from (${idList(db, boardIds)}) as listed)`)
    .orderBy('c.board_id')
    .orderBy('c.sort_order')
    .orderBy('c.id')
    .execute();
  return rows.map(columnFromRow);
}

function columnFromRow({ statuses, kept, ...row }: ColumnRow): BoardColumn {
  const statusIds = statuses === '' ? [] : statuses.split(',').map(Number);
  return { ...row, statusIds, details: readDetails(kept) };
}

/** Stores a column with the statuses that were put into it. */
export async function insertColumn(db: Db, orgId: number, column: BoardColumn): Promise<void> {
  await db
    .insertInto('board_column')
    .values({
      org_id: orgId,
      id: column.id,
      uid: column.uid,
      board_id: column.boardId,
      ...columnToRow(column),
    })
    .execute();
  await insertStatusesOf(db, orgId, column);
}

/** Writes a column over what it was, statuses included. */
export async function saveColumn(db: Db, orgId: number, column: BoardColumn): Promise<void> {
  await db
    .updateTable('board_column')
    .set(columnToRow(column))
    .where('org_id', '=', orgId)
    .where('id', '=', column.id)
    .execute();
  await deleteStatusesOf(db, orgId, column.id);
  await insertStatusesOf(db, orgId, column);
}

function columnToRow(column: BoardColumn) {
  return {
    title: column.title,
    category: column.category,
    item_limit: column.itemLimit,
    sort_order: column.sortOrder,
    details: JSON.stringify(column.details),
    created_at: column.createdAt,
    updated_at: column.updatedAt,
  };
}

/** Removes a column in which nothing stands any more, with its subcolumns. */
export async function deleteColumn(db: Db, orgId: number, columnId: number): Promise<void> {
  await deleteSubcolumnsOf(db, orgId, columnId);
  await deleteStatusesOf(db, orgId, columnId);
  await db.deleteFrom('board_column').where('org_id', '=', orgId).where('id', '=', columnId).execute();
}

/** Removes a board on which nothing stands any more, with its columns and lanes. */
export async function deleteBoard(db: Db, orgId: number, boardId: number): Promise<void> {
  for (const column of await listColumns(db, orgId, boardId)) await deleteColumn(db, orgId, column.id);
  await deleteLanes(db, orgId, boardId);
  await db.deleteFrom('board').where('org_id', '=', orgId).where('id', '=', boardId).execute();
}

async function insertStatusesOf(db: Db, orgId: number, { id, statusIds }: BoardColumn): Promise<void> {
  if (statusIds.length === 0) return;
  await db
    .insertInto('column_status')
    .values(
      statusIds.map((statusId, index) => ({
        org_id: orgId,
        column_id: id,
        status_id: statusId,
        sort_order: index + 1,
      })),
    )
    .execute();
}

async function deleteStatusesOf(db: Db, orgId: number, columnId: number): Promise<void> {
  await db.deleteFrom('column_status').where('org_id', '=', orgId).where('column_id', '=', columnId).execute();
}
