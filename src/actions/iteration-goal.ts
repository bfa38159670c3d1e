import { type Actor, canSee, requirePlanner } from '../domain/access.ts';
import type { GoalOutcome } from '../domain/goal.ts';
import type { IterationRef, IterationView } from '../domain/iteration.ts';
import { checkVersion, type Precondition } from '../domain/precondition.ts';
import { type Doubts, type Fault, notFound, refuseFaults, refuseUnreadable } from '../domain/refusal.ts';
import type { Db } from '../store/engine.ts';
import { type Goal, type GoalItem, listGoalItems, membersAmong, readGoal, saveGoal } from '../store/iteration-goals.ts';
import { getIteration } from '../store/iterations.ts';
import { requireKnown } from './require-iteration.ts';
import type { Tx } from './transact.ts';

/** The goal of an iteration: what it says, what it takes, and what became of it. */
export interface GoalView extends Goal {
  readonly iterationId: number;
  /** The iteration's own words; they change with the iteration. */
  readonly text: string | null;
  readonly items: readonly GoalItem[];
}

/** What a goal takes and what became of it, whole. */
export interface SetGoal {
  readonly iteration: IterationRef;
  readonly itemIds: readonly number[];
  readonly outcome: GoalOutcome | null;
  readonly evidence: string | null;
  readonly precondition: Precondition;
  readonly doubts?: Doubts;
}

/** The goal of an iteration. @throws Refusal not_found */
export async function getGoal(db: Db, actor: Actor, find: { readonly iteration: IterationRef }): Promise<GoalView> {
  return viewOf(db, await seen(db, actor, find.iteration));
}

/**
 * Sets which items an iteration's goal takes and what became of it; every such change is an event, so that no goal is
 * lost under another. An iteration can be judged once it was started, and again later. What says the same as before
 * changes nothing.
 * @throws Refusal not_found, forbidden, version_*, invalid (items that are not in it; an outcome before the start)
 */
export async function setGoal(tx: Tx, set: SetGoal): Promise<GoalView> {
  const { db, actor, now } = tx;
  const iteration = await seen(db, actor, set.iteration);
  requirePlanner(actor, iteration.projectId, 'iteration');
  refuseUnreadable(set.doubts);
  const before = await viewOf(db, iteration);
  checkVersion(set.precondition, before.version, true);
  refuseFaults(set.doubts);
  const itemIds = [...new Set(set.itemIds)].sort((a, b) => a - b);
  const { outcome, evidence } = set;
  await refuseUnfit(db, iteration, { itemIds, outcome }, before);
  const beforeIds = before.items.map(({ id }) => id);
  const isSame =
    outcome === before.outcome && evidence === before.evidence && JSON.stringify(itemIds) === JSON.stringify(beforeIds);
  if (isSame) return before;
  const goal = { outcome, evidence, version: before.version + 1 };
  const of = { orgId: actor.orgId, iterationId: iteration.id };
  await saveGoal(db, { ...of, at: now, by: actor.userId }, goal, itemIds);
  await tx.emit({
    kind: 'goal.changed',
    projectId: iteration.projectId,
    iterationId: iteration.id,
    data: {
      version: goal.version,
      text: iteration.goal,
      before: { itemIds: beforeIds, outcome: before.outcome, evidence: before.evidence },
      after: { itemIds, outcome, evidence },
    },
  });
  return viewOf(db, iteration);
}

async function refuseUnfit(
  db: Db,
  iteration: IterationView,
  { itemIds, outcome }: Pick<SetGoal, 'itemIds' | 'outcome'>,
  before: GoalView,
): Promise<void> {
  const faults: Fault[] = [];
  const members = await membersAmong(db, { orgId: iteration.orgId, iterationId: iteration.id }, itemIds);
  // What left the iteration since stays a part of its goal until somebody says otherwise.
  const kept = new Set(before.items.map(({ id }) => id));
  const strangers = itemIds.filter((id) => !members.has(id) && !kept.has(id));
  if (strangers.length > 0) {
    const message = `Not in this iteration: ${strangers.slice(0, 20).join(', ')}`;
    faults.push({ field: 'itemIds', rule: 'reference', message, names: strangers.map(String) });
  }
  if (outcome !== null && iteration.startedAt === null) {
    faults.push({ field: 'outcome', rule: 'rule', message: 'An iteration that was not started has no outcome' });
  }
  refuseFaults({ faults });
}

async function viewOf(db: Db, iteration: IterationView): Promise<GoalView> {
  const of = { orgId: iteration.orgId, iterationId: iteration.id };
  const [goal, items] = await Promise.all([readGoal(db, of), listGoalItems(db, of)]);
  return { iterationId: iteration.id, text: iteration.goal, ...goal, items };
}

async function seen(db: Db, actor: Actor, ref: IterationRef): Promise<IterationView> {
  const iteration = await getIteration(db, actor.orgId, ref);
  requireKnown(iteration, { policy: { findsRemoved: false, findsGroups: false } });
  if (!canSee(actor, iteration.projectId)) throw notFound('iteration');
  return iteration;
}
