import { freezeIteration, setDefaultEstimate } from '../store/iteration-rules.ts';
import { readProjectRules } from '../store/project-rules.ts';
import type { Tx } from './transact.ts';

/** Gives a new iteration what its project's rules say of items without an estimate; later changes of these do not reach it. */
export async function takeRules(tx: Tx, projectId: number, iterationId: number): Promise<void> {
  const { orgId } = tx.actor;
  const { defaultEstimate } = await readProjectRules(tx.db, orgId, projectId);
  if (defaultEstimate !== null) await setDefaultEstimate(tx.db, { orgId, id: iterationId, points: defaultEstimate });
}

/** Notes when the commitment of an iteration that starts now is measured: after the grace of its project's rules. */
export async function beginTerm(tx: Tx, projectId: number, iterationId: number): Promise<void> {
  const { orgId } = tx.actor;
  const { graceMinutes } = await readProjectRules(tx.db, orgId, projectId);
  await freezeIteration(tx.db, { orgId, id: iterationId, at: tx.now + graceMinutes * 60_000 });
}
