import { randomBytes } from 'node:crypto';
import { type Actor, canSee, mayPlan, requirePlanner } from '../domain/access.ts';
import {
  type Doubts,
  type Fault,
  Refusal,
  type RefusalData,
  refusalData,
  refuseFaults,
  refuseUnreadable,
} from '../domain/refusal.ts';
import {
  type BulkChange,
  type BulkChangeName,
  type BulkRefusal,
  findBulkChange,
  findBulkWork,
  insertBulkChange,
  insertBulkRefusal,
  listBulkChangesOf,
  listBulkRefusals,
  saveBulkProgress,
} from '../store/bulk-changes.ts';
import type { Db } from '../store/engine.ts';
import { findItemNames } from '../store/item-names.ts';
import { findProject } from '../store/projects.ts';
import { type ChangeItem, changeItem } from './change-item.ts';
import { resolveFields, unknownPlace } from './item-fields.ts';
import { planMoves } from './item-iterations.ts';
import type { Tx } from './transact.ts';
import { type TransferItem, transferItem } from './transfer-item.ts';

/** What speaks of one item alone. */
type OfOneItem = 'item' | 'precondition' | 'doubts';

/** What is done to each of many items: one change of it, or its move to another project. */
export type BulkDeed =
  | { readonly change: Omit<ChangeItem, OfOneItem> }
  | { readonly transfer: Omit<TransferItem, OfOneItem> };

/** An item of a bulk change, and what the caller calls it. */
export interface BulkItem {
  readonly ref: { readonly id: number } | { readonly key: string };
  readonly name: string;
}

/** The items of a bulk change, and what is to be done to each. */
export interface StartBulkChange {
  readonly items: readonly BulkItem[];
  readonly deed: BulkDeed;
  readonly doubts?: Doubts;
}

/** How many items one bulk change may have (vendor page "Bulk changes to issues"). */
export const bulkLimit = 10_000;
/** How many items are changed in one transaction, while other writers wait. */
const itemsAtOnce = 50;
const listed = 100;

/**
 * Checks a bulk change as a whole and stores it; nothing is changed by it yet. Whoever heeds `bulk_change.started` has
 * it carried out. An item that is named twice is changed once.
 * @throws Refusal forbidden, invalid (one item is not there or may not be changed, or the change names what is not
 * there), and what `planMoves` refuses whatever the item
 */
export async function startBulkChange(tx: Tx, start: StartBulkChange): Promise<BulkChange> {
  const { db, actor, now } = tx;
  const { orgId } = actor;
  if (actor.scope === 'read') throw new Refusal('forbidden', 'Planning rights are needed for this project');
  refuseUnreadable(start.doubts);
  const { itemIds, faults } = await findItems(tx, start.items);
  refuseFaults({ faults: [...(start.doubts?.faults ?? []), ...faults] });
  await checkDeed(tx, start.deed);
  const id = randomBytes(12).toString('hex');
  await insertBulkChange(db, { orgId, id, actor, deed: start.deed, itemIds, at: now });
  await tx.emit({ kind: 'bulk_change.started', projectId: null, data: { bulkChangeId: id } });
  const creator = { id: actor.userId, uid: actor.userUid, name: actor.name };
  return { orgId, id, status: 'created', total: itemIds.length, done: 0, refused: 0, createdAt: now, creator };
}

/**
 * Changes the next items of a bulk change, in the name and with the rights of who asked for it, and answers whether
 * that was all. What one item refuses is noted and does not keep the others from being changed. A bulk change of which
 * every item was refused has failed.
 */
export async function continueBulkChange(tx: Tx, { id }: { readonly id: string }): Promise<boolean> {
  const { db, now } = tx;
  const name: BulkChangeName = { orgId: tx.actor.orgId, id };
  const work = await findBulkWork(db, name);
  if (work === undefined) return true;
  // What was stored is what `startBulkChange` was given.
  // oxlint-disable-next-line typescript/consistent-type-assertions
  const deed = work.deed as BulkDeed;
  let { done, refused } = work;
  for (const itemId of work.itemIds.slice(done, done + itemsAtOnce)) {
    const refusal = await refusalOf(tx.apart((part) => perform(part, deed, itemId)));
    done += 1;
    if (refusal === undefined) continue;
    refused += 1;
    await insertBulkRefusal(db, name, itemId, refusal);
  }
  const isOver = done === work.itemIds.length;
  const status = !isOver ? 'running' : refused === done ? 'failed' : 'complete';
  await saveBulkProgress(db, { ...name, status, done, refused, at: now });
  if (isOver) await tx.emit({ kind: 'bulk_change.finished', projectId: null, data: { bulkChangeId: id, status } });
  return isOver;
}

/** One bulk change that the actor asked for. @throws Refusal not_found */
export async function getBulkChange(db: Db, actor: Actor, { id }: { readonly id: string }): Promise<BulkChange> {
  const found = await findBulkChange(db, { orgId: actor.orgId, id, personId: actor.userId });
  if (found === undefined) throw new Refusal('not_found', 'There is no such bulk change');
  return found;
}

/** The newest bulk changes that the actor asked for. */
export async function listBulkChanges(db: Db, actor: Actor): Promise<readonly BulkChange[]> {
  return listBulkChangesOf(db, actor.orgId, actor.userId, listed);
}

/** The items that a bulk change left as they were, as far as the actor can see them. @throws Refusal not_found */
export async function listRefusedItems(
  db: Db,
  actor: Actor,
  name: { readonly id: string },
): Promise<readonly BulkRefusal[]> {
  const { orgId, id } = await getBulkChange(db, actor, name);
  return (await listBulkRefusals(db, { orgId, id })).filter(({ item }) => canSee(actor, item.projectId));
}

async function perform(tx: Tx, deed: BulkDeed, id: number): Promise<void> {
  if ('change' in deed) await changeItem(tx, { ...deed.change, item: { id } });
  else await transferItem(tx, { ...deed.transfer, item: { id } });
}

/** What was refused; an error that is not a refusal is thrown. */
async function refusalOf(work: Promise<void>): Promise<RefusalData | undefined> {
  try {
    await work;
    return undefined;
  } catch (error) {
    if (error instanceof Refusal) return refusalData(error);
    throw error;
  }
}

/** The numbers of the items, each once, and a fault with the names of all that the actor cannot change. */
async function findItems(
  { db, actor }: Tx,
  items: readonly BulkItem[],
): Promise<{ readonly itemIds: readonly number[]; readonly faults: readonly Fault[] }> {
  const keys = items.flatMap(({ ref }) => ('key' in ref ? [ref.key] : []));
  const ids = items.flatMap(({ ref }) => ('id' in ref ? [ref.id] : []));
  const plannable = (await findItemNames(db, actor.orgId, keys, ids)).filter((each) => mayPlan(actor, each.projectId));
  const byName = new Map(plannable.map(({ name, id }) => [name, id]));
  const idOf = ({ ref }: BulkItem) => byName.get('key' in ref ? ref.key : String(ref.id));
  const missing = items.filter((each) => idOf(each) === undefined).map(({ name }) => name);
  const message = 'There is no such item, or it may not be changed';
  return {
    itemIds: [...new Set(items.flatMap((each) => idOf(each) ?? []))],
    faults: missing.length === 0 ? [] : [{ field: 'items', rule: 'reference', message, names: missing }],
  };
}

/** Refuses what no item could be given. */
async function checkDeed(tx: Tx, deed: BulkDeed): Promise<void> {
  if ('transfer' in deed) {
    const project = await findProject(tx.db, tx.actor.orgId, deed.transfer.to);
    if (project === undefined || !canSee(tx.actor, project.id)) throw unknownPlace('project');
    requirePlanner(tx.actor, project.id, 'project');
  }
  const { fields, iterations } = 'change' in deed ? deed.change : deed.transfer;
  await resolveFields(tx, fields, null);
  await planMoves(tx, null, iterations);
}
