import { canSee, requirePlanner } from '../domain/access.ts';
import type { Item } from '../domain/item.ts';
import { type Standpoint, standpointFor, type Wish } from '../domain/workflow.ts';
import { type Board, findBoard, listColumns } from '../store/boards.ts';
import { type Cell, columnOfPart, listPlaced, renumber } from '../store/item-places.ts';
import { takeItemKey } from '../store/items.ts';
import { firstLane, listLanes } from '../store/lanes.ts';
import { listStatuses } from '../store/workflows.ts';
import { unknownPlace } from './item-fields.ts';
import type { Tx } from './transact.ts';

/** An item's place among those of its column and lane: a number of its own, an end, or behind another item. */
export type ItemOrder = { readonly sortOrder: number } | 'first' | 'last' | { readonly after: number | null };

/** Where an item is to be shown, as far as that changes. */
export interface ItemPlace {
  /** A board of any project: a board of another one makes the item belong there. */
  readonly boardId?: number;
  readonly laneId?: number;
  readonly order?: ItemOrder;
}

/**
 * What of an item is other once it stands where it is wanted. A wish for a column may name a part of one. On another
 * board it keeps its status, or else one of the same category; in another project it gets a key of that project.
 * @throws Refusal invalid (no such board, column, lane, status, or item to stand behind), forbidden
 */
export async function placeFor(tx: Tx, before: Item, place: ItemPlace = {}, wish?: Wish): Promise<Partial<Item>> {
  const isNewBoard = place.boardId !== undefined && place.boardId !== before.boardId;
  const board = isNewBoard ? await boardTo(tx, before, place.boardId) : undefined;
  const boardId = board?.id ?? before.boardId;
  const projectId = board?.projectId ?? before.projectId;
  const home = projectId === before.projectId ? {} : await homeIn(tx, projectId);
  const standpoint = await standpointOn(tx, { before, boardId, projectId }, wish);
  const lane = await laneOn(tx, boardId, place.laneId, isNewBoard);
  const placed = { ...home, boardId, ...standpoint, ...lane };
  if (place.order === undefined) return placed;
  const { columnId, laneId } = { ...before, ...placed };
  const cell = { orgId: tx.actor.orgId, boardId, columnId, laneId };
  return { ...placed, sortOrder: await sortOrderFor(tx, cell, before.id, place.order) };
}

/** What is other in another project: its key is one of that; areas, teams and ranks of the old one mean nothing. */
async function homeIn({ db, actor }: Tx, projectId: number): Promise<Partial<Item>> {
  const key = await takeItemKey(db, actor.orgId, projectId);
  return { projectId, key, areaId: null, teamId: null, backlogPriority: null };
}

/** The part of a column that a number names, and its column; a column that has no such part is it all. */
export async function columnNamed(
  tx: Tx,
  columnId: number,
): Promise<{ readonly columnId: number; readonly subcolumnId: number | null }> {
  const parent = await columnOfPart(tx.db, tx.actor.orgId, columnId);
  return parent === undefined ? { columnId, subcolumnId: null } : { columnId: parent, subcolumnId: columnId };
}

/** The lane of that number if the board has it and shows it. @throws Refusal invalid */
export async function requireLane(tx: Tx, boardId: number, laneId: number): Promise<number> {
  const lanes = await listLanes(tx.db, tx.actor.orgId, boardId);
  if (!lanes.some((each) => each.id === laneId && each.condition !== 'deleted')) throw unknownPlace('lane');
  return laneId;
}

/** The number by which an item stands where it is wanted within a cell. @throws Refusal invalid */
export async function sortOrderFor(tx: Tx, cell: Cell, itemId: number, order: ItemOrder): Promise<number> {
  if (typeof order === 'object' && 'sortOrder' in order) return order.sortOrder;
  const others = (await listPlaced(tx.db, cell)).filter((each) => each.id !== itemId);
  if (others.length === 0 && typeof order === 'string') return 1;
  const behind =
    order === 'last' ? others.length : order === 'first' || order.after === null ? 0 : placeOf(order.after);
  const [low, high] = [others[behind - 1]?.sortOrder ?? 0, others[behind]?.sortOrder];
  const between = high === undefined ? low + 1 : low + (high - low) / 2;
  if (between > low && (high === undefined || between < high)) return between;
  // There are no more numbers in between.
  await renumber(tx.db, cell);
  return sortOrderFor(tx, cell, itemId, order);

  function placeOf(id: number): number {
    const found = others.findIndex((each) => each.id === id);
    if (found === -1) throw unknownPlace('order');
    return found + 1;
  }
}

async function boardTo(tx: Tx, before: Item, boardId: number | undefined): Promise<Board> {
  const board = boardId === undefined ? undefined : await findBoard(tx.db, tx.actor.orgId, boardId);
  if (board === undefined || !canSee(tx.actor, board.projectId)) throw unknownPlace('board');
  if (board.projectId !== before.projectId) requirePlanner(tx.actor, board.projectId, 'project');
  return board;
}

interface Destination {
  readonly before: Item;
  readonly boardId: number;
  readonly projectId: number;
}

async function standpointOn(
  tx: Tx,
  { before, boardId, projectId }: Destination,
  wish: Wish | undefined,
): Promise<Partial<Standpoint & { subcolumnId: number | null }>> {
  if (wish === undefined && boardId === before.boardId) return {};
  const columns = await listColumns(tx.db, tx.actor.orgId, boardId);
  const statuses = await listStatuses(tx.db, tx.actor.orgId, projectId);
  const named = wish !== undefined && 'columnId' in wish ? await columnNamed(tx, wish.columnId) : undefined;
  const from = projectId === before.projectId ? before : null;
  const isKept = statuses.some((each) => each.id === before.statusId);
  const wanted = named ?? wish ?? (isKept ? { statusId: before.statusId } : { category: before.category });
  const standpoint = standpointFor(columns, statuses, from, wanted);
  if (standpoint === undefined) throw unknownPlace('columnId' in wanted ? 'column' : 'status');
  const stays = standpoint.columnId === before.columnId && named === undefined;
  return { ...standpoint, subcolumnId: named?.subcolumnId ?? (stays ? before.subcolumnId : null) };
}

async function laneOn(
  tx: Tx,
  boardId: number,
  laneId: number | undefined,
  isNewBoard: boolean,
): Promise<{ readonly laneId?: number }> {
  if (laneId !== undefined) return { laneId: await requireLane(tx, boardId, laneId) };
  return isNewBoard ? { laneId: await firstLane(tx.db, tx.actor.orgId, boardId) } : {};
}
