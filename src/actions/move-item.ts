import { canSee, requirePlanner } from '../domain/access.ts';
import type { Item, ItemRef, Membership } from '../domain/item.ts';
import { isClosed, isOpen } from '../domain/iteration.ts';
import { type Doubts, notFound, Refusal, refuseFaults, refuseUnreadable } from '../domain/refusal.ts';
import { findItem, listLiveMemberships, saveItem } from '../store/items.ts';
import { getMembership } from '../store/memberships.ts';
import { enter, leave } from './item-iterations.ts';
import { type LookFor, requireIteration } from './require-iteration.ts';
import type { Tx } from './transact.ts';

/** An item and the iteration it is to enter or leave. */
export interface MoveItem extends LookFor {
  readonly item: ItemRef;
  readonly doubts?: Doubts;
  readonly policy: LookFor['policy'] & {
    /** What entering ends: every other open membership of the item that the caller can see, or only those on the same board. */
    readonly leaves: 'every other' | 'same board';
    /** Whether an item of another project of the organization may enter. */
    readonly takesForeign: boolean;
  };
}

/**
 * Enters an item into an open iteration at its end, leaving the open ones that the policy names. An item that is in
 * already keeps its record.
 * @throws Refusal not_found, forbidden, invalid, item_of_another_project, iteration_not_open, item_not_live
 */
export async function enterIteration(tx: Tx, move: MoveItem): Promise<Membership> {
  const { db, actor } = tx;
  const { orgId } = actor;
  const iteration = await requireIteration(tx, move);
  requirePlanner(actor, iteration.projectId, 'iteration');
  refuseUnreadable(move.doubts);
  refuseFaults(move.doubts);
  const item = await requireItem(tx, move.item);
  if (item.projectId !== iteration.projectId && !move.policy.takesForeign) {
    throw new Refusal('item_of_another_project', 'The item belongs to another project', { field: 'item' });
  }
  if (!isOpen(iteration))
    throw new Refusal('iteration_not_open', 'Items can only be added to a planned or active iteration');
  if (item.condition !== 'live')
    throw new Refusal('item_not_live', 'An archived or deleted item cannot be added', { field: 'item' });

  const memberships = await listLiveMemberships(db, orgId, item.id);
  const present = memberships.find((each) => each.iterationId === iteration.id);
  if (present !== undefined) return getMembership(db, orgId, present.id);
  const left = memberships.filter(
    (each) =>
      isOpen(each) &&
      canSee(actor, each.projectId) &&
      (move.policy.leaves === 'every other' || each.boardId === iteration.boardId),
  );
  for (const each of left) requirePlanner(actor, each.projectId, 'iteration');
  await raiseItem(tx, item);
  const id = await enter(tx, item, iteration, left);
  return getMembership(db, orgId, id);
}

/**
 * Takes an item out of an iteration; the record stays, with who and when.
 * @throws Refusal not_found (also when the item is not in it), forbidden, iteration_closed
 */
export async function leaveIteration(tx: Tx, move: MoveItem): Promise<Membership> {
  const { db, actor } = tx;
  const { orgId } = actor;
  const iteration = await requireIteration(tx, move);
  requirePlanner(actor, iteration.projectId, 'iteration');
  refuseUnreadable(move.doubts);
  const item = await requireItem(tx, move.item);
  const memberships = await listLiveMemberships(db, orgId, item.id);
  const present = memberships.find((each) => each.iterationId === iteration.id);
  if (present === undefined) throw new Refusal('not_found', 'The item is not in this iteration');
  if (isClosed(iteration)) {
    throw new Refusal('iteration_closed', 'Items cannot be taken out of a closed iteration');
  }
  await raiseItem(tx, item);
  await leave(tx, item, present);
  return getMembership(db, orgId, present.id);
}

async function requireItem(tx: Tx, ref: ItemRef): Promise<Item> {
  const item = await findItem(tx.db, tx.actor.orgId, ref);
  if (item === undefined || !canSee(tx.actor, item.projectId)) throw notFound('item', 'item');
  requirePlanner(tx.actor, item.projectId, 'item');
  return item;
}

/** Notes on an item that it has changed, one version higher. */
export async function raiseItem(tx: Tx, item: Item): Promise<void> {
  await saveItem(tx.db, {
    ...item,
    version: item.version + 1,
    updatedAt: Math.max(tx.now, item.updatedAt),
    updatedBy: tx.actor.userId,
  });
}
