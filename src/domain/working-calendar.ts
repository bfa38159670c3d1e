import { daysBetween, weekday } from './days.ts';

/** A day that does not follow the week: a holiday, or a day that is worked in exchange for one. */
export interface SpecialDay {
  /** `YYYY-MM-DD`. */
  readonly day: string;
  readonly isWorking: boolean;
  readonly name: string;
}

/** What one level says: the organization, a project or an iteration. */
export interface CalendarSettings {
  /** 1 for Monday … 7 for Sunday; null leaves the week to a wider level. */
  readonly weekdays: readonly number[] | null;
  readonly days: readonly SpecialDay[];
}

/** Which days are worked on. */
export interface WorkingCalendar {
  readonly weekdays: readonly number[];
  /** By rising day, each day once. */
  readonly days: readonly SpecialDay[];
}

/** What holds where nobody said anything: Monday to Friday, and no holidays. */
export const plainCalendar: WorkingCalendar = { weekdays: [1, 2, 3, 4, 5], days: [] };

/**
 * Lays levels over each other, the widest first. Whichever is asked about, the week or a single day, the nearest level
 * that says something decides: so holidays of all levels add up, and a project can work on a holiday of its organization
 * by naming that day.
 */
export function calendarInForce(levels: readonly CalendarSettings[]): WorkingCalendar {
  const days = new Map(levels.flatMap((level) => level.days).map((special) => [special.day, special]));
  return {
    weekdays: levels.reduce((week, level) => level.weekdays ?? week, plainCalendar.weekdays),
    days: [...days.values()].toSorted((left, right) => (left.day < right.day ? -1 : 1)),
  };
}

/** Tells of a day whether it is worked on: as it is named, else as its weekday (metrics rule: a weekday and no holiday). */
export function workingDays(calendar: WorkingCalendar): (day: string) => boolean {
  const week = new Set(calendar.weekdays);
  const named = new Map(calendar.days.map(({ day, isWorking }) => [day, isWorking]));
  return (day) => named.get(day) ?? week.has(weekday(day));
}

/** Tells how many of the days from one through another are worked on; none where the second is before the first. */
export function workingDayCounter({ weekdays, days }: WorkingCalendar): (from: string, to: string) => number {
  const week = new Set(weekdays);
  const exceptions = days.filter(({ day, isWorking }) => isWorking !== week.has(weekday(day)));
  return (from, to) => {
    const length = daysBetween(from, to) + 1;
    if (length <= 0) return 0;
    const first = weekday(from);
    const rest = Array.from({ length: length % 7 }, (_, index) => ((first - 1 + index) % 7) + 1);
    const within = exceptions.filter(({ day }) => day >= from && day <= to);
    const more = within.reduce((sum, { isWorking }) => sum + (isWorking ? 1 : -1), 0);
    return Math.floor(length / 7) * week.size + rest.filter((day) => week.has(day)).length + more;
  };
}
