import type { Amount } from './amount.ts';
import type { Window } from './burndown.ts';
import type { Category } from './ledger.ts';
import type { ScopeFigures } from './scope-figures.ts';
import type { Override, ScopePolicy } from './scope-policy.ts';

/** What becomes of an item that an iteration leaves unfinished when it closes. */
export type Fate =
  | { readonly kind: 'iteration'; readonly iterationId: number }
  | { readonly kind: 'backlog' }
  | { readonly kind: 'stay' }
  /** Its done part is over, the rest goes on as another item. */
  | { readonly kind: 'split'; readonly childId: number }
  | { readonly kind: 'cancel' };

/**
 * What came of an item in an iteration. `done`: finished while it ran. `late`: finished after its last planned day and
 * before the close. `on_arrival`: it was finished before the start, before it came in, or, while the iteration was closed, in
 * another one, or is credited to another one already; it is credited to no one here.
 * As a restatement tells, `after_close`: finished since and credited to it, and `deleted`: gone since.
 */
export type Outcome = 'done' | 'late' | 'on_arrival' | 'unfinished' | 'cancelled' | 'after_close' | 'deleted';

/** A member of an iteration at its close, as a statement keeps it. Points are what it counts for. */
export interface StatedItem {
  readonly id: number;
  readonly key: string;
  readonly title: string;
  readonly type: string;
  /** What it counted for at the freeze; null if it was no part of the commitment. */
  readonly committed: number | null;
  readonly points: number;
  readonly isUnestimated: boolean;
  readonly outcome: Outcome;
  /** When it was finished; null while it is not, and where nobody knows. Epoch milliseconds. */
  readonly doneAt: number | null;
  /** What the close did with it; null for what was over already. */
  readonly fate: Fate | null;
  /** How often it was carried over, this close included. */
  readonly carries: number;
  /** Whether it came in by being carried over, or as the rest of an item that was split. */
  readonly cameCarried: boolean;
}

/** What an iteration came to, measured over its members at the close. */
export interface ClosingFigures {
  /** Done, late ones included (metrics rule: velocity counts what is done at the actual close). */
  readonly velocity: Amount;
  readonly late: Amount;
  /** In scope and done, and no part of the velocity. */
  readonly doneOnArrival: Amount;
  /** Of the commitment what was done, at the estimates of the freeze: strict say/do over the commitment. */
  readonly kept: Amount;
  /** Of the commitment what is unfinished, at the estimates of the freeze. */
  readonly committedUnfinished: Amount;
  /** Of the commitment what had been carried in, at the estimates of the freeze. */
  readonly carriedIn: Amount;
  /** In scope after a carry from another iteration, or as the rest of what was split there; absent where not stated yet. */
  readonly carryIn?: { readonly all: Amount; readonly finished: Amount };
  /** The unfinished, by what the close did with them. */
  readonly carriedToIterations: Amount;
  readonly returnedToBacklog: Amount;
  readonly stayed: Amount;
  /** In no scope any more. Of these the done parts of items that were split without credit are told by themselves. */
  readonly cancelled: Amount;
  readonly uncredited: Amount;
  readonly members: number;
}

/** All figures of a statement. */
export type StatementFigures = ScopeFigures & ClosingFigures;

/** By which rules a statement counts: all that has to be known to count again. Instants are epoch milliseconds. */
export interface Definition {
  readonly profile: 'native';
  readonly rules: {
    /** How long after its start the commitment is measured. */
    readonly graceMinutes: number;
    /** What an item without an estimate counts for; null is nothing. */
    readonly defaultEstimate: number | null;
    /** How long after its close what is finished still counts for it. */
    readonly creditHours: number;
  };
  readonly zone: string;
  readonly window: Window;
  /** The planned days, as far as there are any. */
  readonly planned: { readonly start: string | null; readonly end: string | null };
  readonly startedAt: number;
  readonly finishedAt: number;
  /** How much might come in at the close, and what had been let in against that; absent where that was not stated yet. */
  readonly scope?: { readonly policy: ScopePolicy; readonly overrides: readonly Override[] };
}

/** The figures that causes add up to. */
export const movedFigures = ['scope', 'done', 'remaining', 'velocity'] as const;

/**
 * Why a statement differs from the one before it. `run_again`: the iteration was reopened and closed anew. The others
 * happened after the close.
 */
export interface Cause {
  readonly kind: 'late_finish' | 'reopening' | 'reestimate' | 'deletion' | 'dates' | 'run_again';
  readonly itemId: number | null;
  /** The event that tells of it, and whose deed it was. */
  readonly seq: number;
  readonly at: number;
  readonly actorId: number;
  /** What it adds to each figure. */
  readonly change: Readonly<Record<(typeof movedFigures)[number], Amount>>;
}

/**
 * What came of an item, by where it stands and when it was finished here; null if it was not. `over` is the first instant
 * after the last planned day, null where there is none. Epoch milliseconds.
 */
export function outcomeOf(category: Category, finishedAt: number | null, over: number | null): Outcome {
  if (category === 'cancelled') return 'cancelled';
  if (category !== 'done') return 'unfinished';
  if (finishedAt === null) return 'on_arrival';
  return over !== null && finishedAt >= over ? 'late' : 'done';
}

/** Sums the members of an iteration at its close. */
export function closingFigures(items: readonly StatedItem[]): ClosingFigures {
  const none = () => ({ points: 0, items: 0 });
  const sums = {
    velocity: none(),
    late: none(),
    doneOnArrival: none(),
    kept: none(),
    committedUnfinished: none(),
    carriedIn: none(),
    carriedToIterations: none(),
    returnedToBacklog: none(),
    stayed: none(),
    cancelled: none(),
    uncredited: none(),
  };
  const carryIn = { all: none(), finished: none() };
  const note = (sum: { points: number; items: number }, points: number) => {
    sum.points += points;
    sum.items += 1;
  };
  const add = (figure: keyof typeof sums, points: number) => note(sums[figure], points);
  for (const { committed, points, outcome, fate, cameCarried } of items) {
    const isDone = isCredited({ outcome });
    if (isDone) add('velocity', points);
    if (outcome === 'late') add('late', points);
    if (outcome === 'on_arrival') add('doneOnArrival', points);
    if (outcome === 'cancelled') add('cancelled', points);
    if (outcome === 'cancelled' && fate?.kind === 'split') add('uncredited', points);
    if (outcome === 'unfinished') {
      if (fate?.kind === 'iteration') add('carriedToIterations', points);
      else add(fate?.kind === 'backlog' ? 'returnedToBacklog' : 'stayed', points);
    }
    if (cameCarried && outcome !== 'cancelled' && outcome !== 'deleted') note(carryIn.all, points);
    if (cameCarried && (isDone || outcome === 'on_arrival')) note(carryIn.finished, points);
    if (committed === null) continue;
    if (isDone || outcome === 'on_arrival') add('kept', committed);
    if (outcome === 'unfinished') add('committedUnfinished', committed);
    if (cameCarried) add('carriedIn', committed);
  }
  return { ...sums, carryIn, members: items.filter(({ outcome }) => outcome !== 'deleted').length };
}

/** Whether an item's points are part of the iteration's velocity. */
export function isCredited({ outcome }: Pick<StatedItem, 'outcome'>): boolean {
  return outcome === 'done' || outcome === 'late' || outcome === 'after_close';
}
