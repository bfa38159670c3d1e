import { type Actor, canSee, requireProjectAdmin } from '../domain/access.ts';
import { type IterationRef, type IterationView, isClosed } from '../domain/iteration.ts';
import { checkVersion, type Precondition } from '../domain/precondition.ts';
import { type Doubts, notFound, Refusal, refuseFaults, refuseUnreadable } from '../domain/refusal.ts';
import { budgetOf, type Override, type ScopePolicy, type ScopeState } from '../domain/scope-policy.ts';
import type { Db } from '../store/engine.ts';
import { getIteration } from '../store/iterations.ts';
import { listOverrides, readScopePolicy, type StoredPolicy, saveScopePolicy } from '../store/scope-policies.ts';
import { requireKnown } from './require-iteration.ts';
import { scopeStateOf } from './scope-room.ts';
import type { Tx } from './transact.ts';

/** The scope policy of an iteration, and how far it is used up. */
export interface ScopePolicyView extends StoredPolicy, Pick<ScopeState, 'net'> {
  readonly iterationId: number;
  /** In the measure of the policy, per cents as points; null without a budget, and without a commitment to take per cents of. */
  readonly budget: number | null;
  /** What was let in against it, oldest first. */
  readonly overrides: readonly Override[];
}

/** Another scope policy for an iteration. */
export interface SetScopePolicy {
  readonly iteration: IterationRef;
  readonly policy: ScopePolicy;
  readonly precondition: Precondition;
  readonly doubts?: Doubts;
}

/** The scope policy of an iteration. @throws Refusal not_found */
export async function getScopePolicy(
  db: Db,
  actor: Actor,
  find: { readonly iteration: IterationRef },
): Promise<ScopePolicyView> {
  return viewOf(db, await findVisible(db, actor, find.iteration));
}

/**
 * Sets the scope policy of an iteration, for administrators of the project: who may let in more than it allows.
 * @throws Refusal not_found, forbidden, version_*, invalid, iteration_closed
 */
export async function setScopePolicy(tx: Tx, set: SetScopePolicy): Promise<ScopePolicyView> {
  const { db, actor } = tx;
  const iteration = await findVisible(db, actor, set.iteration);
  requireProjectAdmin(actor, iteration.projectId);
  refuseUnreadable(set.doubts);
  const of = { orgId: actor.orgId, iterationId: iteration.id };
  const before = await readScopePolicy(db, of);
  checkVersion(set.precondition, before.version, true);
  refuseFaults(set.doubts);
  if (isClosed(iteration)) throw new Refusal('iteration_closed', 'Nothing comes into a closed iteration any more');
  const { policy } = set;
  if (JSON.stringify(policy) !== JSON.stringify(before.policy)) {
    const version = before.version + 1;
    await saveScopePolicy(db, of, { policy, version, at: tx.now, by: actor.userId });
    const data = { version, before: { policy: before.policy }, after: { policy } };
    await tx.emit({ kind: 'scope.policy_changed', projectId: iteration.projectId, iterationId: iteration.id, data });
  }
  return viewOf(db, iteration);
}

async function findVisible(db: Db, actor: Actor, ref: IterationRef): Promise<IterationView> {
  const iteration = await getIteration(db, actor.orgId, ref);
  requireKnown(iteration, { policy: { findsRemoved: false, findsGroups: false } });
  if (!canSee(actor, iteration.projectId)) throw notFound('iteration');
  return iteration;
}

async function viewOf(db: Db, iteration: IterationView): Promise<ScopePolicyView> {
  const of = { orgId: iteration.orgId, iterationId: iteration.id };
  const [{ policy, version }, state, overrides] = await Promise.all([
    readScopePolicy(db, of),
    scopeStateOf(db, iteration),
    listOverrides(db, of),
  ]);
  const isKnown = policy.kind !== 'budget' || policy.measure !== 'percent' || iteration.committedPoints !== null;
  const budget = isKnown ? budgetOf(policy, state) : null;
  return { iterationId: iteration.id, policy, version, net: state.net, budget, overrides };
}
