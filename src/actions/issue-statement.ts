import { minus } from '../domain/amount.ts';
import type { ClosingMember } from '../domain/closing-item.ts';
import { standingsOf } from '../domain/item-facts.ts';
import type { Iteration } from '../domain/iteration.ts';
import type { Late } from '../domain/iteration-life.ts';
import { isUnfinished } from '../domain/ledger.ts';
import { beforeStart } from '../domain/ledger-day.ts';
import { scopeFigures } from '../domain/scope-figures.ts';
import {
  type Cause,
  closingFigures,
  type Fate,
  outcomeOf,
  type StatedItem,
  type StatementFigures,
} from '../domain/statement.ts';
import { findCarries, readFirstEvent } from '../store/closing-members.ts';
import { openCreditWindow } from '../store/credit-windows.ts';
import { readItemFacts } from '../store/item-facts.ts';
import { readDays } from '../store/ledger.ts';
import { splitsOf } from '../store/receipts.ts';
import { listStatements } from '../store/statements.ts';
import { creditedBefore } from './credit-once.ts';
import { finishedIn } from './finished-in.ts';
import type { Tx } from './transact.ts';
import { definitionOf, overOf, writeStatement } from './write-statement.ts';

/** What a statement is made of. */
export interface Stated {
  /** The event that closed the iteration. */
  readonly seq: number;
  /** What came too late for a close that is dated back: the statement tells nothing of it. */
  readonly late?: Late;
  /** What the iteration held: what its close splits or cancels is so already, what it carries is not counted as carried yet. */
  readonly members: readonly ClosingMember[];
  /** What becomes of the unfinished ones; one that is not named stays. */
  readonly fates: ReadonlyMap<number, Fate>;
}

/** Issues the statement of an iteration that has just been closed. */
export async function issueStatement(tx: Tx, closed: Iteration, { seq, late, members, fates }: Stated): Promise<void> {
  const { db, actor } = tx;
  const { orgId } = actor;
  await tx.storeEvents();
  const definition = await definitionOf(tx, closed);
  const atFreeze = standingsOf(await readItemFacts(db, orgId, closed.id, beforeStart));
  const carried = await findCarriedIn(tx, members);
  const earlier = await listStatements(db, orgId, closed.id);
  const finishedHere = await finishedIn(tx, closed, members, earlier.length > 0);
  const finished = members.filter(({ id }) => finishedHere.has(id));
  const credited = await creditedBefore(tx, closed, finished);
  const over = overOf(definition);
  const items = members.map((member): StatedItem => {
    const { id, key, title, type } = member;
    const committed = atFreeze.get(id);
    const isOwn = finishedHere.has(id) && !credited.has(id);
    const outcome = outcomeOf(member.category, isOwn ? member.doneAt : null, over);
    const fate = fates.get(id) ?? (outcome === 'unfinished' ? stay : null);
    return {
      id,
      key,
      title,
      type,
      committed: committed?.isMember === true && isUnfinished(committed.category) ? committed.points : null,
      ...worthOf(member, definition.rules.defaultEstimate),
      outcome,
      doneAt: member.doneAt,
      fate,
      carries: member.carryCount + (fate?.kind === 'iteration' ? 1 : 0),
      cameCarried: carried.has(id),
    };
  });
  const figures = { ...scopeFigures(await readDays(db, orgId, closed.id)), ...closingFigures(items) };
  const last = earlier.at(-1);
  await writeStatement(tx, {
    iterationId: closed.id,
    number: earlier.length + 1,
    reason: null,
    firstSeq: await readFirstEvent(db, orgId, closed.id),
    lastSeq: late?.after ?? seq,
    definition,
    figures,
    causes: last === undefined ? [] : [runAgain(tx, seq, last.figures, figures)],
    items,
  });
  const { creditHours } = definition.rules;
  if (creditHours === 0) return;
  const endsAt = tx.now + creditHours * 3_600_000;
  await openCreditWindow(db, { orgId, iterationId: closed.id, endsAt, openedBy: actor.userId });
}

/** Which members came in by being carried, or as the rest of an item that the close of another iteration split. */
async function findCarriedIn(
  { db, actor: { orgId } }: Tx,
  members: readonly ClosingMember[],
): Promise<ReadonlySet<number>> {
  const counted = members.filter(({ carryCount }) => carryCount > 0);
  const seqs = await findCarries(db, orgId, [...new Set(counted.map(({ enteredSeq }) => enteredSeq))]);
  const carried = new Set(counted.filter(({ enteredSeq }) => seqs.has(enteredSeq)).map(({ id }) => id));
  const parts = counted.filter(({ id, parentId }) => parentId !== null && !carried.has(id));
  if (parts.length === 0) return carried;
  const itemIds = [...new Set(parts.flatMap(({ parentId }) => (parentId === null ? [] : [parentId])))];
  const splits = await splitsOf(db, orgId, {
    itemIds,
    closedAt: [...new Set(parts.map(({ enteredAt }) => enteredAt))],
  });
  const splitAt = new Map(splits.map(({ childId, closedAt }) => [childId, closedAt]));
  for (const { id, enteredAt } of parts) if (splitAt.get(id) === enteredAt) carried.add(id);
  return carried;
}

const stay: Fate = { kind: 'stay' };

/** What an item counts for: what it was finished with, else its estimate, else the default. */
function worthOf({ category, estimate, doneEstimate }: ClosingMember, defaultEstimate: number | null) {
  const known = category === 'done' ? doneEstimate : estimate;
  return { points: known ?? defaultEstimate ?? 0, isUnestimated: known === null && category !== 'cancelled' };
}

function runAgain(tx: Tx, seq: number, before: StatementFigures, after: StatementFigures): Cause {
  const difference = (figure: 'scope' | 'done' | 'remaining' | 'velocity') => minus(after[figure], before[figure]);
  return {
    kind: 'run_again',
    itemId: null,
    seq,
    at: tx.now,
    actorId: tx.actor.userId,
    change: {
      scope: difference('scope'),
      done: difference('done'),
      remaining: difference('remaining'),
      velocity: difference('velocity'),
    },
  };
}
