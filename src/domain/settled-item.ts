import type { Item } from './item.ts';

/** Why something is over when nobody said why. */
const ordinaryResolution = { done: 'fixed', cancelled: 'wontFix' } as const;

/**
 * What follows from a change of place or status: when it came about, when the item was begun and done, why it is over if nobody
 * says why, and the estimate it is credited with. `now` in epoch milliseconds.
 */
export function settledItem(before: Item, next: Item, now: number): Item {
  const leavesPart = next.columnId !== before.columnId && next.subcolumnId === before.subcolumnId;
  const within = leavesPart ? { ...next, subcolumnId: null } : next;
  const isNewColumn = within.columnId !== before.columnId || within.subcolumnId !== before.subcolumnId;
  const placed = {
    ...within,
    columnAt: isNewColumn ? now : before.columnAt,
    laneAt: within.laneId === before.laneId ? before.laneAt : now,
  };
  const moved =
    next.statusId === before.statusId ? placed : { ...placed, previousStatusId: before.statusId, statusAt: now };
  if (next.category === before.category) return moved;
  const isDone = next.category === 'done';
  const isBegun = isDone || next.category === 'in_progress';
  const isOver = next.category === 'done' || next.category === 'cancelled';
  return {
    ...moved,
    startedAt: isBegun ? (before.startedAt ?? now) : before.startedAt,
    doneAt: isDone ? now : null,
    doneEstimate: isDone ? next.estimate : null,
    resolution: isOver ? ordinaryResolution[next.category] : null,
  };
}
