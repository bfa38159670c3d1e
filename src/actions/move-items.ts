import { canSee, mayPlanAnywhere, requirePlanner } from '../domain/access.ts';
import type { Item } from '../domain/item.ts';
import type { ItemView } from '../domain/item-view.ts';
import { type IterationView, isOpen } from '../domain/iteration.ts';
import type { Beside } from '../domain/place-between.ts';
import { type Ranked, ranksBeside, runsOf } from '../domain/rank.ts';
import { type Doubts, Refusal, refuseFaults, refuseUnreadable } from '../domain/refusal.ts';
import { listRanked, nextItemNumber, type RankedRow, setOrder } from '../store/item-ranks.ts';
import { findItemViews } from '../store/item-views.ts';
import { findItem, type LiveMembership, listLiveMemberships } from '../store/items.ts';
import { findIteration } from '../store/iterations.ts';
import { saveChange } from './change-item.ts';
import { unknownPlace } from './item-fields.ts';
import { asSeenBy } from './item-reads.ts';
import { numberAnew } from './number-anew.ts';
import type { Tx } from './transact.ts';

/** Where items are to go; the iteration null is the backlog of their project. */
export interface MoveOfItems {
  /** In the order in which they are to stand. */
  readonly itemIds: readonly number[];
  readonly iterationId: number | null;
  /** In the backlog a rank in the project. Without it: at the end of an iteration, in the backlog where they rank already. */
  readonly beside?: Beside;
}

/** Items that were moved, in their new order, and the moves that, made one after the other, put them back. */
export interface MovedItems {
  readonly items: readonly ItemView[];
  readonly undo: readonly MoveOfItems[];
}

/**
 * Moves items into an iteration or to the backlog, and ranks them there. Whatever enters an iteration leaves the other open
 * ones of its board; to go to the backlog is to leave every open one of the project.
 * @throws Refusal forbidden, invalid (an item, an iteration or a neighbour that is not there), item_not_live,
 * iteration_not_open
 */
export async function moveItems(
  tx: Tx,
  { doubts, ...move }: MoveOfItems & { readonly doubts?: Doubts },
): Promise<MovedItems> {
  const { db, actor } = tx;
  if (!mayPlanAnywhere(actor)) throw new Refusal('forbidden', 'Planning rights are needed');
  refuseUnreadable(doubts);
  refuseFaults(doubts);
  const target = move.iterationId === null ? null : await requireTarget(tx, move.iterationId);
  const going: Going[] = [];
  for (const [place, id] of move.itemIds.entries()) going.push(await planOne(tx, id, `itemIds.${place}`, target));
  const row = move.beside === undefined ? undefined : rowOf(tx, target, going);
  const before = row === undefined ? [] : await listRanked(db, row);
  const undo = await planUndo(tx, move.iterationId, going, row, before);
  const ranks = row === undefined ? [] : await ranksIn(tx, row, move, before);
  for (const [place, { item, leave, enters }] of going.entries()) {
    const rank = ranks[place];
    const wanted = target !== null || rank === undefined ? item : { ...item, backlogPriority: rank };
    await saveChange(tx, item, wanted, { fields: {} }, { leave, enter: target !== null && enters ? [target] : [] });
  }
  if (target !== null && ranks.length > 0) await orderWithin(tx, target, move.itemIds, ranks, before);
  const views = await findItemViews(db, actor.orgId, move.itemIds);
  return { items: views.map((view) => asSeenBy(actor, view)), undo };
}

interface Going {
  readonly item: Item;
  readonly leave: readonly LiveMembership[];
  /** Whether it is not in the target yet. */
  readonly enters: boolean;
}

async function requireTarget(tx: Tx, id: number): Promise<IterationView> {
  const target = await findIteration(tx.db, tx.actor.orgId, { id });
  const isHere =
    target !== undefined &&
    target.kind === 'iteration' &&
    target.status !== 'removed' &&
    canSee(tx.actor, target.projectId);
  if (!isHere) throw unknownPlace('iterationId', 'iteration');
  requirePlanner(tx.actor, target.projectId, 'iteration');
  if (isOpen(target)) return target;
  throw new Refusal('iteration_not_open', 'Items can only be added to a planned or active iteration', {
    field: 'iterationId',
  });
}

async function planOne(tx: Tx, id: number, field: string, target: IterationView | null): Promise<Going> {
  const { db, actor } = tx;
  const item = await findItem(db, actor.orgId, { id });
  if (item === undefined || item.condition === 'deleted' || !canSee(actor, item.projectId)) {
    throw unknownPlace(field, 'item');
  }
  requirePlanner(actor, item.projectId, 'item');
  if (item.condition !== 'live') throw new Refusal('item_not_live', 'An archived item cannot be moved', { field });
  const memberships = (await listLiveMemberships(db, actor.orgId, id)).filter(
    (each) => isOpen(each) && canSee(actor, each.projectId),
  );
  const leave = memberships.filter((each) =>
    target === null
      ? each.projectId === item.projectId
      : each.boardId === target.boardId && each.iterationId !== target.id,
  );
  for (const each of leave) requirePlanner(actor, each.projectId, 'iteration');
  return { item, leave, enters: !memberships.some((each) => each.iterationId === target?.id) };
}

/** The row in which the items are to be ranked. @throws Refusal invalid (items of several projects have no common one) */
function rowOf({ actor: { orgId } }: Tx, target: IterationView | null, going: readonly Going[]): RankedRow {
  if (target !== null) return { orgId, iterationId: target.id };
  const [projectId = 0, another] = new Set(going.map(({ item }) => item.projectId));
  if (another === undefined) return { orgId, projectId };
  const message = 'Only items of one project can be ranked in its backlog';
  throw new Refusal('invalid', message, { faults: [{ field: 'itemIds', rule: 'rule', message }] });
}

/** @throws Refusal invalid (the neighbour) */
async function ranksIn(
  tx: Tx,
  row: RankedRow,
  { itemIds, beside = { before: null } }: MoveOfItems,
  ranked: readonly Ranked[],
): Promise<readonly number[]> {
  const within = 'projectId' in row ? { ceiling: await nextItemNumber(tx.db, row.orgId) } : {};
  const ranks = ranksBeside(ranked, itemIds, beside, within);
  if (ranks === undefined) throw unknownPlace('behind' in beside ? 'after' : 'before', 'item');
  if (ranks !== null) return ranks;
  // There are no more numbers in between.
  await numberAnew(tx, row);
  return ranksIn(tx, row, { itemIds, iterationId: null, beside }, await listRanked(tx.db, row));
}

/** Ranks items within an iteration that they are in by now. The order of an iteration is nobody's version. */
async function orderWithin(
  tx: Tx,
  target: IterationView,
  ids: readonly number[],
  ranks: readonly number[],
  before: readonly Ranked[],
): Promise<void> {
  const { orgId } = tx.actor;
  const row = { orgId, iterationId: target.id };
  for (const [place, id] of ids.entries()) {
    const rank = ranks[place];
    if (rank !== undefined) await setOrder(tx.db, row, { id, rank });
  }
  const after = await listRanked(tx.db, row);
  if (after.every(({ id }, place) => id === before[place]?.id)) return;
  await tx.emit({
    kind: 'items.ranked',
    projectId: target.projectId,
    iterationId: target.id,
    data: { itemIds: ids },
  });
}

/** The moves back: first the ranks in the backlog, then the iterations that were left. */
async function planUndo(
  tx: Tx,
  to: number | null,
  going: readonly Going[],
  row: RankedRow | undefined,
  before: readonly Ranked[],
): Promise<readonly MoveOfItems[]> {
  const undo: MoveOfItems[] = [];
  const putBack = (iterationId: number | null, ranked: readonly Ranked[], some: readonly Going[]) => {
    for (const run of runsOf(ranked, idsOf(some))) {
      undo.push({ itemIds: run.ids, iterationId, beside: { behind: run.behind } });
    }
  };
  if (to === null && row !== undefined) putBack(null, before, going);
  const fromBacklog = going.filter(({ leave, enters }) => to !== null && enters && leave.length === 0);
  if (fromBacklog.length > 0) undo.push({ itemIds: idsOf(fromBacklog), iterationId: null });
  for (const iterationId of new Set(going.flatMap(({ leave }) => leave.map((each) => each.iterationId)))) {
    const gone = going.filter(({ leave }) => leave.some((each) => each.iterationId === iterationId));
    putBack(iterationId, await listRanked(tx.db, { orgId: tx.actor.orgId, iterationId }), gone);
  }
  const stayed = going.filter(({ enters }) => to !== null && !enters);
  if (row !== undefined) putBack(to, before, stayed);
  return undo;
}

function idsOf(some: readonly Going[]): readonly number[] {
  return some.map(({ item }) => item.id);
}
