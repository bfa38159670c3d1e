import type { Iteration } from '../domain/iteration.ts';
import { refileFacts } from '../store/refile-facts.ts';
import { historyOf } from './history-of.ts';
import type { Tx } from './transact.ts';

/**
 * Files what has happened to an iteration as its life tells now: under the days of the zone that it has now, and apart
 * where a close that was dated back leaves it out.
 */
export async function fileAnew(tx: Tx, { orgId, id }: Pick<Iteration, 'orgId' | 'id'>): Promise<void> {
  await tx.storeEvents();
  const { facts } = await historyOf(tx.db, { orgId, id }, Number.POSITIVE_INFINITY);
  await refileFacts(tx.db, { orgId, iterationId: id }, facts);
}
