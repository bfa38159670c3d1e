import type { Iteration } from '../domain/iteration.ts';
import { refileFacts } from '../store/refile-facts.ts';
import { historyOf } from './history-of.ts';
import type { Tx } from './transact.ts';

/** Files what has happened to an iteration that runs under the days of the zone that it has now. */
export async function followZone({ db }: Tx, { orgId, id }: Pick<Iteration, 'orgId' | 'id'>): Promise<void> {
  const { facts } = await historyOf(db, { orgId, id }, Number.POSITIVE_INFINITY);
  await refileFacts(db, { orgId, iterationId: id }, facts);
}
