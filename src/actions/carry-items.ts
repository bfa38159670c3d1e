import type { Membership } from '../domain/item.ts';
import type { Iteration } from '../domain/iteration.ts';
import { addCounters, type Counters, emptyCounters, type Fact } from '../domain/ledger.ts';
import { ledgerDay } from '../domain/ledger-day.ts';
import {
  endMemberships,
  insertMemberships,
  liveItems,
  type MemberChoice,
  type MemberSum,
  movableItems,
  projectsOf,
  replannedItems,
  sumMembers,
  touchItems,
} from '../store/bulk-moves.ts';
import type { StoredEvent } from '../store/events.ts';
import { recordFacts } from '../store/ledger.ts';
import { listMembershipsFrom } from '../store/memberships.ts';
import { zoneOf } from '../store/zones.ts';
import type { Tx } from './transact.ts';

/**
 * Enters items of one iteration into another with set statements, whatever their number, and answers the new records
 * in order. The memberships in the first iteration stay: they are the record of what it held.
 */
export async function carryItems(
  tx: Tx,
  move: { readonly from: Iteration; readonly to: Iteration; readonly choice: MemberChoice },
): Promise<readonly Membership[]> {
  const { db, actor, now } = tx;
  const { orgId } = actor;
  const itemIds = await movableItems(db, {
    orgId,
    from: move.from.id,
    to: move.to.id,
    toBoard: move.to.boardId,
    choice: move.choice,
  });
  if (itemIds.length === 0) return [];
  const sums = await sumMembers(db, orgId, itemIds);
  const stamp = { orgId, itemIds, at: now, by: actor.userId };
  const data = { fromIterationId: move.from.id, itemIds };
  const { seq } = await recordBulk(tx, move.to, 'items.carried', data, arrivals(sums), countersFrom(sums));
  const first = await insertMemberships(db, { ...stamp, seq, iterationId: move.to.id });
  // Where all are taken the first iteration lets go of them next, which raises their versions too.
  if (move.choice === 'unfinished') await touchItems(db, stamp);
  return listMembershipsFrom(db, orgId, move.to.id, first);
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

async function letGo(tx: Tx, iteration: Iteration, itemIds: readonly number[]): Promise<void> {
  if (itemIds.length === 0) return;
  const { orgId, userId } = tx.actor;
  const sums = await sumMembers(tx.db, orgId, itemIds);
  const stamp = { orgId, itemIds, at: tx.now, by: userId };
  await touchItems(tx.db, stamp);
  const counters = addCounters(emptyCounters, countersFrom(sums), -1);
  const { seq } = await recordBulk(tx, iteration, 'items.let_go', { itemIds }, departures(sums), counters);
  await endMemberships(tx.db, { ...stamp, seq, iterationId: iteration.id });
}

async function recordBulk(
  tx: Tx,
  iteration: Iteration,
  kind: string,
  data: { readonly itemIds: readonly number[]; readonly fromIterationId?: number },
  facts: readonly Fact[],
  counters: Counters,
): Promise<StoredEvent> {
  const { orgId } = tx.actor;
  const touches = await projectsOf(tx.db, orgId, data.itemIds);
  const event = await tx.emit({ kind, projectId: iteration.projectId, iterationId: iteration.id, touches, data });
  const zone = await zoneOf(tx.db, orgId, iteration.id);
  await recordFacts(tx.db, {
    orgId,
    eventSeq: event.seq,
    iterationId: iteration.id,
    itemId: null,
    at: tx.now,
    day: ledgerDay(iteration, zone, tx.now),
    facts,
    counters,
  });
  return event;
}

function arrivals(sums: readonly MemberSum[]): readonly Fact[] {
  return bulkFacts(sums, 'added', 'done_in');
}

function departures(sums: readonly MemberSum[]): readonly Fact[] {
  return bulkFacts(sums, 'removed', 'done_out');
}

function bulkFacts(sums: readonly MemberSum[], open: Fact['kind'], done: Fact['kind']): readonly Fact[] {
  return sums.flatMap((sum): readonly Fact[] => {
    if (sum.category === 'cancelled') return [];
    if (sum.category === 'done') return [{ kind: done, points: sum.donePoints, items: sum.items }];
    return [{ kind: open, points: sum.points, items: sum.items }];
  });
}

function countersFrom(sums: readonly MemberSum[]): Counters {
  return sums.reduce((total, sum) => addCounters(total, countersOfSum(sum)), emptyCounters);
}

function countersOfSum(sum: MemberSum): Counters {
  if (sum.category === 'cancelled') return { ...emptyCounters, memberItems: sum.items };
  const isDone = sum.category === 'done';
  const points = isDone ? sum.donePoints : sum.points;
  return {
    memberItems: sum.items,
    scopePoints: points,
    scopeItems: sum.items,
    donePoints: isDone ? points : 0,
    doneItems: isDone ? sum.items : 0,
    unestimatedItems: sum.unestimated,
  };
}
