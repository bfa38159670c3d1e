import { mayPlan } from '../domain/access.ts';
import { type CloseWish, type Decision, type Destination, decideClose, isUndecided } from '../domain/close-plan.ts';
import {
  assigneesOf,
  type ClosingItem,
  type ClosingMember,
  circumstancesOf,
  unfinishedOf,
} from '../domain/closing-item.ts';
import type { Iteration } from '../domain/iteration.ts';
import type { NewIterationWish } from '../domain/plan-of-close.ts';
import { Refusal } from '../domain/refusal.ts';
import type { Circumstances, RuleTarget } from '../domain/rollover-policy.ts';
import { itemsPlannedBeside, tagsOfMembers } from '../store/closing-items.ts';
import { readClosingMembers } from '../store/closing-members.ts';
import type { RolloverPolicy } from '../store/rollover-policies.ts';
import { zoneOf } from '../store/zones.ts';
import { type NextWindow, peopleMostlyOff, windowOfNext } from './people-off.ts';
import type { Tx } from './transact.ts';

/** A close as it was decided: what becomes of every unfinished item. */
export interface Closing {
  /** All that the iteration holds. */
  readonly members: readonly ClosingMember[];
  /** Those of them that are unfinished. */
  readonly items: readonly ClosingItem[];
  /** One for each item, in the same order. */
  readonly decisions: readonly Decision[];
  /** An iteration that is to be made for what is carried. */
  readonly newIteration: NewIterationWish | null;
  readonly planId: number | null;
  readonly policy: { readonly id: number; readonly version: number } | null;
}

/** The rows named in a refusal; more would help nobody. */
export const mostNamed = 1000;

/** What an iteration holds, and which of it is unfinished. */
export async function readClosingItems(
  { db }: Tx,
  { orgId, id }: Iteration,
): Promise<Pick<Closing, 'members' | 'items'>> {
  const members = await readClosingMembers(db, orgId, id);
  return { members, items: unfinishedOf(members) };
}

/** What rules may ask about each of an iteration's unfinished items, in the same order, where `next` follows. */
export async function readCircumstances(
  { db, now }: Tx,
  { orgId, id }: Iteration,
  items: readonly ClosingItem[],
  next: NextWindow | null,
): Promise<readonly Circumstances[]> {
  if (items.length === 0) return [];
  const [tags, zone] = [await tagsOfMembers(db, orgId, id), await zoneOf(db, orgId, id)];
  const off = next === null ? new Set<number>() : await peopleMostlyOff(db, next, assigneesOf(items));
  return circumstancesOf(items, tags, { zone, at: now, off });
}

/** For each destination, whether an item is there already or planned beside it. */
export async function readPlannedElsewhere(
  tx: Tx,
  from: Iteration,
  destinations: readonly (Pick<Iteration, 'id' | 'boardId'> | 'new')[],
): Promise<(itemId: number, to: Destination) => boolean> {
  const planned = new Map<Destination, ReadonlySet<number>>();
  for (const each of destinations) {
    const where = each === 'new' ? { to: 0, boardId: from.boardId } : { to: each.id, boardId: each.boardId };
    const key = each === 'new' ? each : each.id;
    planned.set(key, await itemsPlannedBeside(tx.db, { ...where, orgId: from.orgId, from: from.id }));
  }
  return (itemId, to) => planned.get(to)?.has(itemId) === true;
}

/** The plainest close, which every dialect offers: everything unfinished goes to the target, or stays where there is none. */
export async function plainClosing(tx: Tx, from: Iteration, target: Iteration | null): Promise<Closing> {
  const decided = await decide(tx, from, target, {
    wish: everything(target === null ? 'stay' : 'next'),
    mayChange: () => true,
  });
  return { ...decided, newIteration: null, planId: null, policy: null };
}

/**
 * A close by the rules of a policy, without anybody looking at it first; `next` is where its rules carry items.
 * @throws Refusal decision_needed
 */
export async function closingByPolicy(
  tx: Tx,
  from: Iteration,
  { id, version, rules }: RolloverPolicy,
  next: Iteration | null,
): Promise<Closing> {
  const decided = await decide(tx, from, next, {
    wish: { rules, items: [] },
    mayChange: (projectId) => mayPlan(tx.actor, projectId),
  });
  requireDecided(decided.decisions);
  return { ...decided, newIteration: null, planId: null, policy: { id, version } };
}

/** Refuses decisions that wait for somebody, naming each item. @throws Refusal decision_needed */
export function requireDecided(decisions: readonly Decision[]): void {
  const undecided = decisions.filter(isUndecided);
  if (undecided.length === 0) return;
  throw new Refusal('decision_needed', 'Items would be carried for the third time: somebody has to decide about them', {
    field: 'items',
    faults: undecided.slice(0, mostNamed).map(({ itemId }) => ({
      field: `items.${itemId}`,
      rule: 'rule',
      message: `Item ${itemId} was carried twice: split, cut or re-estimate it, or say in a note why it goes on`,
    })),
  });
}

async function decide(
  tx: Tx,
  from: Iteration,
  next: Iteration | null,
  { wish, mayChange }: { readonly wish: CloseWish; readonly mayChange: (projectId: number) => boolean },
): Promise<Pick<Closing, 'members' | 'items' | 'decisions'>> {
  const { members, items } = await readClosingItems(tx, from);
  const circumstances = await readCircumstances(tx, from, items, next === null ? null : windowOfNext(next));
  const isPlannedElsewhere = await readPlannedElsewhere(tx, from, next === null ? [] : [next]);
  const situation = { items, circumstances, next: next?.id ?? null, isPlannedElsewhere, mayChange };
  return { members, items, decisions: decideClose(situation, wish) };
}

/** The wish that treats every unfinished item alike. */
export function everything(to: RuleTarget): CloseWish {
  return { rules: [{ id: 'everything', when: {}, to, rank: 'bottom', estimate: 'keep', notify: false }], items: [] };
}
