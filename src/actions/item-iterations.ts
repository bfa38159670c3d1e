import { canSee, requirePlanner } from '../domain/access.ts';
import type { Item, ListChange } from '../domain/item.ts';
import { type IterationName, type IterationView, isClosed, isOpen } from '../domain/iteration.ts';
import { Refusal } from '../domain/refusal.ts';
import { type LiveMembership, listLiveMemberships } from '../store/items.ts';
import { type IterationRules, readIterationRules } from '../store/iteration-rules.ts';
import { findIteration, findIterationsTitled } from '../store/iterations.ts';
import { endMembership, insertMembership } from '../store/memberships.ts';
import { unknownPlace } from './item-fields.ts';
import { recordStanding, standingOf } from './record-standing.ts';
import { requireRoom } from './scope-room.ts';
import type { Tx } from './transact.ts';

/** The iterations that an item is to leave and to enter. */
export interface Moves {
  readonly leave: readonly LiveMembership[];
  readonly enter: readonly IterationView[];
}

/**
 * What a change of an item's list of iterations comes to, the item being as it will stand. Closed iterations keep what
 * they held: setting a list does not speak of them, nor of those that the actor cannot see.
 * @throws Refusal invalid (one that is not there), not_found, forbidden, iteration_not_open, iteration_closed,
 * item_not_live, iterations_of_one_board
 */
export async function planMoves(
  tx: Tx,
  item: Item | null,
  change: ListChange<IterationName> | undefined,
): Promise<Moves> {
  // What is deleted leaves every open iteration anyway.
  if (change === undefined || item?.condition === 'deleted') return { leave: [], enter: [] };
  const present = item === null ? [] : await listLiveMemberships(tx.db, tx.actor.orgId, item.id);
  const wanted = await findAll(tx, 'set' in change ? change.set : change.add);
  const unwanted = 'set' in change ? undefined : await findAll(tx, change.remove);
  const leave = present.filter((each) =>
    unwanted === undefined
      ? isOpen(each) && canSee(tx.actor, each.projectId) && !wanted.some(({ id }) => id === each.iterationId)
      : unwanted.some(({ id }) => id === each.iterationId),
  );
  for (const each of leave) requirePlanner(tx.actor, each.projectId, 'iteration');
  if (leave.some(isClosed)) {
    throw new Refusal('iteration_closed', 'Items cannot be taken out of a closed iteration', { field: 'iterations' });
  }
  const enter = wanted.filter(({ id }) => !present.some((each) => each.iterationId === id));
  if (enter.length > 0 && item?.condition === 'archived') {
    throw new Refusal('item_not_live', 'An archived or deleted item cannot be added', { field: 'iterations' });
  }
  for (const each of enter) {
    requirePlanner(tx.actor, each.projectId, 'iteration');
    if (!isOpen(each)) {
      const message = 'Items can only be added to a planned or active iteration';
      throw new Refusal('iteration_not_open', message, { field: 'iterations' });
    }
  }
  const boards = [...present.filter((each) => isOpen(each) && !leave.includes(each)), ...enter].map(
    (each) => each.boardId,
  );
  if (new Set(boards).size < boards.length) {
    const message = 'An item can be in one open iteration of a board only';
    throw new Refusal('iterations_of_one_board', message, { field: 'iterations' });
  }
  return { leave, enter };
}

/** Makes moves that were planned; `item` is as it stands by now, its version raised already. */
export async function makeMoves(tx: Tx, item: Item, moves: Moves): Promise<void> {
  const left = new Set<LiveMembership>();
  for (const iteration of moves.enter) {
    const given = moves.leave.filter((each) => !left.has(each) && each.boardId === iteration.boardId);
    await enter(tx, item, iteration, given);
    for (const each of given) left.add(each);
  }
  for (const each of moves.leave) if (!left.has(each)) await leave(tx, item, each);
}

/**
 * Enters an item into an iteration for others that it leaves, and answers the new record's number.
 * @throws Refusal scope_policy
 */
export async function enter(
  tx: Tx,
  item: Item,
  iteration: IterationView,
  left: readonly LiveMembership[],
): Promise<number> {
  const rules = await readIterationRules(tx.db, tx.actor.orgId, iteration.id);
  await requireRoom(tx, iteration, item, rules);
  return enterFreely(tx, item, iteration, left, rules);
}

/** The same, for who has seen to the iteration's scope policy. */
export async function enterFreely(
  tx: Tx,
  item: Item,
  iteration: IterationView,
  left: readonly LiveMembership[],
  rules: IterationRules,
): Promise<number> {
  const { db, actor, now } = tx;
  const { orgId } = actor;
  const { seq } = await tx.emit({
    kind: 'item.entered',
    projectId: iteration.projectId,
    iterationId: iteration.id,
    itemId: item.id,
    touches: [item.projectId, ...left.map((each) => each.projectId)],
    data: { left: left.map((each) => each.iterationId) },
  });
  const stamp = { orgId, at: now, by: actor.userId, seq };
  for (const each of left) {
    await endMembership(db, { ...stamp, id: each.id });
    await recordStanding(tx, seq, each, item, standingOf(item, true), standingOf(item, false));
  }
  const id = await insertMembership(db, { ...stamp, iterationId: iteration.id, itemId: item.id });
  const place = { ...iteration, iterationId: iteration.id, ...rules };
  await recordStanding(tx, seq, place, item, standingOf(item, false), standingOf(item, true));
  return id;
}

/** Takes an item out of an iteration; the record stays, with who and when. */
export async function leave(tx: Tx, item: Item, membership: LiveMembership): Promise<void> {
  const { db, actor, now } = tx;
  const { seq } = await tx.emit({
    kind: 'item.left',
    projectId: membership.projectId,
    iterationId: membership.iterationId,
    itemId: item.id,
    touches: [item.projectId],
  });
  await endMembership(db, { orgId: actor.orgId, id: membership.id, at: now, by: actor.userId, seq });
  await recordStanding(tx, seq, membership, item, standingOf(item, true), standingOf(item, false));
}

/** Each iteration once. @throws Refusal `invalid` at `iterations` when one is not there for the caller */
async function findAll(tx: Tx, names: readonly IterationName[]): Promise<readonly IterationView[]> {
  const found = new Map<number, IterationView>();
  for (const name of names) {
    const known = (await findNamed(tx, name)).filter(
      (each) => each.kind === 'iteration' && each.status !== 'removed' && canSee(tx.actor, each.projectId),
    );
    const [iteration, another] = known;
    if (iteration === undefined || another !== undefined) throw unknownPlace('iterations');
    found.set(iteration.id, iteration);
  }
  return [...found.values()];
}

async function findNamed(tx: Tx, name: IterationName): Promise<readonly IterationView[]> {
  const { orgId } = tx.actor;
  if ('title' in name) return findIterationsTitled(tx.db, orgId, name.title);
  const found = await findIteration(tx.db, orgId, name);
  return found === undefined ? [] : [found];
}
