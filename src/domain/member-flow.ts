import { type CrossingsOfDay, crossingsBetween, noCrossings, plusCrossings, type Stage } from './cumulative-flow.ts';
import { type ItemFact, inOrder, standingsOf } from './item-facts.ts';
import type { TimedItem } from './item-times.ts';
import type { Category, FactKind } from './ledger.ts';
import { afterClose } from './ledger-day.ts';

/**
 * What crossed the boundaries of an iteration day by day, by rising day: its own items, not all that stand on its board.
 * One event takes an item over each boundary once. What was there before the freeze is in the first bucket, and what
 * came after the close is left out. Facts may come in any order.
 */
export function memberCrossings(facts: readonly ItemFact[]): readonly CrossingsOfDay[] {
  const moves = new Map<string, Move>();
  const stages = new Map<number, Stage>();
  const running = inOrder(facts.filter(({ day }) => day !== afterClose));
  /** Where the items of the event that is gone through stand after it. */
  const reached = new Map<number, Stage>();
  const settle = (day: string) => {
    for (const [itemId, stage] of reached) {
      const before = stages.get(itemId) ?? 'out';
      stages.set(itemId, stage);
      const key = `${day} ${before} ${stage}`;
      const move = moves.get(key) ?? { day, before, after: stage, count: 0 };
      moves.set(key, move);
      move.count += 1;
    }
    reached.clear();
  };
  for (const [index, { seq, day, itemId, kind }] of running.entries()) {
    const stage = stageAfter(kind);
    if (stage !== null) reached.set(itemId, stage);
    if (running[index + 1]?.seq !== seq) settle(day);
  }
  const days = new Map<string, CrossingsOfDay>();
  for (const { day, before, after, count } of moves.values()) {
    const crossings = crossingsBetween(before, after, count);
    if (crossings !== null) days.set(day, { ...plusCrossings(days.get(day) ?? noCrossings, crossings), day });
  }
  return [...days.values()].toSorted((left, right) => (left.day < right.day ? -1 : 1));
}

/** How many items went from one stage to another on a day: most go the same few ways. */
interface Move {
  readonly day: string;
  readonly before: Stage;
  readonly after: Stage;
  count: number;
}

/**
 * Which members were done, the latest first, and which were being worked on, the oldest first, by an iteration's facts: of a
 * closed one when it was closed, with the completion that counted for it. What came in done keeps its own.
 */
export function membersAsTheyStood<T extends TimedItem>(
  facts: readonly ItemFact[],
  members: readonly T[],
): { readonly done: readonly T[]; readonly begun: readonly T[] } {
  const standings = standingsOf(facts.filter(({ day }) => day !== afterClose));
  const isIn = (id: number, category: Category) => {
    const standing = standings.get(id);
    return standing?.isMember === true && standing.category === category;
  };
  const done = members
    .filter(({ id }) => isIn(id, 'done'))
    .map((item) => ({ ...item, doneAt: standings.get(item.id)?.doneAt ?? item.doneAt }));
  return {
    done: done.toSorted((left, right) => (right.doneAt ?? 0) - (left.doneAt ?? 0) || right.id - left.id),
    begun: members
      .filter(({ id }) => isIn(id, 'in_progress'))
      .toSorted((left, right) => (left.startedAt ?? 0) - (right.startedAt ?? 0) || left.id - right.id),
  };
}

/** Where an item stands after a fact; null after those that say nothing of it. */
function stageAfter(kind: FactKind): Stage | null {
  switch (kind) {
    case 'added':
    case 'reopened':
    case 'restored':
    case 'stopped':
      return 'queued';
    case 'started':
      return 'started';
    case 'completed':
    case 'done_in':
      return 'done';
    case 'removed':
    case 'cancelled':
    case 'done_out':
    case 'cancelled_in':
    case 'cancelled_out':
      return 'out';
    case 'raised':
    case 'lowered':
    case 'unestimated':
    case 'estimated':
      return null;
  }
}
