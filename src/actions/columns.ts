import { requirePlanner } from '../domain/access.ts';
import { differences } from '../domain/differences.ts';
import { checkVersion, type Precondition } from '../domain/precondition.ts';
import { type Doubts, notFound, refuseFaults, refuseUnreadable } from '../domain/refusal.ts';
import { type Board, type BoardColumn, findBoard, listColumns, saveBoard } from '../store/boards.ts';
import { arrangeColumns, type ColumnFields, type ColumnPlan } from './arrange-columns.ts';
import type { Tx } from './transact.ts';

/** A board of which a column is to change; the precondition is about the board's version. */
interface OfBoard {
  readonly boardId: number;
  readonly precondition: Precondition;
  readonly doubts?: Doubts;
}

/** A column, and its board's project and version. */
export interface ArrangedColumn {
  readonly projectId: number;
  readonly column: BoardColumn;
  readonly boardVersion: number;
}

/**
 * Adds a column at the end of a board.
 * @throws Refusal not_found, forbidden, version_*, invalid, taken (the name)
 */
export async function addColumn(tx: Tx, add: OfBoard & { readonly fields: ColumnFields }): Promise<ArrangedColumn> {
  const { board, columns } = await requireBoard(tx, add);
  checkRequest(add, board);
  return rearrange(tx, board, [...columns.map(({ id }) => ({ id })), add.fields], columns.length);
}

/**
 * Changes a column. A status that goes to it from another column takes its items along.
 * @throws Refusal not_found, forbidden, version_*, invalid, taken (the name)
 */
export async function changeColumn(
  tx: Tx,
  change: OfBoard & { readonly columnId: number; readonly fields: Partial<ColumnFields> },
): Promise<ArrangedColumn> {
  const { board, columns } = await requireBoard(tx, change);
  const place = placeOf(columns, change.columnId);
  checkRequest(change, board);
  const plans = columns.map(({ id }) => (id === change.columnId ? { id, ...change.fields } : { id }));
  return rearrange(tx, board, plans, place);
}

/**
 * Removes a column; what stands in it goes to another that fits its status, else to the first.
 * @throws Refusal not_found, forbidden, version_*, column_stays (the last one)
 */
export async function removeColumn(tx: Tx, remove: OfBoard & { readonly columnId: number }): Promise<void> {
  const { board, columns } = await requireBoard(tx, remove);
  placeOf(columns, remove.columnId);
  checkRequest(remove, board);
  const kept = columns.filter(({ id }) => id !== remove.columnId);
  await arrangeColumns(
    tx,
    board,
    kept.map(({ id }) => ({ id })),
  );
  await raiseBoard(tx, board);
}

/** Stores a board as changed, one version on, and tells of it; without `before` only its parts have changed. */
export async function raiseBoard(tx: Tx, board: Board, before = board): Promise<Board> {
  const raised = { ...board, version: board.version + 1, updatedAt: Math.max(tx.now, board.updatedAt) };
  await saveBoard(tx.db, raised);
  const { version, title } = raised;
  await tx.emit({
    kind: 'board.changed',
    projectId: board.projectId,
    data: { boardId: board.id, version, title, ...differences(before, raised, told) },
  });
  return raised;
}

const told = ['title', 'takesIterations', 'hasBacklog', 'settings'] as const;

/** @throws Refusal not_found, forbidden */
async function requireBoard(
  tx: Tx,
  { boardId }: OfBoard,
): Promise<{ readonly board: Board; readonly columns: readonly BoardColumn[] }> {
  const board = await findBoard(tx.db, tx.actor.orgId, boardId);
  if (board === undefined) throw notFound('board');
  requirePlanner(tx.actor, board.projectId, 'board');
  return { board, columns: await listColumns(tx.db, tx.actor.orgId, board.id) };
}

function checkRequest({ precondition, doubts }: OfBoard, { version }: Board): void {
  refuseUnreadable(doubts);
  checkVersion(precondition, version, false);
  refuseFaults(doubts);
}

function placeOf(columns: readonly BoardColumn[], columnId: number): number {
  const place = columns.findIndex(({ id }) => id === columnId);
  if (place === -1) throw notFound('column');
  return place;
}

async function rearrange(tx: Tx, board: Board, plans: readonly ColumnPlan[], place: number): Promise<ArrangedColumn> {
  const { columns, isChanged } = await arrangeColumns(tx, board, plans);
  const { version } = isChanged ? await raiseBoard(tx, board) : board;
  const column = columns[place];
  if (column === undefined) throw notFound('column');
  return { column, projectId: board.projectId, boardVersion: version };
}
