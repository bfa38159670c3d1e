import { type Actor, canSee, requirePlanner } from '../domain/access.ts';
import { checkVersion, type Precondition } from '../domain/precondition.ts';
import { type Doubts, notFound, refuseFaults, refuseUnreadable } from '../domain/refusal.ts';
import { faultsOfRules, type RolloverRule } from '../domain/rollover-policy.ts';
import type { Db } from '../store/engine.ts';
import { takeNumbers } from '../store/events.ts';
import { findProject } from '../store/projects.ts';
import {
  findPolicy,
  hidePolicy,
  insertPolicy,
  listPoliciesOf,
  type RolloverPolicy,
  savePolicy,
} from '../store/rollover-policies.ts';
import type { Tx } from './transact.ts';

/** What a policy consists of. */
export interface PolicyFields {
  readonly name: string;
  readonly rules: readonly RolloverRule[];
}

/** A new policy of a project. */
export interface CreatePolicy extends PolicyFields {
  readonly projectId: number;
  readonly doubts?: Doubts;
}

/** Makes a policy at version 1. @throws Refusal not_found (the project), forbidden, invalid */
export async function createPolicy(tx: Tx, create: CreatePolicy): Promise<RolloverPolicy> {
  const { db, actor, now } = tx;
  const { orgId, userId } = actor;
  const { projectId, doubts, ...fields } = create;
  if ((await findProject(db, orgId, { id: projectId })) === undefined) throw notFound('project');
  requirePlanner(actor, projectId, 'project');
  refuseUnreadable(doubts);
  refuseFaults(doubts);
  refuseFaults({ faults: faultsOfRules(fields.rules) });
  const id = await takeNumbers(db, orgId, 'rollover_policy');
  const stamp = { createdAt: now, createdBy: userId, updatedAt: now, updatedBy: userId };
  const policy = { orgId, id, projectId, ...fields, version: 1, ...stamp };
  await insertPolicy(db, policy);
  await tell(tx, 'policy.created', policy);
  return policy;
}

/** A policy that is meant, and what the caller knows of it. */
export interface NamePolicy {
  readonly policyId: number;
  readonly precondition: Precondition;
  readonly doubts?: Doubts;
}

/** Changes a policy. Plans that were made by it are stale then. @throws Refusal not_found, forbidden, version_*, invalid */
export async function changePolicy(
  tx: Tx,
  change: NamePolicy & { readonly fields: Partial<PolicyFields> },
): Promise<RolloverPolicy> {
  const before = await requirePolicy(tx, change);
  const wanted = { ...before, ...change.fields };
  refuseFaults({ faults: faultsOfRules(wanted.rules) });
  if (wanted.name === before.name && JSON.stringify(wanted.rules) === JSON.stringify(before.rules)) return before;
  const policy = { ...wanted, version: before.version + 1, updatedAt: tx.now, updatedBy: tx.actor.userId };
  await savePolicy(tx.db, policy);
  await tell(tx, 'policy.changed', policy);
  return policy;
}

/** Removes a policy; receipts go on naming it. @throws Refusal not_found, forbidden, version_* */
export async function removePolicy(tx: Tx, remove: NamePolicy): Promise<void> {
  const policy = await requirePolicy(tx, remove);
  await hidePolicy(tx.db, policy.orgId, policy.id, tx.now);
  await tell(tx, 'policy.removed', policy);
}

/** One policy. @throws Refusal not_found */
export async function getPolicy(db: Db, actor: Actor, get: { readonly policyId: number }): Promise<RolloverPolicy> {
  const policy = await findPolicy(db, actor.orgId, get.policyId);
  if (policy === undefined || !canSee(actor, policy.projectId)) throw notFound('rollover policy');
  return policy;
}

/** The policies of a project, oldest first. @throws Refusal not_found */
export async function listPolicies(
  db: Db,
  actor: Actor,
  list: { readonly projectId: number },
): Promise<readonly RolloverPolicy[]> {
  const project = await findProject(db, actor.orgId, { id: list.projectId });
  if (project === undefined || !canSee(actor, project.id)) throw notFound('project');
  return listPoliciesOf(db, actor.orgId, project.id);
}

async function requirePolicy(tx: Tx, name: NamePolicy): Promise<RolloverPolicy> {
  const policy = await findPolicy(tx.db, tx.actor.orgId, name.policyId);
  if (policy === undefined || !canSee(tx.actor, policy.projectId)) throw notFound('rollover policy');
  requirePlanner(tx.actor, policy.projectId, 'project');
  refuseUnreadable(name.doubts);
  checkVersion(name.precondition, policy.version, true);
  refuseFaults(name.doubts);
  return policy;
}

async function tell(tx: Tx, kind: string, { id, projectId, name, version }: RolloverPolicy): Promise<void> {
  await tx.emit({ kind, projectId, data: { policyId: id, name, version } });
}
