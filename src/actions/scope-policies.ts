import { type Actor, requireProjectAdmin } from '../domain/access.ts';
import { type IterationRef, type IterationView, isClosed } from '../domain/iteration.ts';
import { checkVersion, type Precondition } from '../domain/precondition.ts';
import { type Doubts, Refusal, refuseFaults, refuseUnreadable } from '../domain/refusal.ts';
import { scopeFigures } from '../domain/scope-figures.ts';
import { budgetOf, type Override, type ScopePolicy, type ScopeState } from '../domain/scope-policy.ts';
import type { Db } from '../store/engine.ts';
import { type DayFact, readDays } from '../store/ledger.ts';
import {
  listOverrides,
  readScopePolicy,
  readScopePolicyThen,
  type StoredPolicy,
  saveScopePolicy,
} from '../store/scope-policies.ts';
import { asItStood } from './history-of.ts';
import { findReportable } from './report-figures.ts';
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

/**
 * The scope policy of an iteration; `asOf` an instant in epoch milliseconds, as it was known before.
 * @throws Refusal not_found
 */
export async function getScopePolicy(
  db: Db,
  actor: Actor,
  find: { readonly iteration: IterationRef; readonly asOf?: number },
): Promise<ScopePolicyView> {
  const iteration = await findReportable(db, actor, find.iteration, find.asOf);
  return find.asOf === undefined ? viewOf(db, iteration) : viewThen(db, iteration, find.asOf);
}

/**
 * Sets the scope policy of an iteration, for administrators of the project: who may let in more than it allows.
 * @throws Refusal not_found, forbidden, version_*, invalid, iteration_closed
 */
export async function setScopePolicy(tx: Tx, set: SetScopePolicy): Promise<ScopePolicyView> {
  const { db, actor } = tx;
  const iteration = await findReportable(db, actor, set.iteration);
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

async function viewOf(db: Db, iteration: IterationView): Promise<ScopePolicyView> {
  const of = { orgId: iteration.orgId, iterationId: iteration.id };
  const [stored, facts, overrides] = await Promise.all([
    readScopePolicy(db, of),
    readDays(db, of.orgId, of.iterationId),
    listOverrides(db, of),
  ]);
  return { iterationId: iteration.id, ...stored, ...usedUp(stored.policy, facts, iteration), overrides };
}

async function viewThen(db: Db, now: IterationView, asOf: number): Promise<ScopePolicyView> {
  const of = { orgId: now.orgId, iterationId: now.id };
  const [stored, { iteration, facts }, overrides] = await Promise.all([
    readScopePolicyThen(db, of, asOf),
    asItStood(db, now, asOf),
    listOverrides(db, of),
  ]);
  const committedPoints = iteration.startedAt === null ? null : scopeFigures(facts).commitment.points;
  const used = usedUp(stored.policy, facts, { committedPoints });
  return { iterationId: now.id, ...stored, ...used, overrides: overrides.filter(({ at }) => at < asOf) };
}

function usedUp(
  policy: ScopePolicy,
  facts: readonly DayFact[],
  { committedPoints }: Pick<IterationView, 'committedPoints'>,
): Pick<ScopePolicyView, 'net' | 'budget'> {
  const state = scopeStateOf(facts, { committedPoints });
  const isKnown = policy.kind !== 'budget' || policy.measure !== 'percent' || committedPoints !== null;
  return { net: state.net, budget: isKnown ? budgetOf(policy, state) : null };
}
