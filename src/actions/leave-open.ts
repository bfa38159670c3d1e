import { closesAt, doneJob } from '../domain/cadence.ts';
import type { Iteration } from '../domain/iteration.ts';
import { isKept, saveJob } from '../store/cadences.ts';
import { zoneOf } from '../store/zones.ts';
import type { Tx } from './transact.ts';

/**
 * Has a cadence leave an iteration open that is reopened after the time at which it would have closed it, also when people had
 * closed it before that: who reopens an iteration is not to be fought.
 */
export async function leaveOpen({ db, now }: Tx, { orgId, projectId, id, end }: Iteration): Promise<void> {
  const due = closesAt({ end, zone: await zoneOf(db, orgId, id) });
  if (due === null || due > now || !(await isKept(db, { orgId, projectId }, id))) return;
  await saveJob(db, { orgId, projectId }, id, doneJob(undefined, 'close', now));
}
