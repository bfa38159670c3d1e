import { addDays, daysBetween, weekday } from './days.ts';
import type { Fact, FactKind } from './ledger.ts';
import { afterClose, beforeStart } from './ledger-day.ts';

/** Facts of one kind summed over one day, or over one of the two buckets of `ledger-day.ts`. */
export interface FactsOfDay extends Fact {
  readonly day: string;
}

/** The planned window of an iteration, both days included; holidays are days on which nobody is expected to work. */
export interface Window {
  readonly start: string;
  readonly end: string;
  readonly holidays: readonly string[];
}

/** The same figure in points and in items. */
export interface Amount {
  readonly points: number;
  readonly items: number;
}

/** How an iteration stood at the end of a calendar day, and how it might have stood. */
export interface BurndownDay {
  readonly day: string;
  readonly isWorking: boolean;
  readonly scope: Amount;
  readonly done: Amount;
  readonly remaining: Amount;
  /** Falls from the commitment to nothing by equal steps on working days; it never moves. */
  readonly ideal: Amount;
  /** The same, but from each change of scope onwards for the scope as it is then. */
  readonly rebased: Amount;
}

/** An iteration's burndown. */
export interface Burndown {
  /** What was open at the start. */
  readonly committed: Amount;
  readonly days: readonly BurndownDay[];
}

type Measure = keyof Amount;
type Share = -1 | 0 | 1;

/** What a fact does: to what is open, other than by work; to what is open, by work; to what is done. */
const effects: Readonly<Record<FactKind, readonly [planned: Share, worked: Share, done: Share]>> = {
  added: [1, 0, 0],
  removed: [-1, 0, 0],
  cancelled: [-1, 0, 0],
  restored: [1, 0, 0],
  raised: [1, 0, 0],
  lowered: [-1, 0, 0],
  completed: [0, -1, 1],
  reopened: [0, 1, -1],
  done_in: [0, 0, 1],
  done_out: [0, 0, -1],
};

/** What each fact does to the scope: everything that is in the iteration and not cancelled. */
const effectOnScope: Readonly<Record<FactKind, Share>> = {
  added: 1,
  removed: -1,
  cancelled: -1,
  restored: 1,
  raised: 1,
  lowered: -1,
  completed: 0,
  reopened: 0,
  done_in: 1,
  done_out: -1,
};

/**
 * Folds the facts of an iteration into a figure for each calendar day of its window, and of the days around it on which
 * something happened because it was started early or closed late. Facts from after the close are left out.
 * @throws Error when the facts do not balance: something was finished or taken out that never came in
 */
export function burndown(facts: readonly FactsOfDay[], window: Window): Burndown {
  const byDay = new Map<string, FactsOfDay[]>();
  for (const fact of facts) {
    if (fact.day === afterClose) continue;
    const known = byDay.get(fact.day);
    if (known === undefined) byDay.set(fact.day, [fact]);
    else known.push(fact);
  }
  const lived = [...byDay.keys()].filter((day) => day !== beforeStart);
  const first = lived.reduce((least, day) => (day < least ? day : least), window.start);
  const last = lived.reduce((most, day) => (day > most ? day : most), window.end);
  const calendar = Array.from({ length: daysBetween(first, last) + 1 }, (_, index) => addDays(first, index));

  const points = foldMeasure('points', byDay, calendar, window);
  const items = foldMeasure('items', byDay, calendar, window);
  return {
    committed: { points: points.committed, items: items.committed },
    days: points.days.map((inPoints, index) => both(inPoints, items.days[index] ?? inPoints)),
  };
}
