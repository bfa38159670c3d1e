import { randomUUID } from 'node:crypto';
import { type Actor, canSee } from '../domain/access.ts';
import { changedDetails } from '../domain/details.ts';
import { type Beside, lastPlace, placeBeside } from '../domain/place-between.ts';
import { type Doubts, notFound } from '../domain/refusal.ts';
import { countStanding, leaveSubcolumn } from '../store/board-moves.ts';
import { type Board, findBoard } from '../store/boards.ts';
import type { Db } from '../store/engine.ts';
import { takeNumbers } from '../store/events.ts';
import {
  deleteSubcolumn,
  findBoardOfColumn,
  insertSubcolumn,
  listSubcolumns as ofBoard,
  type Subcolumn,
  saveSubcolumn,
} from '../store/subcolumns.ts';
import { requireArranged, requireForce } from './arrange-board.ts';
import { raiseBoard } from './columns.ts';
import { unknownPlace } from './item-fields.ts';
import type { StageFields } from './stages.ts';
import type { Tx } from './transact.ts';

/** What a caller may say of a part of a column; how many may stand in it is the column's affair. */
export type SubcolumnFields = Omit<StageFields, 'itemLimit'>;

/** A column that is divided, or to be. */
interface OfColumn {
  readonly columnId: number;
  readonly doubts?: Doubts;
}

/** The parts of a column, in order. @throws Refusal not_found */
export async function listSubcolumns(
  db: Db,
  actor: Actor,
  { columnId }: { readonly columnId: number },
): Promise<{ readonly projectId: number; readonly subcolumns: readonly Subcolumn[] }> {
  const boardId = await findBoardOfColumn(db, actor.orgId, columnId);
  const board = boardId === undefined ? undefined : await findBoard(db, actor.orgId, boardId);
  if (board === undefined || !canSee(actor, board.projectId)) throw notFound('column');
  return { projectId: board.projectId, subcolumns: await rowOf(db, board, columnId) };
}

/** Adds a part to a column, at its end unless a place is given. @throws Refusal not_found, forbidden, invalid */
export async function addSubcolumn(tx: Tx, add: OfColumn & { readonly fields: SubcolumnFields }): Promise<Subcolumn> {
  const { db, actor, now } = tx;
  const { board, part: row } = await requireArranged(tx, await onBoard(tx, add), (found) =>
    rowOf(db, found, add.columnId),
  );
  const { title, category, sortOrder, details } = add.fields;
  const subcolumn: Subcolumn = {
    // Columns and their parts are numbered together, as callers do not tell them apart by their numbers.
    id: await takeNumbers(db, actor.orgId, 'board_column'),
    uid: randomUUID(),
    columnId: add.columnId,
    boardId: board.id,
    title,
    category,
    sortOrder: sortOrder ?? lastPlace(row),
    details: changedDetails({}, details),
    createdAt: now,
    updatedAt: now,
  };
  await insertSubcolumn(db, actor.orgId, subcolumn);
  await raiseBoard(tx, board);
  return subcolumn;
}

/** Changes a part of a column. @throws Refusal not_found, forbidden, invalid (also a neighbour that is not of the column) */
export async function changeSubcolumn(
  tx: Tx,
  change: OfColumn & {
    readonly subcolumnId: number;
    readonly fields: Partial<SubcolumnFields>;
    readonly beside?: Beside;
  },
): Promise<Subcolumn> {
  const { board, before, row } = await requireSubcolumn(tx, change);
  const { details, ...fields } = change.fields;
  const place = change.beside === undefined ? null : placeBeside(row, before.id, change.beside);
  if (place === undefined) throw unknownPlace('column');
  const next: Subcolumn = {
    ...before,
    ...fields,
    ...(place === null ? {} : { sortOrder: place.sortOrder }),
    details: changedDetails(before.details, details),
  };
  if (JSON.stringify(next) === JSON.stringify(before)) return before;
  const saved = { ...next, updatedAt: tx.now };
  await saveSubcolumn(tx.db, tx.actor.orgId, saved);
  for (const other of place?.others ?? []) await saveSubcolumn(tx.db, tx.actor.orgId, { ...other, updatedAt: tx.now });
  await raiseBoard(tx, board);
  return saved;
}

/**
 * Removes a part of a column; what stands in it goes on standing in the column.
 * @throws Refusal not_found, forbidden, invalid (something stands in it and it is not forced)
 */
export async function removeSubcolumn(
  tx: Tx,
  remove: OfColumn & { readonly subcolumnId: number; readonly force: boolean },
): Promise<void> {
  const { db, actor, now } = tx;
  const { board, before } = await requireSubcolumn(tx, remove);
  const from = { orgId: actor.orgId, subcolumnId: before.id };
  requireForce(remove.force, await countStanding(db, from), 'column');
  await leaveSubcolumn(db, { ...from, at: now, by: actor.userId });
  await deleteSubcolumn(db, actor.orgId, before.id);
  await raiseBoard(tx, board);
}

async function requireSubcolumn(
  tx: Tx,
  asked: OfColumn & { readonly subcolumnId: number },
): Promise<{ readonly board: Board; readonly before: Subcolumn; readonly row: readonly Subcolumn[] }> {
  const { board, part } = await requireArranged(tx, await onBoard(tx, asked), async (found) => {
    const row = await rowOf(tx.db, found, asked.columnId);
    const before = row.find(({ id }) => id === asked.subcolumnId);
    return before && { before, row };
  });
  return { board, ...part };
}

/** @throws Refusal not_found */
async function onBoard<T extends OfColumn>(tx: Tx, asked: T): Promise<T & { readonly boardId: number }> {
  const boardId = await findBoardOfColumn(tx.db, tx.actor.orgId, asked.columnId);
  if (boardId === undefined) throw notFound('column');
  return { ...asked, boardId };
}

async function rowOf(db: Db, board: Board, columnId: number): Promise<readonly Subcolumn[]> {
  return (await ofBoard(db, board.orgId, board.id)).filter((each) => each.columnId === columnId);
}
