import { type Amount, nothing, plus } from './amount.ts';
import type { ItemFact } from './item-facts.ts';
import {
  type Cause,
  closingFigures,
  isCredited,
  type Outcome,
  type StatedItem,
  type StatementFigures,
} from './statement.ts';

/** Something that happened after a close. Epoch milliseconds. */
export interface Happening {
  readonly seq: number;
  readonly at: number;
}

/** An item that was deleted. */
export interface Deletion extends Happening {
  readonly itemId: number;
}

/** All that happened after a close and may change what a statement says of it. */
export interface Afterwards {
  /** What happened to its items, in order, and by which event they had been told of last. */
  readonly facts: readonly ItemFact[];
  readonly told: number;
  readonly deletions: readonly Deletion[];
  /** A change of the planned days, and the first instant after them now. */
  readonly dates: (Happening & { readonly over: number | null }) | null;
  /** Whether an item was in another iteration by then, to which what is finished there counts, or is credited to one already. */
  readonly isElsewhere: (itemId: number, seq: number) => boolean;
}

/** A cause before it is known whose deed it was. */
export type NamelessCause = Omit<Cause, 'actorId'>;

type Change = Cause['change'];
const noChange: Change = { scope: nothing, done: nothing, remaining: nothing, velocity: nothing };

/**
 * What a statement comes to with what happened afterwards, and why it differs: an item is finished late, with another
 * estimate maybe; a finished one is reopened; one is deleted; the planned days are corrected. What is finished in another
 * iteration counts there. What is finished in none, as after a return to the backlog, counts here, as it does when the
 * iteration is closed anew (metrics rule: an item is credited once, in the iteration where it is done at the close).
 */
export function restate(
  items: readonly StatedItem[],
  afterwards: Afterwards,
): { readonly items: readonly StatedItem[]; readonly causes: readonly NamelessCause[] } {
  const now = new Map(items.map((item) => [item.id, item]));
  const causes: NamelessCause[] = [];
  const resized = new Map<number, ItemFact>();
  const unestimated = new Map<number, boolean>();
  const note = (kind: Cause['kind'], itemId: number | null, { seq, at }: Happening, change: Partial<Change>) =>
    causes.push({ kind, itemId, seq, at, change: { ...noChange, ...change } });

  for (const fact of afterwards.facts) {
    const item = now.get(fact.itemId);
    if (item === undefined) continue;
    if (fact.kind === 'raised' || fact.kind === 'lowered') resized.set(item.id, fact);
    if (fact.kind === 'unestimated' || fact.kind === 'estimated') unestimated.set(item.id, fact.kind === 'unestimated');
    if (fact.seq <= afterwards.told) continue;
    if (fact.kind === 'reopened' && isDone(item.outcome)) {
      const amount = { points: item.points, items: 1 };
      note('reopening', item.id, fact, {
        done: negative(amount),
        remaining: amount,
        ...(isCredited(item) ? { velocity: negative(amount) } : {}),
      });
      now.set(item.id, { ...item, outcome: 'unfinished', fate: { kind: 'stay' }, doneAt: null });
    }
    if (fact.kind !== 'completed' || isDone(item.outcome) || item.outcome === 'deleted') continue;
    if (afterwards.isElsewhere(item.id, fact.seq)) continue;
    const amount = { points: fact.points, items: 1 };
    if (item.outcome === 'cancelled') {
      note('late_finish', item.id, fact, { scope: amount, done: amount, velocity: amount });
    } else {
      const more = { points: fact.points - item.points, items: 0 };
      if (more.points !== 0)
        note('reestimate', item.id, resized.get(item.id) ?? fact, { scope: more, remaining: more });
      note('late_finish', item.id, fact, { done: amount, remaining: negative(amount), velocity: amount });
    }
    now.set(item.id, {
      ...item,
      points: fact.points,
      isUnestimated: unestimated.get(item.id) ?? item.isUnestimated,
      outcome: 'after_close',
      fate: null,
      doneAt: fact.at,
    });
  }

  for (const deletion of afterwards.deletions) {
    const item = now.get(deletion.itemId);
    if (item === undefined || hasLeft(item) || item.outcome === 'deleted') continue;
    const less = negative({ points: item.points, items: 1 });
    const isOpen = item.outcome === 'unfinished';
    note('deletion', item.id, deletion, {
      ...(item.outcome === 'cancelled' ? {} : { scope: less }),
      ...(isOpen ? { remaining: less } : {}),
      ...(isDone(item.outcome) ? { done: less } : {}),
      ...(isCredited(item) ? { velocity: less } : {}),
    });
    now.set(item.id, { ...item, outcome: 'deleted', fate: null });
  }

  const { dates } = afterwards;
  if (dates !== null) note('dates', null, dates, {});
  const restated = items.map((item) => now.get(item.id) ?? item);
  return { items: dates === null ? restated : restated.map((item) => timed(item, dates.over)), causes };
}

/** The figures that follow: what the causes add, each told in its column too, and the members summed anew. */
export function restatedFigures(
  before: StatementFigures,
  restated: { readonly items: readonly StatedItem[]; readonly causes: readonly NamelessCause[] },
): StatementFigures {
  const { items, causes } = restated;
  const of = (figure: keyof Change) => causes.reduce((sum, { change }) => plus(sum, change[figure]), before[figure]);
  const columns = { ...before.columns };
  const add = (column: keyof typeof columns, amount: Amount) => {
    columns[column] = plus(columns[column], amount);
  };
  for (const { kind, change } of causes) {
    if (kind === 'late_finish') add('completed', change.done);
    if (kind === 'late_finish' && change.scope.items > 0) add('restored', change.scope);
    if (kind === 'reopening') add('reopened', change.remaining);
    if (kind === 'reestimate' && change.scope.points > 0) add('raised', change.scope);
    if (kind === 'reestimate' && change.scope.points < 0) add('lowered', negative(change.scope));
    if (kind === 'deletion') add(change.done.items === 0 ? 'removed' : 'removedDone', negative(change.scope));
  }
  const unestimated = items.filter(({ isUnestimated, outcome }) => isUnestimated && outcome !== 'deleted').length;
  return {
    ...before,
    ...closingFigures(items),
    columns,
    scope: of('scope'),
    done: of('done'),
    remaining: of('remaining'),
    unestimated,
  };
}

/** What the close moved is gone from here already. */
function hasLeft({ outcome, fate }: StatedItem): boolean {
  return outcome === 'unfinished' && (fate?.kind === 'iteration' || fate?.kind === 'backlog');
}

function isDone(outcome: Outcome): boolean {
  return outcome === 'done' || outcome === 'late' || outcome === 'on_arrival' || outcome === 'after_close';
}

/** With other planned days, other items are late. */
function timed(item: StatedItem, over: number | null): StatedItem {
  if (item.outcome !== 'done' && item.outcome !== 'late') return item;
  return { ...item, outcome: over !== null && (item.doneAt ?? 0) >= over ? 'late' : 'done' };
}

function negative({ points, items }: Amount): Amount {
  return { points: -points, items: items === 0 ? 0 : -items };
}
