import { randomUUID } from 'node:crypto';
import { changedDetails, type Details } from '../domain/details.ts';
import type { Item } from '../domain/item.ts';
import { type Beside, lastPlace, placeBeside } from '../domain/place-between.ts';
import { type Doubts, Refusal } from '../domain/refusal.ts';
import { standpointFor } from '../domain/workflow.ts';
import { countStanding, listItemsOfColumn, listStandings, moveStanding } from '../store/board-moves.ts';
import {
  type Board,
  type BoardColumn,
  deleteColumn,
  insertColumn,
  listColumns,
  type NewColumn,
  saveColumn,
} from '../store/boards.ts';
import { takeNumbers } from '../store/events.ts';
import { listStatuses } from '../store/workflows.ts';
import { requireArranged, requireForce } from './arrange-board.ts';
import { saveChange } from './change-item.ts';
import { raiseBoard } from './columns.ts';
import { unknownPlace } from './item-fields.ts';
import type { Tx } from './transact.ts';

/** What a caller may say of a column that stands for a category, and so for every status of it. */
export interface StageFields {
  readonly title: string;
  readonly category: BoardColumn['category'];
  /** How many items may stand in it; null is any number. */
  readonly itemLimit?: number | null;
  readonly sortOrder?: number;
  readonly details?: Details;
}

/** A column of a board that is there. */
interface OfStage {
  readonly boardId: number;
  readonly columnId: number;
  readonly doubts?: Doubts;
}

/** Columns of a board that is being made, in the order given. */
export async function newStages(tx: Tx, stages: readonly StageFields[]): Promise<readonly NewColumn[]> {
  const first = await takeNumbers(tx.db, tx.actor.orgId, 'board_column', stages.length);
  return stages.map(({ title, category, itemLimit, sortOrder, details }, index) => ({
    id: first + index,
    uid: randomUUID(),
    title,
    category,
    itemLimit: itemLimit ?? null,
    ...(sortOrder === undefined ? {} : { sortOrder }),
    details: changedDetails({}, details),
    statusIds: [],
    createdAt: tx.now,
    updatedAt: tx.now,
  }));
}

/** Adds a column to a board, at its end unless a place is given. @throws Refusal not_found, forbidden, invalid */
export async function addStage(
  tx: Tx,
  add: { readonly boardId: number; readonly fields: StageFields; readonly doubts?: Doubts },
): Promise<BoardColumn> {
  const { orgId } = tx.actor;
  const { board, part: row } = await requireArranged(tx, add, ({ id }) => listColumns(tx.db, orgId, id));
  const [made] = await newStages(tx, [add.fields]);
  if (made === undefined) throw new Error('No column was made');
  const column = { sortOrder: lastPlace(row), ...made, boardId: board.id };
  await insertColumn(tx.db, orgId, column);
  await raiseBoard(tx, board);
  return column;
}

/**
 * Changes a column. Where its category changes, so does that of everything in it, as an item's status follows its column.
 * @throws Refusal not_found, forbidden, invalid (also a neighbour that is not of the board)
 */
export async function changeStage(
  tx: Tx,
  change: OfStage & { readonly fields: Partial<StageFields>; readonly beside?: Beside },
): Promise<BoardColumn> {
  const { orgId } = tx.actor;
  const { board, column: before, row } = await requireStage(tx, change);
  const { details, ...fields } = change.fields;
  const isOther = fields.category !== undefined && fields.category !== before.category;
  const place = change.beside === undefined ? null : placeBeside(row, before.id, change.beside);
  if (place === undefined) throw unknownPlace('column');
  const next: BoardColumn = {
    ...before,
    ...fields,
    ...(place === null ? {} : { sortOrder: place.sortOrder }),
    ...(isOther ? { statusIds: [] } : {}),
    details: changedDetails(before.details, details),
  };
  if (JSON.stringify(next) === JSON.stringify(before)) return before;
  const saved = { ...next, updatedAt: tx.now };
  await saveColumn(tx.db, orgId, saved);
  for (const other of place?.others ?? []) await saveColumn(tx.db, orgId, { ...other, updatedAt: tx.now });
  if (isOther) await restand(tx, board, await listColumns(tx.db, orgId, board.id), before.id, before.id);
  await raiseBoard(tx, board);
  return saved;
}

/**
 * Removes a column. What stands in it goes to the nearest of the same category, else to a neighbour, and takes its status.
 * @throws Refusal not_found, forbidden, invalid (something stands in it and it is not forced), column_stays (the last one)
 */
export async function removeStage(tx: Tx, remove: OfStage & { readonly force: boolean }): Promise<void> {
  const { db, actor } = tx;
  const { board, column, row } = await requireStage(tx, remove);
  const kept = row.filter(({ id }) => id !== column.id);
  const heir = heirOf(row, column);
  if (heir === undefined) throw new Refusal('column_stays', 'A board has at least one column', { field: 'columns' });
  requireForce(remove.force, await countStanding(db, { orgId: actor.orgId, columnId: column.id }), 'column');
  await restand(tx, board, kept, column.id, heir.id);
  await deleteColumn(db, actor.orgId, column.id);
  await raiseBoard(tx, board);
}

/** Has everything of a column stand in another, or anew in the same, as whatever that is for. */
async function restand(tx: Tx, board: Board, row: readonly BoardColumn[], from: number, to: number): Promise<void> {
  const { db, actor, now } = tx;
  const { orgId, userId } = actor;
  const statuses = await listStatuses(db, orgId, board.projectId);
  for (const item of await listItemsOfColumn(db, orgId, from)) {
    const standpoint = standpointFor(row, statuses, item, { columnId: to });
    if (standpoint === undefined) throw unknownPlace('column');
    const wanted: Item = { ...item, ...standpoint };
    await saveChange(tx, item, wanted, { fields: {} });
  }
  if (from === to) return;
  // What was deleted stands somewhere too.
  for (const standing of await listStandings(db, orgId, board.id)) {
    if (standing.columnId !== from) continue;
    const move = { from: { ...standing, boardId: board.id }, to: { boardId: board.id, columnId: to } };
    await moveStanding(db, { orgId, at: now, by: userId, ...move });
  }
}

/** Of two alike the earlier one, where work comes from. */
function heirOf(row: readonly BoardColumn[], column: BoardColumn): BoardColumn | undefined {
  const place = row.indexOf(column);
  const byDistance = row
    .filter((each) => each !== column)
    .sort((a, b) => Math.abs(row.indexOf(a) - place) - Math.abs(row.indexOf(b) - place));
  return byDistance.find(({ category }) => category === column.category) ?? byDistance[0];
}

/** @throws Refusal not_found, forbidden, invalid */
async function requireStage(
  tx: Tx,
  asked: OfStage,
): Promise<{ readonly board: Board; readonly column: BoardColumn; readonly row: readonly BoardColumn[] }> {
  const { board, part } = await requireArranged(tx, asked, async ({ orgId, id }) => {
    const row = await listColumns(tx.db, orgId, id);
    const column = row.find((each) => each.id === asked.columnId);
    return column && { column, row };
  });
  return { board, ...part };
}
