import { type Actor, canSee, visibleProjects } from '../domain/access.ts';
import type { BoardItem } from '../domain/board-item.ts';
import type { Query } from '../domain/filter.ts';
import type { ItemCondition, ItemRef } from '../domain/item.ts';
import { notFound } from '../domain/refusal.ts';
import { findBoardItems, listIdsOfBoard } from '../store/board-items.ts';
import { findBoard } from '../store/boards.ts';
import type { Db } from '../store/engine.ts';
import { findItem } from '../store/items.ts';
import { findPageAlone } from '../store/query-items.ts';

interface GetBoardItem {
  readonly item: ItemRef;
  /** Whether one that was deleted is shown too. */
  readonly findsDeleted?: boolean;
}

/** One item with all that is shown of it on its board. @throws Refusal not_found */
export async function getBoardItem(
  db: Db,
  actor: Actor,
  { item: ref, findsDeleted = false }: GetBoardItem,
): Promise<BoardItem> {
  const item = await findItem(db, actor.orgId, ref);
  if (item === undefined || !canSee(actor, item.projectId)) throw notFound('item');
  if (item.condition === 'deleted' && !findsDeleted) throw notFound('item');
  const [shown] = await findBoardItems(db, actor.orgId, [item.id]);
  if (shown === undefined) throw notFound('item');
  return asSeenBy(actor, shown);
}

/** A page of items in the order of the query. @throws Refusal invalid (a query that takes too long) */
export async function listBoardItems(
  db: Db,
  actor: Actor,
  list: { readonly query: Query & { readonly limit: number }; readonly conditions: readonly ItemCondition[] },
): Promise<readonly BoardItem[]> {
  const { query, conditions } = list;
  const page = await findPageAlone(db, { orgId: actor.orgId, projects: visibleProjects(actor), conditions }, query);
  const shown = await findBoardItems(db, actor.orgId, page);
  return shown
    .filter((each) => conditions.includes(each.condition) && canSee(actor, each.projectId))
    .map((each) => asSeenBy(actor, each));
}

/** Everything that stands on a board, archived items too, in their order. @throws Refusal not_found */
export async function listItemsOfBoard(
  db: Db,
  actor: Actor,
  { boardId }: { readonly boardId: number },
): Promise<readonly BoardItem[]> {
  const board = await findBoard(db, actor.orgId, boardId);
  if (board === undefined || !canSee(actor, board.projectId)) throw notFound('board');
  const shown = await findBoardItems(db, actor.orgId, await listIdsOfBoard(db, actor.orgId, boardId));
  return shown.map((each) => asSeenBy(actor, each));
}

/** An item without the iterations of projects that the actor does not know of, in which it may be planned too. */
export function asSeenBy(actor: Actor, item: BoardItem): BoardItem {
  if (visibleProjects(actor) === 'all' || item.plans.length === 0) return item;
  return { ...item, plans: item.plans.filter((each) => canSee(actor, each.projectId)) };
}
