import type { Carried } from '../domain/item.ts';
import { bulkStandings, sumsOfBulk } from '../domain/item-facts.ts';
import type { Iteration } from '../domain/iteration.ts';
import type { Counters, Fact } from '../domain/ledger.ts';
import { ledgerDay } from '../domain/ledger-day.ts';
import type { Rank } from '../domain/rollover-policy.ts';
import {
  type BulkItem,
  endMemberships,
  insertMemberships,
  liveItems,
  movableItems,
  replannedItems,
  touchItems,
} from '../store/bulk-moves.ts';
import type { StoredEvent } from '../store/events.ts';
import { readIterationRules } from '../store/iteration-rules.ts';
import { recordFacts } from '../store/ledger.ts';
import { noteCarried } from './scope-room.ts';
import type { NewEvent, Tx } from './transact.ts';

/**
 * Enters what an iteration that is being removed holds into another one. The memberships in the first iteration stay: they
 * are the record of what it held.
 */
export async function carryItems(tx: Tx, move: { readonly from: Iteration; readonly to: Iteration }): Promise<Carried> {
  const { from, to } = move;
  const where = { orgId: tx.actor.orgId, from: from.id, to: to.id, toBoard: to.boardId };
  return carryInto(tx, { ...move, items: await movableItems(tx.db, where), rank: 'bottom' });
}

/**
 * Enters items of one iteration into another with set statements, whatever their number, and answers the new records
 * in order. That raises the items' versions, which is left to the caller.
 */
export async function carryInto(
  tx: Tx,
  move: {
    readonly from: Iteration;
    readonly to: Iteration;
    readonly items: readonly BulkItem[];
    readonly rank: Rank;
  },
): Promise<Carried> {
  const { db, actor, now } = tx;
  const { orgId } = actor;
  const { from, to, items, rank } = move;
  if (items.length === 0) return nothingCarried(tx, to);
  const itemIds = items.map(({ id }) => id);
  const stamp = { orgId, itemIds, at: now, by: actor.userId };
  await noteCarried(tx, to, items, from.id);
  const { seq } = await recordBulk(tx, to, items, { kind: 'items.carried', data: { fromIterationId: from.id } });
  const firstSortOrder = await insertMemberships(db, { ...stamp, seq, iterationId: to.id, rank });
  const { arrival } = nothingCarried(tx, to);
  return {
    moved: items.map(({ id, uid }) => ({ itemId: id, itemUid: uid })),
    arrival: { ...arrival, firstSortOrder },
  };
}

/** What a move without anything to move comes to. */
export function nothingCarried(tx: Tx, to: Iteration): Carried {
  const arrival = { iterationUid: to.uid, addedByUid: tx.actor.userUid, at: tx.now, firstSortOrder: 0 };
  return { moved: [], arrival };
}

/** Ends every membership of an iteration that is being removed. */
export async function letGoAll(tx: Tx, iteration: Iteration): Promise<void> {
  await letGo(tx, iteration, await liveItems(tx.db, tx.actor.orgId, iteration.id));
}

/** After a reopening: ends the memberships of items that have meanwhile been planned in another open iteration of the board. */
export async function letGoReplanned(tx: Tx, iteration: Iteration): Promise<void> {
  const { orgId } = tx.actor;
  await letGo(
    tx,
    iteration,
    await replannedItems(tx.db, { orgId, iterationId: iteration.id, boardId: iteration.boardId }),
  );
}

/** Ends the memberships of some items in an iteration. `raise` notes on the items that they have changed. */
export async function letGo(
  tx: Tx,
  iteration: Iteration,
  items: readonly BulkItem[],
  raise: typeof touchItems = touchItems,
): Promise<void> {
  if (items.length === 0) return;
  const { orgId, userId } = tx.actor;
  const itemIds = items.map(({ id }) => id);
  const stamp = { orgId, itemIds, at: tx.now, by: userId };
  await raise(tx.db, stamp);
  const { seq } = await recordBulk(tx, iteration, items, { kind: 'items.let_go', data: {} });
  await endMemberships(tx.db, { ...stamp, seq, iterationId: iteration.id });
}

/** Tells of items that come or go all at once, and writes to the ledger what that means. */
async function recordBulk(
  tx: Tx,
  iteration: Iteration,
  items: readonly BulkItem[],
  { kind, data }: Pick<NewEvent, 'data'> & { readonly kind: 'items.carried' | 'items.let_go' },
): Promise<StoredEvent> {
  const { orgId } = tx.actor;
  const touches = [...new Set(items.map(({ projectId }) => projectId))].sort((a, b) => a - b);
  const bulk = bulkStandings(items);
  const stored = await tx.emit({
    kind,
    projectId: iteration.projectId,
    iterationId: iteration.id,
    touches,
    data: { ...data, ...bulk },
  });
  const rules = await readIterationRules(tx.db, orgId, iteration.id);
  const unestimatedAs = rules.defaultEstimate ?? 0;
  const facts = sumsOfBulk(bulk, kind === 'items.carried' ? 'in' : 'out', unestimatedAs);
  await recordFacts(tx.db, {
    orgId,
    eventSeq: stored.seq,
    iterationId: iteration.id,
    itemId: null,
    at: tx.now,
    day: ledgerDay(iteration, rules, tx.now),
    isGrace: iteration.status === 'active',
    facts,
    counters: countersOf(facts),
  });
  return stored;
}

/** What facts about items that come or go do to the counters of their iteration. */
function countersOf(facts: readonly Fact[]): Counters {
  const of = (kind: Fact['kind']) => facts.find((fact) => fact.kind === kind) ?? { points: 0, items: 0 };
  const change = (come: Fact['kind'], go: Fact['kind']) => ({
    points: of(come).points - of(go).points,
    items: of(come).items - of(go).items,
  });
  const [open, done] = [change('added', 'removed'), change('done_in', 'done_out')];
  return {
    memberItems: open.items + done.items + change('cancelled_in', 'cancelled_out').items,
    scopePoints: open.points + done.points,
    scopeItems: open.items + done.items,
    donePoints: done.points,
    doneItems: done.items,
    unestimatedItems: change('unestimated', 'estimated').items,
  };
}
