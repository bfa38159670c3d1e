import { addDays, daysBetween, weekday } from './days.ts';
import { type WorkingCalendar, workingDays } from './working-calendar.ts';

/** When and how much a person works in a project, or in one of its iterations. */
export interface WorkPattern {
  readonly personId: number;
  /** 1 for Monday … 7 for Sunday; null: whenever the team does. */
  readonly weekdays: readonly number[] | null;
  readonly hoursPerDay: number;
  /** The share of these hours that this team has of the person; the rest is for others. */
  readonly allocation: number;
  /** The share of the team's hours that goes into its plan, and not into meetings and support. */
  readonly focus: number;
}

/** Days of which a person is away all or a part, both included. */
export interface TimeOff {
  readonly from: string;
  readonly to: string;
  /** Of each of these days; several of one day add up, to the whole of it at most. */
  readonly share: number;
}

/** A person who works, and when that person is away. */
export interface Worker {
  readonly pattern: WorkPattern;
  readonly timeOff: readonly TimeOff[];
}

/** What a person can give to an iteration. */
export interface PersonCapacity {
  readonly personId: number;
  /** For the plan. */
  readonly hours: number;
  /** Full-time days of eight hours, what is lost to meetings and support included. */
  readonly personDays: number;
}

/** What a team can give to an iteration. */
export interface Capacity {
  readonly hours: number;
  readonly personDays: number;
  readonly people: readonly PersonCapacity[];
  /** The working days, each with the hours of all. */
  readonly days: readonly { readonly day: string; readonly hours: number }[];
}

/** From one day to another, both included. */
interface Span {
  readonly start: string;
  readonly end: string;
}

/** The longest window whose capacity is reckoned: two years. Nobody knows more about who will be there. */
export const longestWindow = 731;

const hoursOfFullDay = 8;

/**
 * What a team can give between two days, both included: for every person the sum over the working days of
 * `worksOn · (1 − off) · hours · allocation · focus`; full-time days are the same without focus, divided by eight
 * (metrics rule: team holidays are in the calendar, personal leave in `off`). Null for a window longer than two years, and
 * where nobody's work is planned.
 */
export function capacityOf(window: Span, calendar: WorkingCalendar, workers: readonly Worker[]): Capacity | null {
  if (workers.length === 0 || lengthOf(window) > longestWindow) return null;
  const days = daysOf(window, calendar);
  const hoursOf = new Map(days.map((day) => [day, 0]));
  const people = workers.map(({ pattern, timeOff }): PersonCapacity => {
    const off = timeOff.filter(({ from, to }) => from <= window.end && to >= window.start);
    let present = 0;
    for (const day of days) {
      const share = worksOn(pattern, day) ? 1 - shareOff(off, day) : 0;
      present += share;
      hoursOf.set(day, (hoursOf.get(day) ?? 0) + share * hoursPerDay(pattern) * pattern.focus);
    }
    const hours = present * hoursPerDay(pattern);
    return { personId: pattern.personId, hours: hours * pattern.focus, personDays: hours / hoursOfFullDay };
  });
  return {
    hours: people.reduce((sum, { hours }) => sum + hours, 0),
    personDays: people.reduce((sum, { personDays }) => sum + personDays, 0),
    people,
    days: [...hoursOf].map(([day, hours]) => ({ day, hours })),
  };
}

/**
 * Whether a person is away for most of a window: for more than half of the working days on which that person works, parts
 * of days counted. Nobody is in a window without any such day, or in one longer than two years.
 */
export function isMostlyOff(
  window: Span,
  calendar: WorkingCalendar,
  { weekdays, timeOff }: Pick<WorkPattern, 'weekdays'> & Pick<Worker, 'timeOff'>,
): boolean {
  const days = daysOf(window, calendar).filter((day) => worksOn({ weekdays }, day));
  return days.reduce((sum, day) => sum + shareOff(timeOff, day), 0) > days.length / 2;
}

/** The patterns of a project and of one of its iterations laid over each other: whoever the nearer level names works as it says. */
export function patternsInForce(levels: readonly (readonly WorkPattern[])[]): readonly WorkPattern[] {
  const patterns = new Map(levels.flat().map((pattern) => [pattern.personId, pattern]));
  return [...patterns.values()].toSorted((left, right) => left.personId - right.personId);
}

function hoursPerDay({ hoursPerDay: hours, allocation }: WorkPattern): number {
  return hours * allocation;
}

function lengthOf({ start, end }: Span): number {
  return daysBetween(start, end) + 1;
}

/** The working days of a window; none of one that is longer than is reckoned. */
function daysOf(window: Span, calendar: WorkingCalendar): readonly string[] {
  const length = lengthOf(window);
  if (length > longestWindow) return [];
  return Array.from({ length }, (_, index) => addDays(window.start, index)).filter(workingDays(calendar));
}

function worksOn({ weekdays }: Pick<WorkPattern, 'weekdays'>, day: string): boolean {
  return weekdays === null || weekdays.includes(weekday(day));
}

function shareOff(timeOff: readonly TimeOff[], day: string): number {
  const shares = timeOff.filter(({ from, to }) => from <= day && day <= to).map(({ share }) => share);
  return Math.min(
    1,
    shares.reduce((sum, share) => sum + share, 0),
  );
}
