import { type Amount, nothing, plus, scaled, tolerance } from './amount.ts';
import { addDays, daysBetween } from './days.ts';
import type { Fact, FactKind } from './ledger.ts';
import { afterClose, beforeStart } from './ledger-day.ts';
import { Refusal } from './refusal.ts';
import { type WorkingCalendar, workingDays } from './working-calendar.ts';

/** Facts of one kind summed over one day, or over one of the two buckets of `ledger-day.ts`. */
export interface FactsOfDay extends Fact {
  readonly day: string;
}

/** The planned window of an iteration, both days included, and which of its days are worked on. */
export interface Window {
  readonly start: string;
  readonly end: string;
  readonly calendar: WorkingCalendar;
  /** The hours that the team has on its working days; none where nobody's work is planned. */
  readonly hours?: readonly { readonly day: string; readonly hours: number }[];
}

/** How an iteration stood at the end of a calendar day, and how it might have stood. */
export interface BurndownDay {
  readonly day: string;
  readonly isWorking: boolean;
  readonly scope: Amount;
  readonly done: Amount;
  readonly remaining: Amount;
  /** What was finished on this day, less what was reopened. */
  readonly completed: Amount;
  /**
   * Falls from the commitment to nothing by equal steps on working days. It depends on these and on the window alone, so
   * no change of scope moves it; another calendar or another window is another definition, and draws it anew.
   */
  readonly ideal: Amount;
  /** The same, but from each change of scope onwards for the scope as it is then. */
  readonly rebased: Amount;
  /** As `ideal`, but by steps as large as the team's hours on the day; null where no hours are known. */
  readonly idealByCapacity: Amount | null;
}

/** An iteration's burndown. */
export interface Burndown {
  /** What was open at the start. */
  readonly committed: Amount;
  /** Everything in scope at the start, what had come in done already too. */
  readonly scopeAtStart: Amount;
  readonly days: readonly BurndownDay[];
}

/** Days that are told of one burndown: five years and a little. */
export const mostDays = 1830;

type Share = -1 | 0 | 1;

/** What a fact adds to: the scope, what is done, what is open by a change of plan, and what is open by work. */
const effects: Readonly<Record<FactKind, readonly [scope: Share, done: Share, planned: Share, worked: Share]>> = {
  added: [1, 0, 1, 0],
  removed: [-1, 0, -1, 0],
  cancelled: [-1, 0, -1, 0],
  restored: [1, 0, 1, 0],
  raised: [1, 0, 1, 0],
  lowered: [-1, 0, -1, 0],
  completed: [0, 1, 0, -1],
  reopened: [0, -1, 0, 1],
  done_in: [1, 1, 0, 0],
  done_out: [-1, -1, 0, 0],
  cancelled_in: [0, 0, 0, 0],
  cancelled_out: [0, 0, 0, 0],
  started: [0, 0, 0, 0],
  stopped: [0, 0, 0, 0],
  unestimated: [0, 0, 0, 0],
  estimated: [0, 0, 0, 0],
};

/**
 * Folds the facts of an iteration into its figures at the end of each calendar day of the window, and of the days
 * around it on which something happened because it was started early or closed late. Facts from after the close are
 * left out. Of what is longer than `mostDays` that much is told: from its beginning, or up to the last day on which
 * something happened.
 * @throws Refusal `unbalanced`: something was finished or taken out that had never come in
 */
export function burndown(facts: readonly FactsOfDay[], window: Window): Burndown {
  const lived = facts.map(({ day }) => day).filter((day) => day !== beforeStart && day !== afterClose);
  const first = lived.reduce((least, day) => (day < least ? day : least), window.start);
  const last = lived.reduce((most, day) => (day > most ? day : most), window.end);
  const isWorked = workingDays(window.calendar);
  const isWorkingDay = (day: string) => day >= window.start && day <= window.end && isWorked(day);
  const calendar = Array.from({ length: daysBetween(first, last) + 1 }, (_, index) => addDays(first, index));
  const working = new Set(calendar.filter(isWorkingDay));
  const total = working.size;
  const lastLived = lived.reduce((most, day) => (day > most ? day : most), first);
  const ends = Math.max(daysBetween(first, lastLived) + 1, Math.min(calendar.length, mostDays));

  const ofDay = new Map<string, FactsOfDay[]>();
  for (const fact of facts) ofDay.set(fact.day, [...(ofDay.get(fact.day) ?? []), fact]);
  const atStart = changeOf(facts, beforeStart);
  let { scope, done } = atStart;
  let remaining = plus(atStart.planned, atStart.worked);
  const committed = remaining;
  let rebased = committed;
  let daysLeft = total;
  const hoursOf = new Map((window.hours ?? []).map((each) => [each.day, each.hours]));
  const allHours = [...working].reduce((sum, day) => sum + (hoursOf.get(day) ?? 0), 0);
  let hoursLeft = allHours;
  const days = calendar.slice(0, ends).map((day): BurndownDay => {
    const change = changeOf(ofDay.get(day) ?? [], day);
    scope = plus(scope, change.scope);
    done = plus(done, change.done);
    remaining = plus(plus(remaining, change.planned), change.worked);
    requireBalance(day, scope, done, remaining);
    rebased = plus(rebased, change.planned);
    const isWorking = working.has(day);
    if (isWorking) {
      rebased = scaled(rebased, (daysLeft - 1) / daysLeft);
      daysLeft -= 1;
      hoursLeft -= hoursOf.get(day) ?? 0;
    }
    const ideal = scaled(committed, total === 0 ? 1 : daysLeft / total);
    const idealByCapacity = allHours === 0 ? null : scaled(committed, hoursLeft / allHours);
    const completed = { points: 0 - change.worked.points, items: 0 - change.worked.items };
    return { day, isWorking, scope, done, remaining, completed, ideal, rebased, idealByCapacity };
  });
  // On a day in between a figure may be below zero: a clock that was put back can file a fact before the one it follows.
  requireNothingBelowZero([scope, done, remaining]);
  return { committed, scopeAtStart: atStart.scope, days: days.slice(-mostDays) };
}

/** What facts add to the scope, to what is done, and to what is open by a change of plan and by work. */
export type Change = Readonly<Record<'scope' | 'done' | 'planned' | 'worked', Amount>>;

/** What the facts of one day, or of one of the two buckets, come to. */
export function changeOf(facts: readonly FactsOfDay[], day: string): Change {
  const change = { scope: nothing, done: nothing, planned: nothing, worked: nothing };
  for (const fact of facts) {
    if (fact.day !== day) continue;
    const [scope, done, planned, worked] = effects[fact.kind];
    change.scope = plus(change.scope, scaled(fact, scope));
    change.done = plus(change.done, scaled(fact, done));
    change.planned = plus(change.planned, scaled(fact, planned));
    change.worked = plus(change.worked, scaled(fact, worked));
  }
  return change;
}

function requireBalance(day: string, scope: Amount, done: Amount, remaining: Amount): void {
  for (const measure of ['points', 'items'] as const) {
    const [all, finished, open] = [scope[measure], done[measure], remaining[measure]];
    if (Math.abs(all - finished - open) > tolerance * Math.max(1, Math.abs(all))) {
      throw new Refusal(
        'unbalanced',
        `The ledger does not balance on ${day}: ${all} ${measure} in scope, ${finished} done, ${open} left`,
      );
    }
  }
}

function requireNothingBelowZero(amounts: readonly Amount[]): void {
  if (amounts.every(({ points, items }) => points >= -tolerance && items >= 0)) return;
  throw new Refusal('unbalanced', `The ledger does not balance: ${JSON.stringify(amounts)} are scope, done and left`);
}
