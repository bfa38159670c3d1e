import { requirePlanner } from '../domain/access.ts';
import type { Iteration, IterationRef } from '../domain/iteration.ts';
import { afterClose } from '../domain/ledger-day.ts';
import { type Doubts, Refusal, refuseFaults, refuseUnreadable } from '../domain/refusal.ts';
import { type Happening, restate, restatedFigures } from '../domain/restate.ts';
import { readDateChange, readDeletions, readStaysElsewhere } from '../store/after-close.ts';
import { findCreditWindow, shutCreditWindow } from '../store/credit-windows.ts';
import { readActors } from '../store/event-actors.ts';
import { readItemFacts } from '../store/item-facts.ts';
import { findIteration } from '../store/iterations.ts';
import { listStatements, readStatedItems, type Statement } from '../store/statements.ts';
import { creditsElsewhere } from './credits-elsewhere.ts';
import { requireIteration } from './require-iteration.ts';
import type { Tx } from './transact.ts';
import { definitionOf, overOf, writeStatement } from './write-statement.ts';

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
  const number = await issueRestatement(tx, iteration, reason);
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
    await issueRestatement(tx, iteration, 'The credit window has ended', window.endsAt);
  }
  await shutCreditWindow(tx.db, orgId, iterationId);
}

/**
 * States a closed iteration anew and answers the number of the statement, or null where there is nothing to tell. `until`: only
 * what happened before.
 */
export async function issueRestatement(
  tx: Tx,
  iteration: Iteration,
  reason: string,
  until = Number.POSITIVE_INFINITY,
): Promise<number | null> {
  const { db } = tx;
  const { orgId, id: iterationId } = iteration;
  const statements = await listStatements(db, orgId, iterationId);
  const last = statements.at(-1);
  if (iteration.finishedAt === null || last === undefined) {
    throw new Refusal('transition_not_allowed', 'Only a closed iteration that has a statement can be restated');
  }
  await tx.storeEvents();
  const before = await readStatedItems(db, { orgId, iterationId, number: last.number });
  const definition = { ...(await definitionOf(tx, iteration)), rules: last.definition.rules };
  const restated = restate(before, await readAfterwards(tx, iteration, last, overOf(definition), until));
  const { causes, items } = restated;
  if (causes.length === 0) return null;
  const number = last.number + 1;
  const actors = await readActors(
    db,
    orgId,
    causes.map(({ seq }) => seq),
  );
  const { seq } = await tx.emit({
    kind: 'iteration.restated',
    projectId: iteration.projectId,
    iterationId,
    data: { number, reason, causes: causes.length },
  });
  await writeStatement(tx, {
    iterationId,
    number,
    reason,
    firstSeq: last.firstSeq,
    // What happened later than a window may still be told by the next one.
    lastSeq: until === Number.POSITIVE_INFINITY ? seq : Math.max(...causes.map((cause) => cause.seq)),
    definition: causes.some(({ kind }) => kind === 'dates') ? definition : last.definition,
    figures: restatedFigures(last.figures, restated),
    causes: causes.map((cause) => ({ ...cause, actorId: actors.get(cause.seq)?.id ?? tx.actor.userId })),
    items,
  });
  return number;
}

async function readAfterwards(tx: Tx, iteration: Iteration, last: Statement, over: number | null, until: number) {
  const { db } = tx;
  const { orgId, id: iterationId } = iteration;
  const of = { orgId, iterationId, after: last.lastSeq };
  const isNew = ({ seq, at }: Happening) => seq > last.lastSeq && at < until;
  const facts = (await readItemFacts(db, orgId, iterationId, afterClose)).filter(({ at }) => at < until);
  const finished = [...new Set(facts.filter(({ kind }) => kind === 'completed').map(({ itemId }) => itemId))];
  const { lastSeq: closedSeq } = (await listStatements(db, orgId, iterationId)).findLast(
    ({ reason }) => reason === null,
  ) ?? { lastSeq: last.lastSeq };
  const isElsewhere = await readStaysElsewhere(db, { ...of, after: closedSeq }, finished);
  const credits = await creditsElsewhere(db, of, finished);
  const { planned } = last.definition;
  const change = await readDateChange(db, of);
  const isMoved = planned.start !== (iteration.start?.day ?? null) || planned.end !== (iteration.end?.day ?? null);
  return {
    facts,
    told: last.lastSeq,
    deletions: (await readDeletions(db, of)).filter(isNew),
    dates: change !== null && isMoved && isNew(change) ? { ...change, over } : null,
    isElsewhere: (itemId: number, seq: number) => credits.has(itemId) || isElsewhere(itemId, seq, closedSeq),
  };
}
