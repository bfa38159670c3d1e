import { requirePlanner } from '../domain/access.ts';
import type { Iteration, IterationRef } from '../domain/iteration.ts';
import { afterClose } from '../domain/ledger-day.ts';
import { type Doubts, Refusal, refuseFaults, refuseUnreadable } from '../domain/refusal.ts';
import { findCreditWindow, shutCreditWindow } from '../store/credit-windows.ts';
import { readItemFacts } from '../store/item-facts.ts';
import { readTurns } from '../store/iteration-life.ts';
import { findIteration } from '../store/iterations.ts';
import { creditedBefore } from './credit-once.ts';
import { finishedElsewhere } from './finished-in.ts';
import { issueRestatement } from './issue-restatement.ts';
import { requireIteration } from './require-iteration.ts';
import type { Tx } from './transact.ts';

/** A restatement, and why it is made. */
export interface Restate {
  readonly iteration: IterationRef;
  readonly reason: string;
  readonly doubts?: Doubts;
}

/**
 * Issues one statement more of a closed iteration, with what happened since the last one; it answers the new number.
 * @throws Refusal not_found, forbidden, invalid, transition_not_allowed (it is not closed, was closed before statements were
 * issued, or nothing has happened that counts)
 */
export async function restateIteration(
  tx: Tx,
  { iteration: ref, reason, doubts }: Restate,
): Promise<{ readonly number: number }> {
  const policy = { findsRemoved: false, findsGroups: false };
  const iteration = await requireIteration(tx, { iteration: ref, policy });
  requirePlanner(tx.actor, iteration.projectId, 'iteration');
  refuseUnreadable(doubts);
  refuseFaults(doubts);
  const number = await restateWithCredit(tx, iteration, reason);
  if (number === null) {
    const message = 'Nothing has happened since the last statement that would change it';
    throw new Refusal('transition_not_allowed', message);
  }
  return { number };
}

/**
 * Ends the time in which what is finished still counts for a closed iteration, in the name of who closed it: with a
 * restatement, if something did. One that was ended already is left alone.
 */
export async function endCreditWindow(tx: Tx, { iterationId }: { readonly iterationId: number }): Promise<void> {
  const { orgId } = tx.actor;
  const window = await findCreditWindow(tx.db, orgId, iterationId);
  if (window === undefined || window.endsAt > tx.now) return;
  const iteration = await findIteration(tx.db, orgId, { id: iterationId });
  if (iteration !== undefined && iteration.finishedAt !== null && iteration.status !== 'removed') {
    await restateWithCredit(tx, iteration, 'The credit window has ended', window.endsAt);
  }
  await shutCreditWindow(tx.db, orgId, iterationId);
}

/** As at a close: what is credited to another iteration and was finished anew here counts here, and that one is stated anew first. */
async function restateWithCredit(
  tx: Tx,
  iteration: Iteration,
  reason: string,
  until = Number.POSITIVE_INFINITY,
): Promise<number | null> {
  if (iteration.finishedAt !== null) await creditedBefore(tx, iteration, await finishedSince(tx, iteration, until));
  return issueRestatement(tx, iteration, reason, until);
}

/** What was finished since the close, and not in another iteration. */
async function finishedSince({ db }: Tx, { orgId, id: iterationId }: Iteration, until: number) {
  const facts = await readItemFacts(db, orgId, iterationId, afterClose);
  const late = facts.filter(({ kind, at }) => kind === 'completed' && at < until);
  const last = new Map(late.map((fact) => [fact.itemId, fact]));
  if (last.size === 0) return [];
  const turns = await readTurns(db, orgId, iterationId);
  const finishes = new Map([...last].map(([id, { seq }]) => [id, seq]));
  const elsewhere = await finishedElsewhere(db, { orgId, iterationId, turns }, finishes);
  return [...last.values()].flatMap(({ itemId: id, at: doneAt }) => (elsewhere.has(id) ? [] : [{ id, doneAt }]));
}
