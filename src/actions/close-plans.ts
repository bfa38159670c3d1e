import { createHash } from 'node:crypto';
import { type Actor, canSee, mayPlan, requirePlanner } from '../domain/access.ts';
import type { ChangePolicy } from '../domain/change-of-iteration.ts';
import { type CloseWish, type Destination, decideClose, faultsOfWishes } from '../domain/close-plan.ts';
import { assigneesOf, type ClosingItem } from '../domain/closing-item.ts';
import type { Iteration, IterationRef } from '../domain/iteration.ts';
import {
  type ClosePlan,
  destinationsOf,
  faultsOfDating,
  faultsOfFinish,
  finishOf,
  leftOutOf,
  type NewIterationWish,
  type PlannedItem,
} from '../domain/plan-of-close.ts';
import type { ToldOf } from '../domain/receipt.ts';
import { collectFaults, type Doubts, notFound, Refusal, refuseFaults, refuseUnreadable } from '../domain/refusal.ts';
import { checkTarget, nextIteration } from '../domain/rollover.ts';
import { asksWhoIsOff, type Circumstances, type RuleTarget } from '../domain/rollover-policy.ts';
import { openIterationsOf } from '../store/bulk-moves.ts';
import { findClosePlan, insertClosePlan, purgeClosePlans } from '../store/close-plans.ts';
import type { Db } from '../store/engine.ts';
import { takeNumbers } from '../store/events.ts';
import { findIteration, findIterations } from '../store/iterations.ts';
import { findPeopleByIds } from '../store/people.ts';
import { findPolicy, type RolloverPolicy } from '../store/rollover-policies.ts';
import { zoneOf } from '../store/zones.ts';
import { everything, readCircumstances, readClosingItems, readPlannedElsewhere } from './closing.ts';
import { readCoveredRows } from './covered-rows.ts';
import { lateFacts, lateFor } from './date-back.ts';
import { unknownPlace } from './item-fields.ts';
import { windowOfNew, windowOfNext } from './people-off.ts';
import { previewClose } from './preview-close.ts';
import { type LookFor, requireIteration } from './require-iteration.ts';
import type { Tx } from './transact.ts';

/** What is wanted of a close. */
export interface CreateClosePlan extends LookFor {
  /** A policy of the project; absent: `unfinished` holds for every item. */
  readonly policyId?: number;
  readonly unfinished?: RuleTarget;
  /** What `next` means; absent: the iteration that follows on the board. */
  readonly next?: IterationRef | 'new';
  readonly newIteration?: NewIterationWish;
  readonly items: CloseWish['items'];
  /** The day on which it really ended, in its zone; when it is closed, if nothing is said. */
  readonly finishedDay?: string;
  readonly doubts?: Doubts;
  readonly policy: ChangePolicy & LookFor['policy'];
}

/** Items that one plan decides about. */
const mostItems = 10_000;

/**
 * Works out what a close would do, and keeps it, so that exactly this can be carried out later or not at all. Nothing else
 * changes.
 * @throws Refusal not_found, forbidden, transition_not_allowed (it is no open iteration), invalid, target_*
 */
export async function createClosePlan(tx: Tx, create: CreateClosePlan): Promise<ClosePlan> {
  const { db, actor, now } = tx;
  const from = await requireIteration(tx, create);
  requirePlanner(actor, from.projectId, 'iteration');
  refuseUnreadable(create.doubts);
  refuseFaults(create.doubts);
  requireOpen(from);
  const faults = collectFaults(create.doubts);
  const policy = await faults.ask(() => policyFor(tx, from, create.policyId));
  const { members, items } = await readClosingItems(tx, from);
  await faults.ask(async () => refuseFaults({ faults: faultsOfWishes(items, create.items) }));
  const { finishedDay } = create;
  const zone = await zoneOf(db, from.orgId, from.id);
  await faults.ask(async () => refuseFaults({ faults: faultsOfFinish(from, finishedDay, { zone, now }) }));
  faults.refuse();
  if (items.length > mostItems) throw new Refusal('invalid', `A plan decides about ${mostItems} items at most`);

  const newIteration = create.newIteration ?? null;
  const next = await nextFor(tx, from, create);
  const known = new Map<number, Iteration>();
  const look = async (id: number, field: string) => {
    if (!known.has(id)) known.set(id, checkTarget(from, await findIteration(db, actor.orgId, { id }), field));
  };
  for (const [index, { choice }] of create.items.entries()) {
    if ('to' in choice && typeof choice.to === 'number') await look(choice.to, `items.${index}.iterationId`);
  }
  if (typeof next === 'number') await look(next, 'nextIterationId');
  const wish = {
    rules: policy?.rules ?? everything(create.unfinished ?? 'next').rules,
    items: create.items,
  };
  const isPlannedElsewhere = await readPlannedElsewhere(tx, from, [
    ...known.values(),
    ...(newIteration === null ? [] : (['new'] as const)),
  ]);
  const following = typeof next === 'number' ? known.get(next) : undefined;
  const window = following === undefined ? null : windowOfNext(following);
  const windowOfWish = next === 'new' && newIteration !== null ? windowOfNew(from, newIteration) : null;
  const circumstances = await readCircumstances(tx, from, items, window ?? windowOfWish);
  const mayChange = (projectId: number) => mayPlan(actor, projectId);
  const decisions = decideClose({ items, circumstances, next, isPlannedElsewhere, mayChange }, wish);

  const finishedAt = finishedDay === undefined ? undefined : finishOf(finishedDay, zone, now);
  const late = finishedAt === undefined ? undefined : await lateFor(tx, from, finishedAt);
  const facts = late === undefined ? [] : await lateFacts(tx, from, late);
  refuseFaults({ faults: faultsOfDating(decisions, new Set(facts.map(({ itemId }) => itemId))) });

  const destinations = destinationsOf(decisions);
  const asksWho = asksWhoIsOff(wish.rules);
  // Who is away in what follows decides, even where nothing goes there.
  const followed = asksWho && following !== undefined ? [following.id] : [];
  const covered = await readCoveredRows(db, from, {
    destinations: [...new Set([...destinations.filter((each) => each !== 'new'), ...followed])],
    items,
    policy: policy ?? null,
    away: asksWho ? assigneesOf(items) : [],
  });
  const closing = {
    decisions,
    newIteration: destinations.includes('new') ? newIteration : null,
    policy: policy === undefined ? null : { id: policy.id, version: policy.version },
  };
  const { told, ...preview } = await previewClose(
    tx,
    from,
    { ...closing, members, items, planId: null },
    { policy: create.policy, ...(finishedAt === undefined ? {} : { finishedAt }) },
  );
  const plan = {
    orgId: actor.orgId,
    iterationId: from.id,
    createdAt: now,
    createdBy: actor.userId,
    ...closing,
    ...(finishedDay === undefined ? {} : { finishedDay }),
    ...(late === undefined ? {} : { leftOut: leftOutOf(facts) }),
    items: await plannedItems(db, items, circumstances, told),
    covered,
    ...preview,
  };
  const id = await takeNumbers(db, actor.orgId, 'close_plan');
  const kept = { ...plan, id, fingerprint: fingerprintOf(plan) };
  await insertClosePlan(db, kept);
  return asSeenBy(actor, kept);
}

/** One plan. @throws Refusal not_found */
export async function getClosePlan(db: Db, actor: Actor, get: { readonly planId: number }): Promise<ClosePlan> {
  const plan = await findClosePlan(db, actor.orgId, get.planId);
  const iteration = plan === undefined ? undefined : await findIteration(db, actor.orgId, { id: plan.iterationId });
  if (plan === undefined || iteration === undefined || !canSee(actor, iteration.projectId)) {
    throw notFound('close plan');
  }
  return asSeenBy(actor, plan);
}

/** Forgets plans that were made before an instant. Answers how many. */
export function forgetClosePlans(tx: Tx, forget: { readonly before: number }): Promise<number> {
  return purgeClosePlans(tx.db, forget.before);
}

/** Whatever the iteration, only one that is planned or active can be closed. @throws Refusal transition_not_allowed */
export function requireOpen(iteration: Iteration): void {
  const { kind, status } = iteration;
  if (kind === 'iteration' && (status === 'planned' || status === 'active')) return;
  throw new Refusal('transition_not_allowed', `Iteration status can't be changed from ${status} to closed`, {
    field: 'status',
    move: { from: status, to: 'closed' },
  });
}

/** SHA-256, hex, over what a plan decides and the rows that it stands on. */
function fingerprintOf({
  iterationId,
  decisions,
  newIteration,
  finishedDay,
  covered,
}: Pick<ClosePlan, 'iterationId' | 'decisions' | 'newIteration' | 'finishedDay' | 'covered'>): string {
  const text = JSON.stringify({ iterationId, decisions, newIteration, finishedDay, covered });
  return createHash('sha256').update(text).digest('hex');
}

/**
 * Items of projects that the actor cannot see have no names: only what becomes of them is the iteration's. A guest of single
 * projects knows only of itself when somebody is away.
 */
function asSeenBy(actor: Actor, plan: ClosePlan): ClosePlan {
  const hidden = { key: null, title: null, notified: [], assigneeAway: null };
  const mayKnow = (personId: number | undefined) => actor.orgRole !== null || personId === actor.userId;
  return {
    ...plan,
    items: plan.items.map((item) => {
      if (!canSee(actor, item.projectId)) return { ...item, ...hidden };
      return mayKnow(item.assigneeAway?.id) ? item : { ...item, assigneeAway: null };
    }),
  };
}

/** The items of a plan, and of each who will be told of it, and whether its assignee is away. */
async function plannedItems(
  db: Db,
  items: readonly ClosingItem[],
  circumstances: readonly Circumstances[],
  told: readonly ToldOf[],
): Promise<readonly PlannedItem[]> {
  const toldOf = new Map(told.map(({ itemId, personIds }) => [itemId, personIds]));
  const away = items.map(({ assigneeId }, index) => (circumstances[index]?.assigneeOff === true ? assigneeId : null));
  const ids = new Set([...told.flatMap(({ personIds }) => personIds), ...away.filter((id) => id !== null)]);
  const people = new Map((await findPeopleByIds(db, [...ids])).map(({ id, name }) => [id, { id, name }]));
  const named = (id: number | null) => (id === null ? undefined : people.get(id));
  return items.map(({ id, projectId, key, title, estimate }, index) => ({
    id,
    projectId,
    key,
    title,
    estimate,
    notified: (toldOf.get(id) ?? []).flatMap((personId) => named(personId) ?? []),
    assigneeAway: named(away[index] ?? null) ?? null,
  }));
}

async function policyFor(tx: Tx, from: Iteration, policyId: number | undefined): Promise<RolloverPolicy | undefined> {
  if (policyId === undefined) return undefined;
  const policy = await findPolicy(tx.db, from.orgId, policyId);
  if (policy === undefined || policy.projectId !== from.projectId) throw unknownPlace('policyId', 'policy');
  return policy;
}

async function nextFor(tx: Tx, from: Iteration, create: CreateClosePlan): Promise<Destination | null> {
  if (create.next === 'new' || (create.next === undefined && create.newIteration !== undefined)) return 'new';
  if (create.next !== undefined) {
    return checkTarget(from, await findIteration(tx.db, from.orgId, create.next), 'nextIterationId').id;
  }
  const open = await findIterations(tx.db, from.orgId, await openIterationsOf(tx.db, from.orgId, from.boardId));
  const ofProject = open.filter(({ projectId }) => projectId === from.projectId);
  return nextIteration(from, ofProject)?.id ?? null;
}
