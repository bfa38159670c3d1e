import { type Selectable, sql } from 'kysely';
import { before } from '../domain/item-facts.ts';
import type { Candidate, Override, ScopePolicy } from '../domain/scope-policy.ts';
import type { ScopePolicyTable } from './cadence-schema.ts';
import { type Db, prepared } from './engine.ts';

interface Of {
  readonly orgId: number;
  readonly iterationId: number;
}

/** The policy of an iteration with its version: open, at 1, for as long as none was set. */
export interface StoredPolicy {
  readonly policy: ScopePolicy;
  readonly version: number;
}

const policyOf = prepared<Of, Selectable<ScopePolicyTable>>((db, value) =>
  db
    .selectFrom('scope_policy')
    .selectAll()
    .where('org_id', '=', value('orgId'))
    .where('iteration_id', '=', value('iterationId')),
);

/** The scope policy of an iteration. */
export async function readScopePolicy(db: Db, of: Of): Promise<StoredPolicy> {
  const [row] = await policyOf(db, of);
  if (row === undefined) return { policy: { kind: 'open' }, version: 1 };
  const { kind, measure, amount, version } = row;
  if (kind !== 'budget') return { policy: { kind }, version };
  if (measure === null || amount === null) throw new Error(`Iteration ${of.iterationId} has a budget without a size`);
  return { policy: { kind, measure, amount }, version };
}

const policyChanges = prepared<Of, { at: number; data: string }>((db, value) =>
  db
    .selectFrom('event')
    .select(['at', 'data'])
    .where('org_id', '=', value('orgId'))
    .where('iteration_id', '=', value('iterationId'))
    .where('kind', '=', 'scope.policy_changed')
    .orderBy('seq'),
);

/** The scope policy that an iteration had before an instant, in epoch milliseconds; the version is that of now. */
export async function readScopePolicyThen(db: Db, of: Of, asOf: number): Promise<StoredPolicy> {
  const [stored, changes] = await Promise.all([readScopePolicy(db, of), policyChanges(db, of)]);
  const [next] = changes.slice(before(changes, asOf).length);
  if (next === undefined) return stored;
  const { before: was }: { before: Pick<StoredPolicy, 'policy'> } = JSON.parse(next.data);
  return { ...stored, policy: was.policy };
}

/** Writes a policy over what it was. */
export async function saveScopePolicy(
  db: Db,
  { orgId, iterationId }: Of,
  { policy, version, at, by }: StoredPolicy & { readonly at: number; readonly by: number },
): Promise<void> {
  const size = policy.kind === 'budget' ? policy : { measure: null, amount: null };
  const { measure, amount } = size;
  const row = { kind: policy.kind, measure, amount, version, updated_at: at, updated_by: by };
  await db
    .insertInto('scope_policy')
    .values({ org_id: orgId, iteration_id: iterationId, ...row })
    .onConflict((conflict) => conflict.columns(['org_id', 'iteration_id']).doUpdateSet(row))
    .execute();
}

/** The items of an iteration that nobody has begun, by falling rank: at most so many of the lowest. */
export async function listNotBegun(
  db: Db,
  { orgId, iterationId }: Of,
  { limit, unestimatedAs }: { readonly limit: number; readonly unestimatedAs: number },
): Promise<readonly Candidate[]> {
  const rows = await db
    .selectFrom('membership as m')
    .innerJoin('item as i', (on) => on.onRef('i.org_id', '=', 'm.org_id').onRef('i.id', '=', 'm.item_id'))
    .select(['i.id', 'i.key', 'i.title', sql<number>`coalesce(i.estimate, ${unestimatedAs})`.as('points')])
    .where('m.org_id', '=', orgId)
    .where('m.iteration_id', '=', iterationId)
    .where('m.ended_at', 'is', null)
    .where('i.category', '=', 'queued')
    .orderBy('m.sort_order', 'desc')
    .orderBy('m.id', 'desc')
    .limit(limit)
    .execute();
  return rows.toReversed();
}

const overridesOf = prepared<Of, Pick<Override, 'seq' | 'at' | 'actorId'> & { data: string }>((db, value) =>
  db
    .selectFrom('event')
    .select(['seq', 'at', 'actor_id as actorId', 'data'])
    .where('org_id', '=', value('orgId'))
    .where('iteration_id', '=', value('iterationId'))
    .where('kind', '=', 'scope.overridden')
    .orderBy('seq'),
);

/** What was let into an iteration against its policy, oldest first. */
export async function listOverrides(db: Db, of: Of): Promise<readonly Override[]> {
  return (await overridesOf(db, of)).map(({ data, ...row }) => {
    const { reason, excess, comesIn, goesOut }: Omit<Override, keyof typeof row> = JSON.parse(data);
    return { ...row, reason, excess, comesIn, goesOut };
  });
}
