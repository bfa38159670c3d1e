import { type ClosingMember, standingMember } from '../domain/closing-item.ts';
import { type ItemFact, isArrival, standingsOf } from '../domain/item-facts.ts';
import type { Iteration } from '../domain/iteration.ts';
import { knownAt, type Late } from '../domain/iteration-life.ts';
import { afterClose } from '../domain/ledger-day.ts';
import { readMembersSinceGone } from '../store/closing-members.ts';
import { readFacts, readItemFacts } from '../store/item-facts.ts';
import { readLate, readTurns } from '../store/iteration-life.ts';
import { readIterationRules } from '../store/iteration-rules.ts';
import { refileFacts } from '../store/refile-facts.ts';
import type { Tx } from './transact.ts';

type Of = Pick<Iteration, 'orgId' | 'id'>;

/**
 * What came too late for a close that is dated back to an instant, in epoch milliseconds; undefined for one that is not, and
 * of an iteration that has not run yet. To be asked before the closing begins.
 */
export async function lateFor(tx: Tx, { orgId, status }: Iteration, finishedAt: number): Promise<Late | undefined> {
  if (status !== 'active' || finishedAt >= tx.now) return undefined;
  await tx.storeEvents();
  return readLate(tx.db, orgId, finishedAt);
}

/** Which facts of an iteration's items came too late. */
export async function lateFacts(tx: Tx, { orgId, id }: Of, { after, until }: Late): Promise<readonly ItemFact[]> {
  await tx.storeEvents();
  return (await readItemFacts(tx.db, orgId, id)).filter(({ seq }) => seq > after && seq <= until);
}

/** Files what a close has left out, because it was dated back, under the days on which it happened: the iteration is reopened. */
export async function fileLeftOut({ db }: Tx, { orgId, id }: Of): Promise<void> {
  const [turns, rules] = [await readTurns(db, orgId, id), await readIterationRules(db, orgId, id)];
  if (turns.findLast(({ steps }) => steps.includes('close'))?.late === undefined) return;
  const onTime = turns.map(({ seq, at, steps }) => ({ seq, at, steps }));
  const { facts } = knownAt({ turns: onTime, facts: await readFacts(db, orgId, id) }, rules);
  await refileFacts(db, { orgId, iterationId: id }, facts);
}

/** What an iteration held when it ended, where its members are those of now: what came too late is taken back. */
export async function membersThen(
  { db }: Tx,
  { orgId, id: iterationId }: Of,
  members: readonly ClosingMember[],
): Promise<readonly ClosingMember[]> {
  const facts = await readItemFacts(db, orgId, iterationId);
  const changed = new Set(facts.filter(({ day }) => day === afterClose).map(({ itemId }) => itemId));
  if (changed.size === 0) return members;
  const known = facts.filter(({ itemId, day }) => changed.has(itemId) && day !== afterClose);
  const arrivals = new Map(known.filter(({ kind }) => isArrival(kind)).map((fact) => [fact.itemId, fact]));
  const standings = standingsOf(known);
  const present = new Set(members.map(({ id }) => id));
  const gone = [...changed].filter((id) => !present.has(id) && standings.get(id)?.isMember === true);
  const all = [...members, ...(await readMembersSinceGone(db, { orgId, iterationId }, gone))];
  return all.flatMap((member) => {
    if (!changed.has(member.id)) return [member];
    const [standing, arrival] = [standings.get(member.id), arrivals.get(member.id)];
    return standing?.isMember === true && arrival !== undefined ? [standingMember(member, standing, arrival)] : [];
  });
}
