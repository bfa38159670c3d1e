import { addDays, isCalendarDate, isDay, startOfUtcDay, utcDay, weekday } from '../../../domain/days.ts';
import { parseMoment } from '../../../domain/parse-moment.ts';
import type { Shift } from './syntax-tree.ts';

/** What time it is for the caller. `dayStart`: the first instant of a local day; all instants are epoch milliseconds. */
export interface Clock {
  readonly now: number;
  readonly dayStart: (day: string) => number;
}

/** The same clock, asking but once for a day: zones are dear, and a query may name a thousand moments. */
export function remembering({ now, dayStart }: Clock): Clock {
  const known = new Map<string, number>();
  const remembered = (day: string): number => {
    const start = known.get(day) ?? dayStart(day);
    known.set(day, start);
    return start;
  };
  return { now, dayStart: remembered };
}

/** What a written moment covers: whole local days, or instants; the end is the first that is no longer covered. */
export type Period =
  | { readonly unit: 'day'; readonly from: string; readonly to: string }
  | { readonly unit: 'instant'; readonly from: number; readonly to: number };

/**
 * Reads a date in one of the vendor's four spellings, or a date with a time, which is the caller's local time unless
 * an offset is written. A time covers its minute, second or millisecond, as far as it is written. Null for the rest.
 */
export function writtenPeriod(text: string, { dayStart }: Clock): Period | null {
  const moment = parseMoment(isoOf(text.trim()));
  if (moment === null) return null;
  const { day, timeOfDay, at } = moment;
  if (timeOfDay === null) return { unit: 'day', from: day, to: addDays(day, 1) };
  const from = at ?? dayStart(day) + timeOfDay;
  const precision = text.includes('.') ? 1 : /:\d\d:\d\d/.test(text) ? 1_000 : 60_000;
  return { unit: 'instant', from, to: from + precision };
}

/** The first day of the period in which a day lies, and the first day after it, by the function's lower-case name. */
const periods: ReadonlyMap<
  string,
  { readonly start: (day: string) => string; readonly end: (start: string) => string }
> = new Map([
  ['now', { start: (day: string) => day, end: (start: string) => start }],
  ['today', { start: (day: string) => day, end: (start: string) => addDays(start, 1) }],
  ['week', { start: (day: string) => addDays(day, 1 - weekday(day)), end: (start: string) => addDays(start, 7) }],
  ['month', months(1)],
  ['quarter', months(3)],
  ['year', months(12)],
]);

/**
 * What a function of time covers, each step of it taken in turn: whole days, weeks, months and years go by the caller's
 * calendar and keep the time of day. Null when it leaves the years 1900 to 2200; undefined when there is no such function.
 */
export function calledPeriod(name: string, shifts: readonly Shift[], clock: Clock): Period | null | undefined {
  const period = periods.get(name.toLowerCase());
  if (period === undefined) return undefined;
  const today = dayOf(clock.now, clock);
  let day = period.start(today);
  let offset = name.toLowerCase() === 'now' ? clock.now - clock.dayStart(today) : 0;
  for (const { amount, unit } of shifts) {
    const milliseconds = millisecondsOf.get(unit);
    if (milliseconds === undefined) day = shifted(day, amount, unit);
    else offset += amount * milliseconds;
    if (!isDay(day)) return null;
  }
  const end = period.end(day);
  if (offset === 0 && end !== day) return isDay(end) ? { unit: 'day', from: day, to: end } : null;
  const from = clock.dayStart(day) + offset;
  const to = end === day ? from + 1 : clock.dayStart(end) + offset;
  return from < earliest || to > latest ? null : { unit: 'instant', from, to };
}

/** The same period as instants; a day begins when it does for the caller. */
export function instantsOf(period: Period, { dayStart }: Clock): { readonly from: number; readonly to: number } {
  return period.unit === 'instant' ? period : { from: dayStart(period.from), to: dayStart(period.to) };
}

/** The days that a period touches. */
export function daysOf(period: Period, clock: Clock): { readonly from: string; readonly to: string } {
  if (period.unit === 'day') return period;
  return { from: dayOf(period.from, clock), to: addDays(dayOf(period.to - 1, clock), 1) };
}

const earliest = startOfUtcDay('1900-01-02');
const latest = startOfUtcDay('2200-12-31');
const millisecondsOf: ReadonlyMap<string, number> = new Map([
  ['s', 1_000],
  ['m', 60_000],
  ['h', 3_600_000],
]);

/** The local day of an instant: no zone is further than a day from UTC. */
function dayOf(at: number, { dayStart }: Clock): string {
  const day = utcDay(at);
  if (at < dayStart(day)) return addDays(day, -1);
  const next = addDays(day, 1);
  return at < dayStart(next) ? day : next;
}

function shifted(day: string, amount: number, unit: Shift['unit']): string {
  if (unit === 'd') return addDays(day, amount);
  if (unit === 'w') return addDays(day, 7 * amount);
  return addMonths(day, unit === 'y' ? 12 * amount : amount);
}

/** The same day of another month, or the last one if the month is too short; no date beyond four digits of a year. */
function addMonths(day: string, moved: number): string {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  const count = 12 * year + month - 1 + moved;
  const [newYear, newMonth] = [Math.floor(count / 12), (count % 12) + 1];
  let newDate = date;
  while (newDate > 28 && !isCalendarDate(newYear, newMonth, newDate)) newDate -= 1;
  return `${digits(newYear, 4)}-${digits(newMonth, 2)}-${digits(newDate, 2)}`;
}

function digits(value: number, length: number): string {
  return String(value).padStart(length, '0');
}

/** Periods of so many months, counted from January. */
function months(count: number): { readonly start: (day: string) => string; readonly end: (start: string) => string } {
  return {
    start: (day) => `${day.slice(0, 5)}${digits(Math.floor((Number(day.slice(5, 7)) - 1) / count) * count + 1, 2)}-01`,
    end: (start) => addMonths(start, count),
  };
}

/** The vendor's spellings as ISO 8601: 30-04-2017, 30.04.2017, 04/30/2017, and a blank for the T. */
function isoOf(text: string): string {
  const local = /^(\d\d)([-.])(\d\d)\2(\d{4})$/.exec(text);
  if (local !== null) return `${local[4]}-${local[3]}-${local[1]}`;
  const american = /^(\d\d)\/(\d\d)\/(\d{4})$/.exec(text);
  if (american !== null) return `${american[3]}-${american[1]}-${american[2]}`;
  return /^\d{4}-\d\d-\d\d +\d/.test(text) ? text.replace(/ +/, 'T') : text;
}
