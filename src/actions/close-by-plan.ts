import { requirePlanner } from '../domain/access.ts';
import type { ChangePolicy } from '../domain/change-of-iteration.ts';
import { unfinishedOf } from '../domain/closing-item.ts';
import { type ChangedRow, changedRows } from '../domain/covered-rows.ts';
import { finishOf } from '../domain/plan-of-close.ts';
import { noPrecondition } from '../domain/precondition.ts';
import { type Doubts, Refusal, refuseFaults, refuseUnreadable } from '../domain/refusal.ts';
import { findClosePlan } from '../store/close-plans.ts';
import { readClosingMembers } from '../store/closing-members.ts';
import { findPolicy } from '../store/rollover-policies.ts';
import { zoneOf } from '../store/zones.ts';
import { type ChangedIteration, changeIteration } from './change-iteration.ts';
import { requireOpen } from './close-plans.ts';
import { mostNamed, requireDecided } from './closing.ts';
import { readCoveredRows } from './covered-rows.ts';
import { unknownPlace } from './item-fields.ts';
import { type LookFor, requireIteration } from './require-iteration.ts';
import type { Tx } from './transact.ts';

/** Which fingerprints a caller has named: none, `any` that there is, some, or something that is none. */
export type FingerprintSeen = readonly string[] | 'none' | 'any' | 'malformed';

/** A close that was planned, and which fingerprint of it the caller has seen. */
export interface CloseByPlan extends LookFor {
  readonly planId: number;
  readonly fingerprint: FingerprintSeen;
  readonly doubts?: Doubts;
  readonly policy: ChangePolicy & LookFor['policy'];
}

/**
 * Carries out a plan exactly as it was made, or not at all.
 * @throws Refusal not_found, forbidden, version_missing, version_conflict (something it stands on has changed, `changed` says
 * what), invalid, transition_not_allowed, decision_needed
 */
export async function closeByPlan(tx: Tx, close: CloseByPlan): Promise<ChangedIteration> {
  const { db, actor } = tx;
  const before = await requireIteration(tx, close);
  requirePlanner(actor, before.projectId, 'iteration');
  refuseUnreadable(close.doubts);
  const { fingerprint } = close;
  if (fingerprint === 'none') throw new Refusal('version_missing', 'The fingerprint of the plan must be given');
  if (fingerprint === 'malformed') {
    throw new Refusal('version_malformed', 'The fingerprint is not written as an entity tag', { field: 'If-Match' });
  }
  const plan = close.doubts?.faults === undefined ? await findClosePlan(db, actor.orgId, close.planId) : undefined;
  const isOfIteration = plan?.iterationId === before.id;
  if (isOfIteration && fingerprint !== 'any' && !fingerprint.includes(plan.fingerprint)) {
    throw new Refusal('version_conflict', 'This is not the fingerprint of the plan');
  }
  refuseFaults(close.doubts);
  if (!isOfIteration) throw unknownPlace('planId', 'plan');

  const members = await readClosingMembers(db, actor.orgId, before.id);
  const items = unfinishedOf(members);
  const policy = plan.policy === null ? undefined : await findPolicy(db, actor.orgId, plan.policy.id);
  const now = await readCoveredRows(db, before, {
    destinations: plan.covered.destinations.map(({ id }) => id),
    items,
    policy: policy ?? null,
    away: plan.covered.timeOff.map(({ id }) => id),
  });
  const changed = changedRows(plan.covered, now);
  if (changed.length > 0) throw stale(changed);
  requireOpen(before);
  requireDecided(plan.decisions);
  const { decisions, newIteration, finishedDay, id: planId } = plan;
  const zone = await zoneOf(db, actor.orgId, before.id);
  return changeIteration(tx, {
    iteration: { id: before.id },
    precondition: noPrecondition,
    fields: {},
    status: 'closed',
    ...(finishedDay === undefined ? {} : { finishedAt: finishOf(finishedDay, zone, tx.now) }),
    closing: { members, items, decisions, newIteration, planId, policy: plan.policy },
    policy: close.policy,
  });
}

function stale(changed: readonly ChangedRow[]): Refusal {
  return new Refusal('version_conflict', 'Something that the plan stands on has changed since it was made', {
    changed: changed.slice(0, mostNamed),
  });
}
