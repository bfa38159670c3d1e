import { type Actor, canSee, visibleProjects } from '../domain/access.ts';
import type { Query } from '../domain/filter.ts';
import type { ItemCondition, ItemRef } from '../domain/item.ts';
import type { ItemView } from '../domain/item-view.ts';
import { notFound } from '../domain/refusal.ts';
import type { Db } from '../store/engine.ts';
import { findItemViews } from '../store/item-views.ts';
import { findItem } from '../store/items.ts';
import { findItemIds, findItemPage, type ItemScope } from '../store/query-items.ts';

/** One item with what is shown beside it. @throws Refusal not_found */
export async function getItem(db: Db, actor: Actor, { item: ref }: { readonly item: ItemRef }): Promise<ItemView> {
  const item = await findItem(db, actor.orgId, ref);
  const [view] = item === undefined ? [] : await findItemViews(db, actor.orgId, [item.id]);
  // Between the two reads it may have moved to where the actor sees nothing: what is shown decides.
  if (view === undefined || view.condition === 'deleted' || !canSee(actor, view.projectId)) throw notFound('item');
  return asSeenBy(actor, view);
}

interface ListItems {
  readonly query: Query;
  readonly conditions: readonly ItemCondition[];
}

/** A page of items, and how many match in all. @throws Refusal invalid (a query that takes too long) */
export async function listItems(
  db: Db,
  actor: Actor,
  list: ListItems,
): Promise<{ readonly items: readonly ItemView[]; readonly total: number }> {
  const { ids, total } = await findItemPage(db, scopeOf(actor, list), list.query);
  return { items: await viewsOf(db, actor, list, ids), total };
}

/** The numbers of all items that match, in order. @throws Refusal invalid (a query that takes too long) */
export async function listItemIds(db: Db, actor: Actor, list: ListItems): Promise<readonly number[]> {
  return (await findItemIds(db, scopeOf(actor, list), list.query)).ids;
}

/** How far somebody has read a list: the revision at which it was found, the place and the item at which they stopped. */
export interface ReadTo {
  readonly revision: number;
  readonly place: number;
  readonly itemId: number;
}

interface ScrollItems extends ListItems {
  /** Null begins the list. */
  readonly from: ReadTo | null;
}

/**
 * The next `limit` items of a list that is read from its beginning to its end; `skip` is not looked at. What is written
 * meanwhile does not move it: it stays the list that was begun or, once that is forgotten, goes on behind the item at
 * which the reader stopped.
 * @throws Refusal invalid (a query that takes too long)
 */
export async function scrollItems(
  db: Db,
  actor: Actor,
  { from, ...list }: ScrollItems,
): Promise<{ readonly items: readonly ItemView[]; readonly total: number; readonly to: ReadTo | null }> {
  const { ids, revision } = await findItemIds(db, scopeOf(actor, list), list.query, from?.revision ?? null);
  const start = from === null ? 0 : from.revision === revision ? from.place : placeBehind(ids, from);
  const place = Math.min(ids.length, start + (list.query.limit ?? ids.length));
  const itemId = ids[place - 1];
  return {
    items: await viewsOf(db, actor, list, ids.slice(start, place)),
    total: ids.length,
    to: itemId === undefined || place === ids.length ? null : { revision, place, itemId },
  };
}

function placeBehind(ids: readonly number[], { itemId, place }: ReadTo): number {
  const found = ids.indexOf(itemId);
  return found === -1 ? place : found + 1;
}

/** How many items match. @throws Refusal invalid (a query that takes too long) */
export async function countItems(db: Db, actor: Actor, list: ListItems): Promise<number> {
  return (await findItemIds(db, scopeOf(actor, list), list.query)).ids.length;
}

function scopeOf(actor: Actor, { conditions }: ListItems): ItemScope {
  return { orgId: actor.orgId, projects: visibleProjects(actor), conditions };
}

/** The items of a list, which may be older than what became of them. */
async function viewsOf(
  db: Db,
  actor: Actor,
  { conditions }: ListItems,
  ids: readonly number[],
): Promise<readonly ItemView[]> {
  const views = await findItemViews(db, actor.orgId, ids);
  return views
    .filter((view) => conditions.includes(view.condition) && canSee(actor, view.projectId))
    .map((view) => asSeenBy(actor, view));
}

/** An item may be in iterations, and a part of an item, of projects that the actor does not know of. */
export function asSeenBy(actor: Actor, view: ItemView): ItemView {
  if (visibleProjects(actor) === 'all') return view;
  return {
    ...view,
    iterations: view.iterations.filter((each) => canSee(actor, each.projectId)),
    parent: view.parent !== null && canSee(actor, view.parent.projectId) ? view.parent : null,
  };
}
