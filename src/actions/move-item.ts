import { requirePlanner } from '../domain/access.ts';
import type { Item, ItemRef, Membership } from '../domain/item.ts';
import { isClosed, isOpen } from '../domain/iteration.ts';
import { type Doubts, notFound, Refusal, refuseFaults, refuseUnreadable } from '../domain/refusal.ts';
import { findItem, listLiveMemberships, saveItem } from '../store/items.ts';
import { endMembership, getMembership, insertMembership } from '../store/memberships.ts';
import { zoneOf } from '../store/zones.ts';
import { recordStanding, standingOf } from './record-standing.ts';
import { type LookFor, requireIteration } from './require-iteration.ts';
import type { Tx } from './transact.ts';

/** An item and the iteration it is to enter or leave. */
export interface MoveItem extends LookFor {
  readonly item: ItemRef;
  readonly doubts?: Doubts;
  readonly policy: LookFor['policy'] & {
    /** What entering ends: every other open membership of the item, or only those on the same board. */
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
  const { db, actor, now } = tx;
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
    (each) => isOpen(each) && (move.policy.leaves === 'every other' || each.boardId === iteration.boardId),
  );
  for (const each of left) await endMembership(db, { orgId, id: each.id, at: now, by: actor.userId });
  const id = await insertMembership(db, {
    orgId,
    iterationId: iteration.id,
    itemId: item.id,
    at: now,
    by: actor.userId,
  });
  await raiseItem(tx, item);

  const event = await tx.emit({
    kind: 'item.entered',
    projectId: iteration.projectId,
    iterationId: iteration.id,
    itemId: item.id,
    touches: [item.projectId, ...left.map((each) => each.projectId)],
    data: { left: left.map((each) => each.iterationId) },
  });
  for (const each of left)
    await recordStanding(tx, event.seq, each, item, standingOf(item, true), standingOf(item, false));
  const zone = await zoneOf(db, orgId, iteration.id);
  await recordStanding(
    tx,
    event.seq,
    { ...iteration, iterationId: iteration.id, zone },
    item,
    standingOf(item, false),
    standingOf(item, true),
  );
  return getMembership(db, orgId, id);
}

/**
 * Takes an item out of an iteration; the record stays, with who and when.
 * @throws Refusal not_found (also when the item is not in it), forbidden, iteration_closed
 */
export async function leaveIteration(tx: Tx, move: MoveItem): Promise<Membership> {
  const { db, actor, now } = tx;
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
  await endMembership(db, { orgId, id: present.id, at: now, by: actor.userId });
  await raiseItem(tx, item);
  const event = await tx.emit({
    kind: 'item.left',
    projectId: iteration.projectId,
    iterationId: iteration.id,
    itemId: item.id,
    touches: [item.projectId],
  });
  await recordStanding(tx, event.seq, present, item, standingOf(item, true), standingOf(item, false));
  return getMembership(db, orgId, present.id);
}

async function requireItem(tx: Tx, ref: ItemRef): Promise<Item> {
  const item = await findItem(tx.db, tx.actor.orgId, ref);
  if (item === undefined) throw notFound('item', 'item');
  requirePlanner(tx.actor, item.projectId, 'item');
  return item;
}

async function raiseItem(tx: Tx, item: Item): Promise<void> {
  await saveItem(tx.db, {
    ...item,
    version: item.version + 1,
    updatedAt: Math.max(tx.now, item.updatedAt),
    updatedBy: tx.actor.userId,
  });
}
