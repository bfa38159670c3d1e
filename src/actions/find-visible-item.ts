import { type Actor, canSee } from '../domain/access.ts';
import type { Item, ItemRef } from '../domain/item.ts';
import { notFound } from '../domain/refusal.ts';
import type { Db } from '../store/engine.ts';
import { findItem } from '../store/items.ts';

/** The item, as far as it is there for the actor: none that was deleted. @throws Refusal not_found */
export async function findVisibleItem(db: Db, actor: Actor, ref: ItemRef): Promise<Item> {
  const item = await findItem(db, actor.orgId, ref);
  if (item === undefined || item.condition === 'deleted' || !canSee(actor, item.projectId)) throw notFound('item');
  return item;
}
