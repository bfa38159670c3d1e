import { canSee, requirePlanner, requireProjectAdmin } from '../domain/access.ts';
import { minus } from '../domain/amount.ts';
import type { Item } from '../domain/item.ts';
import { type IterationRef, type IterationView, isOpen } from '../domain/iteration.ts';
import { type Doubts, Refusal, refuseFaults, refuseUnreadable } from '../domain/refusal.ts';
import { findItem, type LiveMembership, listLiveMemberships } from '../store/items.ts';
import { readIterationRules } from '../store/iteration-rules.ts';
import { unknownPlace } from './item-fields.ts';
import { enterFreely, leave } from './item-iterations.ts';
import { raiseItem } from './move-item.ts';
import { requireIteration } from './require-iteration.ts';
import { excessIn, noRoom, sizeOf } from './scope-room.ts';
import type { Tx } from './transact.ts';

/** Items that come into an iteration for others that go out, at once. */
export interface SwapScope {
  readonly iteration: IterationRef;
  readonly comesIn: readonly number[];
  readonly goesOut: readonly number[];
  readonly reason: string;
  /** Whether it is to be done even if the policy of the iteration has no room for it. */
  readonly overrides: boolean;
  readonly doubts?: Doubts;
}

interface Member {
  readonly item: Item;
  readonly memberships: readonly LiveMembership[];
}

/**
 * Swaps items of an iteration in one step: the policy is asked about what the whole of it comes to. `scope.swapped` tells the
 * net effect with the reason; whatever goes beyond the policy is told by `scope.overridden` and takes who administers the
 * project.
 * @throws Refusal not_found, forbidden, invalid, iteration_not_open, item_not_live, scope_policy
 */
export async function swapScope(tx: Tx, swap: SwapScope): Promise<void> {
  const policy = { findsRemoved: false, findsGroups: false };
  const iteration = await requireIteration(tx, { iteration: swap.iteration, policy });
  const { projectId, id: iterationId } = iteration;
  requirePlanner(tx.actor, projectId, 'iteration');
  if (swap.overrides) requireProjectAdmin(tx.actor, projectId);
  refuseUnreadable(swap.doubts);
  refuseFaults(swap.doubts);
  if (!isOpen(iteration)) throw new Refusal('iteration_not_open', 'Only what is planned or runs can be swapped');
  const out = await findMembers(tx, swap.goesOut, 'out', iteration, true);
  const into = await findMembers(tx, swap.comesIn, 'in', iteration, false);

  const rules = await readIterationRules(tx.db, tx.actor.orgId, iterationId);
  const [comesIn, goesOut] = [into.map(({ item }) => item), out.map(({ item }) => item)];
  const excess = await excessIn(tx, iteration, { comesIn, goesOut, isSwap: true }, rules);
  if (excess !== null && !swap.overrides) throw await noRoom(tx.db, iteration, excess, rules, swap.goesOut);

  for (const { item, memberships } of out) {
    await raiseItem(tx, item);
    for (const each of memberships.filter((one) => one.iterationId === iterationId)) await leave(tx, item, each);
  }
  for (const { item, memberships } of into) {
    await raiseItem(tx, item);
    const left = memberships.filter((each) => isOpen(each) && each.boardId === iteration.boardId);
    for (const each of left) requirePlanner(tx.actor, each.projectId, 'iteration');
    await enterFreely(tx, item, iteration, left, rules);
  }
  const { reason } = swap;
  const sizes = { comesIn: sizeOf(comesIn, rules), goesOut: sizeOf(goesOut, rules) };
  const net = minus(sizes.comesIn, sizes.goesOut);
  const about = { projectId, iterationId };
  await tx.emit({ kind: 'scope.swapped', ...about, data: { in: swap.comesIn, out: swap.goesOut, net, reason } });
  if (excess !== null) await tx.emit({ kind: 'scope.overridden', ...about, data: { reason, excess, ...sizes } });
}

async function findMembers(
  tx: Tx,
  ids: readonly number[],
  field: 'in' | 'out',
  iteration: IterationView,
  isIn: boolean,
): Promise<readonly Member[]> {
  const { db, actor } = tx;
  const members: Member[] = [];
  for (const [place, id] of ids.entries()) {
    const item = await findItem(db, actor.orgId, { id });
    const memberships = item === undefined ? [] : await listLiveMemberships(db, actor.orgId, id);
    const isMember = memberships.some((each) => each.iterationId === iteration.id);
    if (item === undefined || !canSee(actor, item.projectId) || isMember !== isIn) {
      throw unknownPlace(`${field}.${place}`, 'item');
    }
    requirePlanner(actor, item.projectId, 'item');
    if (!isIn && item.condition !== 'live') {
      throw new Refusal('item_not_live', 'An archived or deleted item cannot be added', { field: `${field}.${place}` });
    }
    members.push({ item, memberships });
  }
  return members;
}
