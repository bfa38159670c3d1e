import { randomUUID } from 'node:crypto';
import { type Actor, mayPlanAnywhere } from '../domain/access.ts';
import type { ItemType } from '../domain/board-item.ts';
import { type Doubts, Refusal, refuseFaults, refuseUnreadable } from '../domain/refusal.ts';
import type { Db } from '../store/engine.ts';
import { takeNumbers } from '../store/events.ts';
import {
  deleteItemType,
  insertItemType,
  isTypeInUse,
  saveItemType,
  listItemTypes as typesOf,
} from '../store/item-types.ts';
import type { Tx } from './transact.ts';

/** What a type of items is told of itself. */
export type ItemTypeFields = Partial<Pick<ItemType, 'name' | 'letter' | 'color' | 'descriptionTemplate' | 'archived'>>;

/** Makes a type of items. @throws Refusal forbidden, invalid */
export async function createItemType(
  tx: Tx,
  create: { readonly fields: ItemTypeFields & { readonly name: string }; readonly doubts?: Doubts },
): Promise<ItemType> {
  requireTypist(tx.actor);
  refuseUnreadable(create.doubts);
  refuseFaults(create.doubts);
  const id = await takeNumbers(tx.db, tx.actor.orgId, 'item_type');
  const type: ItemType = {
    letter: [...create.fields.name][0]?.toUpperCase() ?? '',
    color: 2,
    descriptionTemplate: null,
    archived: false,
    ...create.fields,
    id,
    uid: randomUUID(),
    key: `type${id}`,
    createdAt: tx.now,
    updatedAt: tx.now,
  };
  await insertItemType(tx.db, tx.actor.orgId, type);
  await tell(tx, 'item_type.created', type);
  return type;
}

/** Changes a type of items. @throws Refusal forbidden, not_found, invalid */
export async function changeItemType(
  tx: Tx,
  change: { readonly id: number; readonly fields: ItemTypeFields; readonly doubts?: Doubts },
): Promise<ItemType> {
  const before = await requireType(tx, change.id);
  requireTypist(tx.actor);
  refuseUnreadable(change.doubts);
  refuseFaults(change.doubts);
  const type: ItemType = { ...before, ...change.fields };
  if (JSON.stringify(type) === JSON.stringify(before)) return before;
  const saved = { ...type, updatedAt: Math.max(tx.now, before.updatedAt) };
  await saveItemType(tx.db, tx.actor.orgId, saved);
  await tell(tx, 'item_type.changed', saved);
  return saved;
}

/** Removes a type of items that no item has any more. @throws Refusal forbidden, not_found, invalid */
export async function removeItemType(tx: Tx, { id }: { readonly id: number }): Promise<void> {
  const type = await requireType(tx, id);
  requireTypist(tx.actor);
  if (await isTypeInUse(tx.db, tx.actor.orgId, type.key)) {
    throw new Refusal('invalid', 'There are items of this type', { field: 'type' });
  }
  await deleteItemType(tx.db, tx.actor.orgId, id);
  await tell(tx, 'item_type.removed', type);
}

/** The types that the organization has made beside the built-in ones, oldest first. */
export async function listItemTypes(db: Db, actor: Actor): Promise<readonly ItemType[]> {
  return typesOf(db, actor.orgId);
}

async function requireType(tx: Tx, id: number): Promise<ItemType> {
  const type = (await typesOf(tx.db, tx.actor.orgId)).find((each) => each.id === id);
  if (type === undefined) throw new Refusal('not_found', 'There is no such type');
  return type;
}

function requireTypist(actor: Actor): void {
  if (!mayPlanAnywhere(actor)) throw new Refusal('forbidden', 'Planning rights are needed');
}

async function tell(tx: Tx, kind: string, { id, name }: ItemType): Promise<void> {
  await tx.emit({ kind, projectId: null, data: { typeId: id, name } });
}
