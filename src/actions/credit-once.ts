import { mayPlan } from '../domain/access.ts';
import type { Iteration } from '../domain/iteration.ts';
import { getIteration } from '../store/iterations.ts';
import { creditsElsewhere } from './credits-elsewhere.ts';
import { issueRestatement } from './issue-restatement.ts';
import type { Tx } from './transact.ts';

/** Something that was finished in an iteration, and when. Epoch milliseconds. */
interface Finished {
  readonly id: number;
  readonly doneAt: number | null;
}

/**
 * Which of the items that were finished in an iteration that closes, or is stated anew, are credited to another one that is
 * closed already: an item is credited once. One that was reopened since and finished anew counts here: the other iteration is
 * then stated anew, as far as whoever closes this one plans there too.
 */
export async function creditedBefore(
  tx: Tx,
  closed: Iteration,
  finished: readonly Finished[],
): Promise<ReadonlySet<number>> {
  const of = { orgId: closed.orgId, iterationId: closed.id };
  const ids = finished.map(({ id }) => id);
  const credits = await creditsElsewhere(tx.db, of, ids);
  if (credits.size === 0) return new Set();
  const anew = finished.flatMap(({ id, doneAt }) => {
    const credit = credits.get(id);
    return credit === undefined || credit.doneAt === doneAt ? [] : [credit.iterationId];
  });
  for (const id of new Set(anew)) {
    const other = await getIteration(tx.db, closed.orgId, { id });
    if (!mayPlan(tx.actor, other.projectId)) continue;
    await issueRestatement(tx, other, `What was finished in it was finished anew in “${closed.title}”`);
  }
  return new Set((anew.length === 0 ? credits : await creditsElsewhere(tx.db, of, ids)).keys());
}
