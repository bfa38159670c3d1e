import { type Crossings, crossingsBetween, noCrossings, plusCrossings, stageOn } from './cumulative-flow.ts';
import type { Item } from './item.ts';
import { before } from './item-facts.ts';
import type { TimedItem } from './item-times.ts';
import type { Category } from './ledger.ts';

/** Where an item stood: in which project, on which board, whether it was put away, and how far it had come. */
export type ItemStanding = Pick<Item, 'projectId' | 'boardId' | 'condition' | 'category'>;

/** An item as it is now, with what its life is told from. */
export interface LivingItem extends TimedItem, ItemStanding {
  readonly statusId: number;
}

/** By what an event changed a standing: the values before it and after it. Epoch milliseconds. */
export interface StandingChange {
  readonly at: number;
  readonly changes: {
    readonly projectId?: readonly [before: number, after: number];
    readonly boardId?: readonly [before: number, after: number];
    readonly condition?: readonly [before: Item['condition'], after: Item['condition']];
    readonly statusId?: readonly [before: number, after: number];
  };
}

/** Where an item stood from an instant on, in epoch milliseconds. */
export interface ItemStep extends ItemStanding {
  readonly at: number;
}

/**
 * An item's standings since it was made, the earliest first: changes are undone from what it is now. What was changed without an
 * event, as when a board is removed, is told as it is now. `changes` are in their order; `categoryOf` tells it of a status.
 */
export function lifeOf(
  item: LivingItem,
  changes: readonly StandingChange[],
  categoryOf: (statusId: number) => Category,
): readonly ItemStep[] {
  const steps: ItemStep[] = [];
  let { projectId, boardId, condition, statusId } = item;
  const told = (at: number) => ({ at, projectId, boardId, condition, category: categoryOf(statusId) });
  for (const { at, changes: changed } of changes.toReversed()) {
    steps.push(told(at));
    projectId = changed.projectId?.[0] ?? projectId;
    boardId = changed.boardId?.[0] ?? boardId;
    condition = changed.condition?.[0] ?? condition;
    statusId = changed.statusId?.[0] ?? statusId;
  }
  return [...steps, told(item.createdAt)].toReversed();
}

/** An item as it was known before an instant; null if it was not made yet. Its names are those of now. */
export function itemAsItWas(item: LivingItem, life: readonly ItemStep[], asOf: number): LivingItem | null {
  const known = before(life, asOf);
  const last = known.at(-1);
  if (last === undefined) return null;
  if (known.length === life.length) return item;
  const { projectId, boardId, condition, category } = last;
  const finish = known[known.findLastIndex((step) => step.category !== 'done') + 1];
  const { startedAt } = item;
  return {
    ...item,
    projectId,
    boardId,
    condition,
    category,
    startedAt: startedAt !== null && startedAt < asOf ? startedAt : null,
    doneAt: category === 'done' ? (finish?.at ?? null) : null,
  };
}

/** By how much the crossings of a board, from an instant until another, are to be taken back for one item. */
export function crossingsUndone(
  life: readonly ItemStep[],
  { boardId, from, until }: { readonly boardId: number; readonly from: number; readonly until: number },
): Crossings {
  let sum = noCrossings;
  let stage = stageOn(boardId, null);
  for (const step of life) {
    const next = stageOn(boardId, step);
    const undone = step.at >= from && step.at < until ? crossingsBetween(stage, next, -1) : null;
    if (undone !== null) sum = plusCrossings(sum, undone);
    stage = next;
  }
  return sum;
}
