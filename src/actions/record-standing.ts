import type { Item } from '../domain/item.ts';
import { addCounters, countersOf, factsBetween, type Standing } from '../domain/ledger.ts';
import { ledgerDay } from '../domain/ledger-day.ts';
import type { LiveMembership } from '../store/items.ts';
import { recordFacts } from '../store/ledger.ts';
import type { Tx } from './transact.ts';

/** Where an item stands with regard to an iteration it is or is not in. */
export function standingOf({ category, estimate, doneEstimate }: Item, member: boolean): Standing {
  return { member, category, estimate, doneEstimate };
}

/** Writes to one iteration's ledger what a change of an item's standing means for it. */
export async function recordStanding(
  tx: Tx,
  eventSeq: number,
  place: Pick<LiveMembership, 'iterationId' | 'status' | 'zone' | 'frozenAt' | 'defaultEstimate'>,
  item: Item,
  before: Standing,
  after: Standing,
): Promise<void> {
  const unestimatedAs = place.defaultEstimate ?? 0;
  const [was, is] = [
    { ...before, unestimatedAs },
    { ...after, unestimatedAs },
  ];
  await recordFacts(tx.db, {
    orgId: tx.actor.orgId,
    eventSeq,
    iterationId: place.iterationId,
    itemId: item.id,
    at: tx.now,
    day: ledgerDay(place, place, tx.now),
    isGrace: place.status === 'active',
    facts: factsBetween(was, is),
    counters: addCounters(countersOf(is), countersOf(was), -1),
  });
}
