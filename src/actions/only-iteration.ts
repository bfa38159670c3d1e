import { requirePlanner } from '../domain/access.ts';
import type { Item } from '../domain/item.ts';
import { type IterationRef, isClosed, isOpen } from '../domain/iteration.ts';
import { Refusal } from '../domain/refusal.ts';
import { type LiveMembership, listLiveMemberships } from '../store/items.ts';
import { findIteration } from '../store/iterations.ts';
import { unknownPlace } from './item-fields.ts';
import type { Moves } from './item-iterations.ts';
import type { Tx } from './transact.ts';

/**
 * What it takes to have an item in one iteration or release of its project alone, or, for null and the root, in none;
 * undefined when nothing was said. Closed iterations keep what they held.
 * @throws Refusal invalid (one that is not there), forbidden, iteration_not_open, iteration_closed, item_not_live
 */
export async function planOnlyIteration(
  tx: Tx,
  item: Item | null,
  projectId: number,
  ref: IterationRef | null | undefined,
): Promise<Moves | undefined> {
  if (ref === undefined) return undefined;
  const wanted = ref === null ? null : await findIteration(tx.db, tx.actor.orgId, ref);
  if (wanted === undefined || (wanted !== null && (wanted.projectId !== projectId || wanted.status === 'removed'))) {
    throw unknownPlace('onlyIn', 'iteration');
  }
  requirePlanner(tx.actor, projectId, 'iteration');
  const present = item === null ? [] : await listLiveMemberships(tx.db, tx.actor.orgId, item.id);
  const leave = present.filter((each) => takesItems(each) && each.iterationId !== wanted?.id);
  if (wanted === null || wanted.kind === 'root') {
    if (leave.length === 0 && present.length > 0) {
      throw new Refusal('iteration_closed', 'Items cannot be taken out of a closed iteration', { field: 'onlyIn' });
    }
    return { leave, enter: [] };
  }
  if (present.some((each) => each.iterationId === wanted.id)) return { leave, enter: [] };
  if (item !== null && item.condition !== 'live') {
    throw new Refusal('item_not_live', 'An archived or deleted item cannot be added', { field: 'onlyIn' });
  }
  if (!takesItems(wanted)) {
    const message = 'Items can only be added to a planned or active iteration';
    throw new Refusal('iteration_not_open', message, { field: 'onlyIn' });
  }
  return { leave, enter: [wanted] };
}

/** Releases hold items for as long as they are there. */
function takesItems(each: Pick<LiveMembership, 'kind' | 'status'>): boolean {
  return isOpen(each) || (each.kind === 'release' && !isClosed(each));
}
