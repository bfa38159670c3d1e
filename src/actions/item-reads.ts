import { type Actor, canSee, visibleProjects } from '../domain/access.ts';
import type { Query } from '../domain/filter.ts';
import type { Item, ItemCondition, ItemRef } from '../domain/item.ts';
import type { ItemView } from '../domain/item-view.ts';
import { notFound } from '../domain/refusal.ts';
import type { Db } from '../store/engine.ts';
import { findItemViews } from '../store/item-views.ts';
import { findItem } from '../store/items.ts';
import { findItemIds } from '../store/query-items.ts';

/** One item with what is shown beside it. @throws Refusal not_found */
export async function getItem(db: Db, actor: Actor, { item: ref }: { readonly item: ItemRef }): Promise<ItemView> {
  const item: Item | undefined = await findItem(db, actor.orgId, ref);
  if (item === undefined || item.condition === 'deleted' || !canSee(actor, item.projectId)) throw notFound('item');
  const [view] = await findItemViews(db, actor.orgId, [item.id]);
  if (view === undefined) throw notFound('item');
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
  { query, conditions }: ListItems,
): Promise<{ readonly items: readonly ItemView[]; readonly total: number }> {
  const ids = await findItemIds(db, { orgId: actor.orgId, projects: visibleProjects(actor), conditions }, query);
  const page = ids.slice(query.skip, query.limit === null ? undefined : query.skip + query.limit);
  const items = await findItemViews(db, actor.orgId, page);
  return { items: items.map((item) => asSeenBy(actor, item)), total: ids.length };
}

/** How many items match. @throws Refusal invalid (a query that takes too long) */
export async function countItems(db: Db, actor: Actor, { query, conditions }: ListItems): Promise<number> {
  const scope = { orgId: actor.orgId, projects: visibleProjects(actor), conditions };
  return (await findItemIds(db, scope, query)).length;
}

/** An item may be in iterations of projects that the actor does not know of. */
function asSeenBy(actor: Actor, view: ItemView): ItemView {
  const iterations = view.iterations.filter((each) => canSee(actor, each.projectId));
  return iterations.length === view.iterations.length ? view : { ...view, iterations };
}
