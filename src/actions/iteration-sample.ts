import { type Actor, canSee, requirePlanner } from '../domain/access.ts';
import type { IterationRef, IterationView } from '../domain/iteration.ts';
import { checkVersion, type Precondition } from '../domain/precondition.ts';
import { type Doubts, notFound, refuseFaults, refuseUnreadable } from '../domain/refusal.ts';
import { readSampleMark, type SampleMark, saveSampleMark } from '../store/closed-iterations.ts';
import type { Db } from '../store/engine.ts';
import { getIteration } from '../store/iterations.ts';
import { requireKnown } from './require-iteration.ts';
import type { Tx } from './transact.ts';

/** Whether an iteration is to count as a sample for those to come. */
export interface MarkSample {
  readonly iteration: IterationRef;
  readonly excluded: boolean;
  readonly reason: string | null;
  readonly precondition: Precondition;
  readonly doubts?: Doubts;
}

/** Whether an iteration counts as a sample. @throws Refusal not_found */
export async function getSample(
  db: Db,
  actor: Actor,
  find: { readonly iteration: IterationRef },
): Promise<SampleMark & { readonly iterationId: number }> {
  const { id } = await seen(db, actor, find.iteration);
  return { iterationId: id, ...(await readSampleMark(db, actor.orgId, id)) };
}

/**
 * Takes an iteration out of the sample from which is foretold, as one of hardening or of holidays, or puts it back. It
 * stays on the charts. What says the same as before changes nothing.
 * @throws Refusal not_found, forbidden, version_*, invalid
 */
export async function markSample(tx: Tx, mark: MarkSample): Promise<SampleMark & { readonly iterationId: number }> {
  const { db, actor, now } = tx;
  const { orgId, userId } = actor;
  const { id: iterationId, projectId } = await seen(db, actor, mark.iteration);
  requirePlanner(actor, projectId, 'iteration');
  refuseUnreadable(mark.doubts);
  const before = await readSampleMark(db, orgId, iterationId);
  checkVersion(mark.precondition, before.version, true);
  refuseFaults(mark.doubts);
  const { excluded } = mark;
  const reason = excluded ? mark.reason : null;
  if (excluded === before.excluded && reason === before.reason) return { iterationId, ...before };
  const after = { excluded, reason, version: before.version + 1 };
  await saveSampleMark(db, { orgId, iterationId, at: now, by: userId }, after);
  await tx.emit({ kind: 'iteration.sampled', projectId, iterationId, data: after });
  return { iterationId, ...after };
}

async function seen(db: Db, actor: Actor, ref: IterationRef): Promise<IterationView> {
  const iteration = await getIteration(db, actor.orgId, ref);
  requireKnown(iteration, { policy: { findsRemoved: false, findsGroups: false } });
  if (!canSee(actor, iteration.projectId)) throw notFound('iteration');
  return iteration;
}
