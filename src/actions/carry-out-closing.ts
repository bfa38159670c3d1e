import type { Choice, Decision, Destination } from '../domain/close-plan.ts';
import type { ClosingItem } from '../domain/closing-item.ts';
import type { SeenVersion } from '../domain/covered-rows.ts';
import type { Carried, Item } from '../domain/item.ts';
import type { Iteration } from '../domain/iteration.ts';
import { ranksBeside } from '../domain/rank.ts';
import { groupSettled, type ItemBefore, restoredFields, type Settled, type SplitOff } from '../domain/receipt.ts';
import type { Rank } from '../domain/rollover-policy.ts';
import { countCarry } from '../store/closing-items.ts';
import { takeNumbers } from '../store/events.ts';
import { listRanked, nextItemNumber, rankInBacklog } from '../store/item-ranks.ts';
import { findItem } from '../store/items.ts';
import { getIteration } from '../store/iterations.ts';
import { insertReceipt } from '../store/receipts.ts';
import { carryInto, nothingCarried } from './carry-items.ts';
import { changeItem } from './change-item.ts';
import type { Closing } from './closing.ts';
import { createItem } from './create-item.ts';
import { createIteration } from './create-iteration.ts';
import { numberAnew } from './number-anew.ts';
import { tellPeople } from './tell-people.ts';
import type { Tx } from './transact.ts';

/** What was done for a close while its iteration was still open. */
export interface BegunClosing {
  readonly newIterationId: number | null;
  readonly splits: SplitOff[];
  readonly before: Record<number, ItemBefore>;
  /** Versions of items that were changed by themselves. */
  readonly versions: Map<number, number>;
}

/**
 * Does what of a close has to count in the figures that it freezes: makes the new iteration, cancels, and splits items. What
 * is split is done as far as its done part, or, without credit, cancelled: then its points are nowhere done.
 * @throws Refusal forbidden, invalid
 */
export async function beginClosing(tx: Tx, from: Iteration, closing: Closing): Promise<BegunClosing> {
  const { newIteration: wish } = closing;
  const made = wish === null ? null : await makeIteration(tx, from, wish);
  const begun: BegunClosing = { newIterationId: made, splits: [], before: {}, versions: new Map() };
  for (const { itemId, choice, circumstances } of closing.decisions) {
    if (choice.action === 'cancel') {
      await settle(tx, begun, itemId, { fields: {}, to: { category: 'cancelled' } });
    }
    if (choice.action === 'split') {
      const whole = await requireItem(tx, itemId);
      const over = choice.credit === 'donePart' ? 'done' : 'cancelled';
      const fields = { estimate: choice.donePart, estimateText: null, resolution: 'split' };
      await settle(tx, begun, itemId, { fields, to: { category: over } });
      begun.splits.push(await splitOff(tx, whole, circumstances.tags, choice.donePart, idOf(choice.to, made)));
    }
  }
  return begun;
}

/** What was done for a close until its iteration was closed, by the event of that number. */
export interface ClosedHalf extends BegunClosing {
  readonly eventSeq: number;
  /** What is done and was put away with the iteration. */
  readonly archived: readonly SeenVersion[];
}

/** Moves what is to be moved, now that the iteration is closed, and leaves a receipt. */
export async function finishClosing(
  tx: Tx,
  from: Iteration,
  closing: Closing,
  begun: ClosedHalf,
): Promise<{ readonly receiptId: number; readonly carried: readonly (Carried & { readonly iterationId: number })[] }> {
  const estimates = new Map<number, number | null>();
  for (const { itemId, estimate } of closing.decisions) {
    if (estimate === undefined) continue;
    await settle(tx, begun, itemId, { fields: { estimate, estimateText: null } });
    estimates.set(itemId, estimate);
  }
  const moves = movesOf(closing, begun, estimates);
  const carried: (Carried & { iterationId: number })[] = [];
  for (const { to, rank, items } of moves.carries) {
    const target = await getIteration(tx.db, from.orgId, { id: to });
    carried.push({ ...(await carryInto(tx, { from, to: target, items, rank })), iterationId: to });
    await countCarry(tx.db, { ...stampOf(tx, items), sign: 1 });
  }
  for (const { rank, items } of moves.returns) {
    await returnToBacklog(tx, from, items, rank);
    for (const { id, backlogPriority } of items) begun.before[id] = { ...begun.before[id], backlogPriority };
  }
  const id = await takeNumbers(tx.db, from.orgId, 'receipt');
  const { planId, policy } = closing;
  const told = await tellPeople(tx, from, closing, { receiptId: id, newIterationId: begun.newIterationId });
  const notes = closing.decisions.flatMap(({ itemId, note }) => (note === undefined ? [] : [[itemId, note]]));
  await insertReceipt(tx.db, {
    id,
    orgId: from.orgId,
    iterationId: from.id,
    eventSeq: begun.eventSeq,
    planId,
    policy,
    closedAt: tx.now,
    closedBy: tx.actor.userId,
    content: {
      groups: groupSettled(settledBy(closing, begun, estimates)),
      splits: begun.splits,
      newIterationId: begun.newIterationId,
      archived: begun.archived,
      before: begun.before,
      notes: Object.fromEntries(notes),
      told,
    },
  });
  return { receiptId: id, carried };
}

/** What was carried into one iteration, as the answer of a close tells it. */
export function carriedInto(tx: Tx, carried: readonly (Carried & { iterationId: number })[], to: Iteration): Carried {
  const { moved, arrival } = carried.find(({ iterationId }) => iterationId === to.id) ?? nothingCarried(tx, to);
  return { moved, arrival };
}

async function makeIteration(tx: Tx, from: Iteration, wish: NonNullable<Closing['newIteration']>): Promise<number> {
  const { title, ...fields } = wish;
  const { id } = await createIteration(tx, {
    home: { boardId: from.boardId },
    title,
    fields,
    ...(from.parentId === null ? {} : { parentId: from.parentId }),
    policy: { moves: {}, refuseRepeatedClose: false, fixedWhenClosed: [], endAfterStart: 'day' },
  });
  return id;
}

/** Changes an item by itself, and keeps what it was. */
async function settle(
  tx: Tx,
  begun: BegunClosing,
  itemId: number,
  change: Pick<Parameters<typeof changeItem>[1], 'fields' | 'to'>,
): Promise<void> {
  const before = await requireItem(tx, itemId);
  const after = await changeItem(tx, { item: { id: itemId }, ...change });
  begun.before[itemId] = differences(before, after);
  begun.versions.set(itemId, after.version);
}

function differences(before: Item, after: Item): ItemBefore {
  const changed = restoredFields.filter((field) => before[field] !== after[field]);
  return Object.fromEntries(changed.map((field) => [field, before[field]]));
}

/** The rest of an item that is split goes on as a part of it, which stands where the whole one stood. */
async function splitOff(tx: Tx, whole: Item, tags: readonly string[], donePart: number, to: number): Promise<SplitOff> {
  const childPoints = (whole.estimate ?? 0) - donePart;
  const child = await createItem(tx, {
    project: { id: whole.projectId },
    boardId: whole.boardId,
    laneId: whole.laneId,
    to: { statusId: whole.statusId },
    fields: {
      title: whole.title,
      description: whole.description,
      textFormat: whole.textFormat,
      type: whole.type,
      priority: whole.priority,
      parent: { id: whole.id },
      estimate: childPoints,
      assignee: whole.assigneeId === null ? null : { id: whole.assigneeId },
      areaId: whole.areaId,
      teamId: whole.teamId,
      tags: { set: tags },
    },
    iterations: { add: [{ id: to }], remove: [] },
  });
  await countCarry(tx.db, { ...stampOf(tx, [child]), sign: 1 });
  return { itemId: whole.id, childId: child.id, childVersion: child.version + 1, childPoints };
}

interface Moves {
  readonly carries: readonly { to: number; rank: Rank; items: ClosingItem[] }[];
  readonly returns: readonly { rank: Rank; items: ClosingItem[] }[];
}

/** Which items go where together, each with the estimate that it has by now. */
function movesOf(closing: Closing, begun: BegunClosing, estimates: ReadonlyMap<number, number | null>): Moves {
  const carries = new Map<string, Moves['carries'][number]>();
  const returns = new Map<string, Moves['returns'][number]>();
  for (const [index, { choice }] of closing.decisions.entries()) {
    const item = closing.items[index];
    if (item === undefined) continue;
    const estimate = estimates.get(item.id);
    const moved = estimate === undefined ? item : { ...item, estimate };
    if (choice.action === 'carry') {
      const to = idOf(choice.to, begun.newIterationId);
      const key = `${to} ${choice.rank}`;
      const move = carries.get(key) ?? { to, rank: choice.rank, items: [] };
      carries.set(key, move);
      move.items.push(moved);
    }
    if (choice.action === 'return') {
      const move = returns.get(choice.rank) ?? { rank: choice.rank, items: [] };
      returns.set(choice.rank, move);
      move.items.push(moved);
    }
  }
  return { carries: [...carries.values()], returns: [...returns.values()] };
}

/** Back in the backlog: in no open iteration, before or after all other items of the project. */
async function returnToBacklog(tx: Tx, from: Iteration, items: readonly ClosingItem[], rank: Rank): Promise<void> {
  const projects = [...new Set(items.map(({ projectId }) => projectId))];
  await tx.emit({
    kind: 'items.returned',
    projectId: from.projectId,
    iterationId: from.id,
    touches: projects,
    data: { itemIds: items.map(({ id }) => id), rank },
  });
  for (const projectId of projects) {
    const own = items.filter((item) => item.projectId === projectId);
    await rankApart(tx, own, projectId, rank);
  }
}

/** Ranks items before or behind all others of their project. */
async function rankApart(tx: Tx, items: readonly ClosingItem[], projectId: number, rank: Rank): Promise<void> {
  const { db, actor } = tx;
  const row = { orgId: actor.orgId, projectId };
  const ids = items.map(({ id }) => id);
  const beside = rank === 'top' ? { behind: null } : { before: null };
  const ranks = ranksBeside(await listRanked(db, row), ids, beside, { ceiling: await nextItemNumber(db, actor.orgId) });
  if (ranks === null) {
    // There are no more numbers in between.
    await numberAnew(tx, row);
    return rankApart(tx, items, projectId, rank);
  }
  const [first = 0, second = first] = ranks ?? [];
  await rankInBacklog(db, { ...stampOf(tx, items), first, step: second - first });
}

function settledBy(
  { items, decisions }: Closing,
  begun: BegunClosing,
  estimates: ReadonlyMap<number, number | null>,
): readonly Settled[] {
  const choices = new Map<Choice, Choice<number>>();
  return decisions.map(({ itemId, choice: decided, reason, circumstances }: Decision, index) => {
    const choice = choices.get(decided) ?? settledChoice(decided, begun.newIterationId);
    choices.set(decided, choice);
    const estimate = estimates.get(itemId);
    const kept = choice.action === 'split' ? choice.donePart : (items[index]?.estimate ?? null);
    return {
      itemId,
      choice,
      reason,
      circumstances,
      points: estimate === undefined ? kept : estimate,
      version: (begun.versions.get(itemId) ?? items[index]?.version ?? 0) + (isMove(choice) ? 1 : 0),
    };
  });
}

/** Items that go elsewhere together change once. */
function isMove({ action }: Choice<number>): boolean {
  return action === 'carry' || action === 'return';
}

function settledChoice(choice: Choice, made: number | null): Choice<number> {
  return 'to' in choice ? { ...choice, to: idOf(choice.to, made) } : choice;
}

function idOf(to: Destination, made: number | null): number {
  const id = to === 'new' ? made : to;
  if (id === null) throw new Error('The new iteration has not been made');
  return id;
}

function stampOf(tx: Tx, items: readonly { readonly id: number }[]) {
  return { orgId: tx.actor.orgId, itemIds: items.map(({ id }) => id), at: tx.now, by: tx.actor.userId };
}

async function requireItem(tx: Tx, id: number): Promise<Item> {
  const item = await findItem(tx.db, tx.actor.orgId, { id });
  if (item === undefined) throw new Error(`Item ${id} is gone`);
  return item;
}
