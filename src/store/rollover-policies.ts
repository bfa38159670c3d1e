import type { Selectable } from 'kysely';
import type { RolloverRule } from '../domain/rollover-policy.ts';
import type { RolloverPolicyTable } from './close-schema.ts';
import type { Db } from './engine.ts';

/** A policy of a project: what becomes of unfinished items when one of its iterations closes. */
export interface RolloverPolicy {
  readonly orgId: number;
  readonly id: number;
  readonly projectId: number;
  readonly name: string;
  readonly rules: readonly RolloverRule[];
  readonly version: number;
  /** Epoch milliseconds. */
  readonly createdAt: number;
  readonly createdBy: number;
  readonly updatedAt: number;
  readonly updatedBy: number;
}

/** Rules once told nobody. */
type StoredRule = Omit<RolloverRule, 'notify'> & Partial<Pick<RolloverRule, 'notify'>>;

/** The policy of that number, unless it was removed. */
export async function findPolicy(db: Db, orgId: number, id: number): Promise<RolloverPolicy | undefined> {
  const row = await db
    .selectFrom('rollover_policy')
    .selectAll()
    .where('org_id', '=', orgId)
    .where('id', '=', id)
    .where('removed_at', 'is', null)
    .executeTakeFirst();
  return row === undefined ? undefined : fromRow(row);
}

/** The policies of a project, oldest first. */
export async function listPoliciesOf(db: Db, orgId: number, projectId: number): Promise<readonly RolloverPolicy[]> {
  const rows = await db
    .selectFrom('rollover_policy')
    .selectAll()
    .where('org_id', '=', orgId)
    .where('project_id', '=', projectId)
    .where('removed_at', 'is', null)
    .orderBy('id')
    .execute();
  return rows.map(fromRow);
}

/** Stores a new policy. */
export async function insertPolicy(db: Db, policy: RolloverPolicy): Promise<void> {
  await db
    .insertInto('rollover_policy')
    .values({
      org_id: policy.orgId,
      id: policy.id,
      project_id: policy.projectId,
      created_at: policy.createdAt,
      created_by: policy.createdBy,
      removed_at: null,
      ...changing(policy),
    })
    .execute();
}

/** Writes a policy over what it was. */
export async function savePolicy(db: Db, policy: RolloverPolicy): Promise<void> {
  await db
    .updateTable('rollover_policy')
    .set(changing(policy))
    .where('org_id', '=', policy.orgId)
    .where('id', '=', policy.id)
    .execute();
}

/** Removes a policy from sight; receipts go on naming it. */
export async function hidePolicy(db: Db, orgId: number, id: number, at: number): Promise<void> {
  await db
    .updateTable('rollover_policy')
    .set({ removed_at: at })
    .where('org_id', '=', orgId)
    .where('id', '=', id)
    .execute();
}

function changing(policy: RolloverPolicy) {
  return {
    name: policy.name,
    rules: JSON.stringify(policy.rules),
    version: policy.version,
    updated_at: policy.updatedAt,
    updated_by: policy.updatedBy,
  };
}

function fromRow(row: Selectable<RolloverPolicyTable>): RolloverPolicy {
  const rules: readonly StoredRule[] = JSON.parse(row.rules);
  return {
    orgId: row.org_id,
    id: row.id,
    projectId: row.project_id,
    name: row.name,
    rules: rules.map((rule) => ({ ...rule, notify: rule.notify ?? false })),
    version: row.version,
    createdAt: row.created_at,
    createdBy: row.created_by,
    updatedAt: row.updated_at,
    updatedBy: row.updated_by,
  };
}
