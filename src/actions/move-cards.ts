import { canSee, requirePlanner } from '../domain/access.ts';
import type { Item } from '../domain/item.ts';
import type { ItemView } from '../domain/item-view.ts';
import type { Beside } from '../domain/place-between.ts';
import { type Ranked, ranksBeside, runsOf } from '../domain/rank.ts';
import { type Doubts, notFound, Refusal, refuseFaults, refuseUnreadable } from '../domain/refusal.ts';
import { type Board, findBoard, listColumns } from '../store/boards.ts';
import { type Cell, listPlaced, renumber } from '../store/item-places.ts';
import { findItemViews } from '../store/item-views.ts';
import { findItem } from '../store/items.ts';
import { changeItem } from './change-item.ts';
import { unknownPlace } from './item-fields.ts';
import { columnNamed, requireLane } from './item-place.ts';
import { asSeenBy } from './item-reads.ts';
import type { Tx } from './transact.ts';

/** Where items of a board are to stand. */
export interface CardMove {
  /** In the order in which they are to stand. */
  readonly itemIds: readonly number[];
  /** A column of the board or a part of one. */
  readonly columnId: number;
  readonly laneId: number;
  /** Without it: behind everything. */
  readonly beside?: Beside;
}

/** Items that were moved, in their new order, and the moves that, made one after the other, put them back. */
export interface MovedCards {
  readonly items: readonly ItemView[];
  readonly undo: readonly CardMove[];
}

/**
 * Puts items of a board side by side in one of its columns and lanes. Each is changed as by itself: in another column its
 * status follows, and what is where it was wanted is no change.
 * @throws Refusal not_found, forbidden, invalid (a column, a lane, an item or a neighbour that is not there), item_not_live
 */
export async function moveCards(
  tx: Tx,
  { boardId, doubts, ...move }: CardMove & { readonly boardId: number; readonly doubts?: Doubts },
): Promise<MovedCards> {
  const { db, actor } = tx;
  const board = await findBoard(db, actor.orgId, boardId);
  if (board === undefined || !canSee(actor, board.projectId)) throw notFound('board');
  requirePlanner(actor, board.projectId, 'board');
  refuseUnreadable(doubts);
  refuseFaults(doubts);
  const cell = await cellFor(tx, board, move);
  const items: Item[] = [];
  for (const [place, id] of move.itemIds.entries()) items.push(await requireCard(tx, boardId, id, `itemIds.${place}`));
  const undo = await planUndo(tx, items);
  const ranks = await ranksIn(tx, cell, move);
  for (const [place, item] of items.entries()) {
    const rank = ranks[place];
    const isThere = (item.subcolumnId ?? item.columnId) === move.columnId;
    await changeItem(tx, {
      item: { id: item.id },
      fields: {},
      ...(isThere ? {} : { to: { columnId: move.columnId } }),
      place: { laneId: move.laneId, ...(rank === undefined ? {} : { order: { sortOrder: rank } }) },
    });
  }
  const views = await findItemViews(db, actor.orgId, move.itemIds);
  return { items: views.map((view) => asSeenBy(actor, view)), undo };
}

async function cellFor(tx: Tx, board: Board, { columnId: named, laneId }: CardMove): Promise<Cell> {
  const { columnId } = await columnNamed(tx, named);
  const columns = await listColumns(tx.db, tx.actor.orgId, board.id);
  if (!columns.some(({ id }) => id === columnId)) throw unknownPlace('column');
  return { orgId: tx.actor.orgId, boardId: board.id, columnId, laneId: await requireLane(tx, board.id, laneId) };
}

async function requireCard(tx: Tx, boardId: number, id: number, field: string): Promise<Item> {
  const item = await findItem(tx.db, tx.actor.orgId, { id });
  if (item === undefined || item.boardId !== boardId || item.condition === 'deleted') throw unknownPlace(field, 'item');
  if (item.condition !== 'live') throw new Refusal('item_not_live', 'An archived item cannot be moved', { field });
  return item;
}

async function rowOf(tx: Tx, cell: Cell): Promise<readonly Ranked[]> {
  return (await listPlaced(tx.db, cell)).map(({ id, sortOrder }) => ({ id, rank: sortOrder }));
}

/** @throws Refusal invalid (the neighbour) */
async function ranksIn(tx: Tx, cell: Cell, move: CardMove): Promise<readonly number[]> {
  const { itemIds, beside = { before: null } } = move;
  const ranks = ranksBeside(await rowOf(tx, cell), itemIds, beside, { floor: 0 });
  if (ranks === undefined) throw unknownPlace('behind' in beside ? 'after' : 'before', 'item');
  if (ranks !== null) return ranks;
  // There are no more numbers in between.
  await renumber(tx.db, cell);
  return ranksIn(tx, cell, move);
}

/** The moves back: those of one column and lane in their order, so that each finds its neighbour where it was. */
async function planUndo(tx: Tx, items: readonly Item[]): Promise<readonly CardMove[]> {
  const cells = new Map(
    items.map(({ boardId, columnId, laneId }) => [
      `${columnId} ${laneId}`,
      { orgId: tx.actor.orgId, boardId, columnId, laneId },
    ]),
  );
  const byId = new Map(items.map((item) => [item.id, item]));
  const undo: CardMove[] = [];
  for (const cell of cells.values()) {
    for (const { ids, behind } of runsOf(await rowOf(tx, cell), [...byId.keys()])) {
      let last = behind;
      for (const id of ids) {
        const columnId = byId.get(id)?.subcolumnId ?? cell.columnId;
        undo.push({ itemIds: [id], columnId, laneId: cell.laneId, beside: { behind: last } });
        last = id;
      }
    }
  }
  return undo;
}
