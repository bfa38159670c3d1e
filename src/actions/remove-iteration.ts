import { requirePlanner } from '../domain/access.ts';
import {
  type ChangePolicy,
  decideChange,
  type IterationFields,
  type WantedChange,
} from '../domain/change-of-iteration.ts';
import type { Carried } from '../domain/item.ts';
import { type Iteration, type IterationRef, type IterationView, isClosed } from '../domain/iteration.ts';
import { checkVersion, type Precondition } from '../domain/precondition.ts';
import { type Doubts, Refusal, refuseFaults, refuseUnreadable } from '../domain/refusal.ts';
import { checkTarget } from '../domain/rollover.ts';
import { findIteration, getIteration, saveIteration } from '../store/iterations.ts';
import { readTree } from '../store/trees.ts';
import { carryItems, letGoAll, nothingCarried } from './carry-items.ts';
import { takeOut } from './place-iteration.ts';
import { type LookFor, requireIteration } from './require-iteration.ts';
import type { Tx } from './transact.ts';

/** The removal of an iteration or a release. */
export interface RemoveIteration extends LookFor {
  readonly precondition: Precondition;
  readonly requireVersion?: boolean;
  /** Where its items go; null and absent: nowhere, they are free again. */
  readonly moveItemsTo?: IterationRef | null;
  /** Below what its iterations go on, in their order; null and absent: they move up to where it was. */
  readonly moveChildrenTo?: IterationRef | null;
  /** What the same request sets on the way out, under the rules of a change: a removed iteration may still be read. */
  readonly lastEdit?: {
    readonly fields: IterationFields;
    readonly finishedAt?: number;
    readonly policy: ChangePolicy;
  };
  readonly doubts?: Doubts;
  readonly policy: LookFor['policy'] & {
    /** `open`: only a planned or active iteration can receive. `any`: a release and the root too. */
    readonly target: 'open' | 'any';
  };
}

/** The iteration as it is now, removed, and what was carried into the target, if one was given. */
export interface RemovedIteration extends Partial<Carried> {
  readonly iteration: IterationView;
}

/**
 * Removes an iteration for good: its items move or become free, its children move up or elsewhere, what was measured of it
 * stays.
 * @throws Refusal not_found, forbidden, version_*, invalid, target_*, transition_not_allowed (removed already, or the root)
 */
export async function removeIteration(tx: Tx, remove: RemoveIteration): Promise<RemovedIteration> {
  const { db, actor } = tx;
  const targetRef = remove.moveItemsTo ?? null;
  const before = await requireIteration(tx, remove);
  requirePlanner(actor, before.projectId, 'iteration');
  refuseUnreadable(remove.doubts);
  checkVersion(remove.precondition, before.version, remove.requireVersion ?? false);
  refuseFaults(remove.doubts);
  if (before.status === 'removed' || before.kind === 'root') {
    const what = before.kind === 'root' ? 'The root iteration' : 'A removed iteration';
    throw new Refusal('transition_not_allowed', `${what} can't be removed`, { field: 'status' });
  }

  const { lastEdit } = remove;
  const edited =
    lastEdit === undefined ? before : decideChange(before, wantedBy(lastEdit), lastEdit.policy, tx.now).next;
  const target = targetRef === null ? null : await chooseTarget(tx, before, targetRef, remove.policy.target);
  const home =
    remove.moveChildrenTo === undefined || remove.moveChildrenTo === null
      ? null
      : await findTarget(tx, before, remove.moveChildrenTo, 'home');
  // The root holds whatever is in no iteration, so moving items there means letting them go.
  const receives = target !== null && target.kind !== 'root';
  const carried = receives ? await carryItems(tx, { from: before, to: target }) : undefined;
  await letGoAll(tx, before);
  const parentId = home?.id ?? before.parentId;
  const orphans = await takeOut(tx, before, parentId);
  await saveIteration(db, before, {
    ...edited,
    status: 'removed',
    updatedAt: Math.max(tx.now, before.updatedAt),
    updatedBy: actor.userId,
  });
  await tx.emit({
    kind: 'iteration.removed',
    projectId: before.projectId,
    iterationId: before.id,
    data: {
      version: before.version + 1,
      movedTo: target?.id ?? null,
      before: { status: before.status },
      after: { status: 'removed' },
    },
  });
  for (const orphan of orphans) {
    await tx.emit({
      kind: 'iteration.changed',
      projectId: before.projectId,
      iterationId: orphan,
      data: { before: { parentId: before.id }, after: { parentId } },
    });
  }
  const iteration = await getIteration(db, actor.orgId, { id: before.id });
  return { iteration, ...(target === null ? {} : (carried ?? nothingCarried(tx, target))) };
}

function wantedBy({ fields, finishedAt }: NonNullable<RemoveIteration['lastEdit']>): WantedChange {
  return { ...fields, ...(finishedAt === undefined ? {} : { finishedAt }) };
}

async function chooseTarget(
  tx: Tx,
  before: Iteration,
  ref: IterationRef,
  rule: RemoveIteration['policy']['target'],
): Promise<Iteration> {
  if (rule === 'any') return findTarget(tx, before, ref, 'target');
  return checkTarget(before, await findIteration(tx.db, before.orgId, ref));
}

const movers = { target: 'Items', home: 'Iterations' } as const;

/**
 * What receives items (`target`) or children (`home`) of something that is removed.
 * @throws Refusal target_*
 */
async function findTarget(
  tx: Tx,
  before: Iteration,
  ref: IterationRef,
  field: keyof typeof movers,
): Promise<Iteration> {
  const target = await findIteration(tx.db, before.orgId, ref);
  if (target?.id === before.id) {
    throw new Refusal('target_is_itself', `${movers[field]} cannot move to what they come from`, { field });
  }
  if (target === undefined || target.projectId !== before.projectId || target.status === 'removed') {
    throw new Refusal('target_unknown', 'The target does not exist in this project', { field });
  }
  if (isClosed(target)) throw new Refusal('target_not_open', 'The target iteration is closed', { field });
  const nodes = await readTree(tx.db, before.orgId, before.projectId);
  const parents = new Map(nodes.map((node) => [node.id, node.parentId]));
  for (let at: number | null | undefined = target.parentId; typeof at === 'number'; at = parents.get(at)) {
    if (at === before.id) {
      const message = `${movers[field]} cannot move to something below what is removed`;
      throw new Refusal('target_is_itself', message, { field });
    }
  }
  return target;
}
