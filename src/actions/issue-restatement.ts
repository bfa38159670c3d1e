import type { Iteration } from '../domain/iteration.ts';
import { afterClose } from '../domain/ledger-day.ts';
import { Refusal } from '../domain/refusal.ts';
import { type Happening, restate, restatedFigures } from '../domain/restate.ts';
import { readDateChange, readDeletions, readStaysElsewhere } from '../store/after-close.ts';
import { readActors } from '../store/event-actors.ts';
import { readItemFacts } from '../store/item-facts.ts';
import { listStatements, readStatedItems, type Statement } from '../store/statements.ts';
import { creditsElsewhere } from './credits-elsewhere.ts';
import type { Tx } from './transact.ts';
import { definitionOf, overOf, writeStatement } from './write-statement.ts';

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
