import { mayPlan, requirePlanner } from '../domain/access.ts';
import type { ChangePolicy } from '../domain/change-of-iteration.ts';
import type { Item } from '../domain/item.ts';
import { type IterationView, isClosed, isOpen } from '../domain/iteration.ts';
import { noPrecondition } from '../domain/precondition.ts';
import { type NotReversed, type Receipt, type Reversal, type Settled, settledOf } from '../domain/receipt.ts';
import { type Doubts, notFound, Refusal, refuseFaults, refuseUnreadable } from '../domain/refusal.ts';
import { membersAmong } from '../store/bulk-moves.ts';
import { countCarry, versionsOfItems } from '../store/closing-items.ts';
import { findItem } from '../store/items.ts';
import { findIteration, getIteration } from '../store/iterations.ts';
import { readCounters } from '../store/ledger.ts';
import { findReceipt, listReceipts, markReversed } from '../store/receipts.ts';
import { letGo } from './carry-items.ts';
import { changeItem, storeChange } from './change-item.ts';
import { changeIteration } from './change-iteration.ts';
import { removeIteration } from './remove-iteration.ts';
import type { Tx } from './transact.ts';

/** A close that is to be taken back. */
export interface ReverseReceipt {
  readonly receiptId: number;
  readonly doubts?: Doubts;
  readonly policy: ChangePolicy & { readonly findsRemoved: boolean; readonly findsGroups: boolean };
}

/** What was taken back: the receipt with the outcome noted on it, and the iteration, which is open again. */
export interface ReversedReceipt {
  readonly receipt: Receipt;
  readonly iteration: IterationView;
}

/**
 * Takes a close back: opens the iteration again and undoes what was done with each unfinished item, unless the item has
 * changed since, so that nothing later is lost; such items stay as they are and are listed.
 * @throws Refusal not_found, forbidden, transition_not_allowed (reversed already, or the iteration is not as this close left it)
 */
export async function reverseReceipt(tx: Tx, reverse: ReverseReceipt): Promise<ReversedReceipt> {
  const { db, actor, now } = tx;
  const receipt = await findReceipt(db, actor.orgId, reverse.receiptId);
  const before = receipt && (await findIteration(db, actor.orgId, { id: receipt.iterationId }));
  if (receipt === undefined || before === undefined) throw notFound('receipt');
  requirePlanner(actor, before.projectId, 'iteration');
  refuseUnreadable(reverse.doubts);
  refuseFaults(reverse.doubts);
  await requireReversible(tx, receipt, before);

  const settled = settledOf(receipt.content.groups);
  const fates = await fatesOf(tx, receipt, settled);
  const undone = settled.filter(({ itemId }) => !fates.has(itemId));
  await takeBackCarried(tx, undone);
  // Before the iteration opens: what an item leaves then would be told of it as having come while it was closed.
  const { iteration } = await changeIteration(tx, {
    iteration: { id: before.id },
    precondition: noPrecondition,
    fields: {},
    status: 'active',
    policy: reverse.policy,
  });
  await restore(tx, receipt, undone);
  const stillAway = await bringBack(tx, receipt);
  const keepsNewIteration = await keepsMade(tx, receipt, reverse.policy);
  const refused = settled.flatMap(({ itemId }) => {
    const reason = fates.get(itemId);
    return reason === undefined ? [] : [{ itemId, reason }];
  });
  const outcome: Reversal = { refused: [...refused, ...stillAway], keepsNewIteration };
  await markReversed(db, receipt, { at: now, by: actor.userId, outcome });
  await tx.emit({
    kind: 'receipt.reversed',
    projectId: before.projectId,
    iterationId: before.id,
    data: { receiptId: receipt.id, refused: outcome.refused.map(({ itemId }) => itemId) },
  });
  return { receipt: { ...receipt, reversed: { at: now, by: actor.userId, outcome } }, iteration };
}

async function requireReversible(tx: Tx, receipt: Receipt, iteration: IterationView): Promise<void> {
  const no = (message: string) => new Refusal('transition_not_allowed', message);
  if (receipt.reversed !== null) throw no('This close has been taken back already');
  const newest = (await listReceipts(tx.db, receipt.orgId, [iteration.id])).at(-1);
  if (!isClosed(iteration) || newest?.id !== receipt.id) {
    throw no('The iteration has been opened again since this close');
  }
}

/** Why items cannot be taken back; those that can are not in it. What stayed where it was has nothing to take back. */
async function fatesOf(
  tx: Tx,
  { content }: Receipt,
  settled: readonly Settled[],
): Promise<ReadonlyMap<number, NotReversed>> {
  const { db, actor } = tx;
  const moved = settled.filter(({ choice }) => choice.action !== 'stay');
  const children = new Map(content.splits.map((split) => [split.itemId, split]));
  const ids = [...moved.map(({ itemId }) => itemId), ...content.splits.map(({ childId }) => childId)];
  const versions = await versionsOfItems(db, actor.orgId, ids);
  const projects = new Map(moved.map(({ itemId }) => [itemId, content.before[itemId] !== undefined]));
  const closed = new Map<number, boolean>();
  const fates = new Map<number, NotReversed>();
  for (const { itemId, choice, version } of moved) {
    const child = children.get(itemId);
    const isGone = !versions.has(itemId) || (child !== undefined && !versions.has(child.childId));
    const isChanged =
      versions.get(itemId) !== version || (child !== undefined && versions.get(child.childId) !== child.childVersion);
    if (isGone) fates.set(itemId, 'deleted');
    else if (isChanged) fates.set(itemId, 'changed');
    else if ('to' in choice && !(await isStillOpen(tx, choice.to, closed))) fates.set(itemId, 'destination_closed');
    else if (projects.get(itemId) === true && !(await mayRestore(tx, itemId))) fates.set(itemId, 'not_permitted');
  }
  return fates;
}

async function isStillOpen(tx: Tx, id: number, known: Map<number, boolean>): Promise<boolean> {
  const open = known.get(id) ?? isOpen(await getIteration(tx.db, tx.actor.orgId, { id }));
  known.set(id, open);
  return open;
}

async function mayRestore(tx: Tx, itemId: number): Promise<boolean> {
  const item = await findItem(tx.db, tx.actor.orgId, { id: itemId });
  return item !== undefined && mayPlan(tx.actor, item.projectId);
}

/** Takes items out of the iterations into which the close carried them, each iteration's at once. */
async function takeBackCarried(tx: Tx, undone: readonly Settled[]): Promise<void> {
  const { db, actor } = tx;
  const targets = new Map<number, number[]>();
  for (const { itemId, choice } of undone) {
    if (choice.action === 'carry') targets.set(choice.to, [...(targets.get(choice.to) ?? []), itemId]);
  }
  for (const [id, itemIds] of targets) {
    const iteration = await getIteration(db, actor.orgId, { id });
    const items = await membersAmong(db, actor.orgId, id, itemIds);
    await letGo(tx, iteration, items, (_, stamp) => countCarry(db, { ...stamp, sign: -1 }));
  }
}

/** Gives items back what the close has changed of them, and deletes the rest of what it had split. */
async function restore(tx: Tx, { content }: Receipt, undone: readonly Settled[]): Promise<void> {
  const children = new Map(content.splits.map(({ itemId, childId }) => [itemId, childId]));
  for (const { itemId } of undone) {
    const childId = children.get(itemId);
    if (childId !== undefined) await changeItem(tx, { item: { id: childId }, fields: { condition: 'deleted' } });
    const fields = content.before[itemId];
    const item = fields && (await findItem(tx.db, tx.actor.orgId, { id: itemId }));
    if (item !== undefined) await storeChange(tx, item, raised(tx, { ...item, ...fields }));
  }
}

/** Brings back what was put away with the iteration; answers what stays away, because it has changed since. */
async function bringBack(tx: Tx, { content }: Receipt): Promise<Reversal['refused']> {
  const refused: { itemId: number; reason: NotReversed }[] = [];
  for (const { id, version } of content.archived) {
    const item = await findItem(tx.db, tx.actor.orgId, { id });
    if (item === undefined || item.condition === 'deleted') refused.push({ itemId: id, reason: 'deleted' });
    else if (item.version !== version) refused.push({ itemId: id, reason: 'changed' });
    else if (!mayPlan(tx.actor, item.projectId)) refused.push({ itemId: id, reason: 'not_permitted' });
    else await storeChange(tx, item, raised(tx, { ...item, condition: 'live' }));
  }
  return refused;
}

function raised(tx: Tx, item: Item): Item {
  const { now, actor } = tx;
  return {
    ...item,
    version: item.version + 1,
    updatedAt: Math.max(now, item.updatedAt),
    updatedBy: actor.userId,
  };
}

/** Removes the iteration that the close had made, unless somebody has used it since. */
async function keepsMade(tx: Tx, { content }: Receipt, policy: ReverseReceipt['policy']): Promise<boolean> {
  const id = content.newIterationId;
  if (id === null) return false;
  const made = await getIteration(tx.db, tx.actor.orgId, { id });
  if (made.status === 'removed') return false;
  const { memberItems } = await readCounters(tx.db, made.orgId, made.id);
  if (made.version > 1 || memberItems > 0) return true;
  await removeIteration(tx, { iteration: { id }, precondition: noPrecondition, policy: { ...policy, target: 'open' } });
  return false;
}
