import { Temporal } from 'temporal-polyfill';

/** The zone when nobody chose one. */
export const defaultZone = 'UTC';

const dayMs = 86_400_000;

/** True for a real calendar date written `YYYY-MM-DD`, years 1900 to 2200. */
export function isDay(text: string): boolean {
  const match = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text);
  return match !== null && isCalendarDate(Number(match[1]), Number(match[2]), Number(match[3]));
}

/** Whether year, month and day name a date of the calendar between 1900 and 2200. */
export function isCalendarDate(year: number, month: number, day: number): boolean {
  if (year < 1900 || year > 2200 || month < 1 || month > 12 || day < 1) return false;
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const lengths = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  return day <= (lengths[month - 1] ?? 0);
}

/** Midnight UTC of a day, as epoch milliseconds. */
export function startOfUtcDay(day: string): number {
  return Date.parse(`${day}T00:00:00.000Z`);
}

/** The UTC day in which an instant lies. */
export function utcDay(at: number): string {
  return isoInstant(at).slice(0, 10);
}

/** An instant as `YYYY-MM-DDTHH:MM:SS.sssZ`. */
export function isoInstant(at: number): string {
  const day = Math.floor(at / dayMs);
  if (day !== lastDay.day) lastDay = { day, text: new Date(day * dayMs).toISOString().slice(0, -13) };
  const ms = Math.floor(at - day * dayMs);
  const [hour, minute, second] = [Math.floor(ms / 3_600_000), Math.floor(ms / 60_000) % 60, Math.floor(ms / 1000) % 60];
  return `${lastDay.text}${twoDigits[hour]}:${twoDigits[minute]}:${twoDigits[second]}.${String(ms % 1000).padStart(3, '0')}Z`;
}

/** The day that was asked for last: the rows of a list lie close together, and the calendar is the dear part. */
let lastDay = { day: 0, text: '1970-01-01T' };
const twoDigits = Array.from({ length: 60 }, (_, n) => String(n).padStart(2, '0'));

/** `day` moved by whole calendar days. */
export function addDays(day: string, days: number): string {
  return utcDay(startOfUtcDay(day) + days * dayMs);
}

/** Whole calendar days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: string, to: string): number {
  return Math.round((startOfUtcDay(to) - startOfUtcDay(from)) / dayMs);
}

/** 1 for Monday … 7 for Sunday. */
export function weekday(day: string): number {
  // The first day of 1970 was a Thursday.
  const days = startOfUtcDay(day) / dayMs + 3;
  return days - 7 * Math.floor(days / 7) + 1;
}

/** The number of the ISO 8601 week in which a day lies: weeks begin on Monday, and the first has the year's first Thursday. */
export function isoWeek(day: string): number {
  return Temporal.PlainDate.from(day).weekOfYear ?? 0;
}

/** The local day of an instant in an IANA zone (metrics rule: a fact belongs to the local day it happened in). */
export function dayIn(zone: string, at: number): string {
  if (zone === defaultZone) return utcDay(at);
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDate().toString();
}

/** The local days of instants, in their order. */
export function daysIn(zone: string, instants: readonly number[]): readonly string[] {
  return instants.map(dayTeller(zone));
}

/** Tells local days as `dayIn` does. It is quick where many instants that follow each other lie in one day. */
export function dayTeller(zone: string): (at: number) => string {
  let known = { day: '', from: 0, until: 0 };
  return (at) => {
    if (at < known.from || at >= known.until) {
      const day = dayIn(zone, at);
      known = { day, from: startOfDayIn(zone, day), until: startOfDayIn(zone, addDays(day, 1)) };
    }
    return known.day;
  };
}

/** First instant of a local day, epoch milliseconds; days may last 23 or 25 hours. */
export function startOfDayIn(zone: string, day: string): number {
  if (zone === defaultZone) return startOfUtcDay(day);
  return Temporal.PlainDate.from(day).toZonedDateTime(zone).epochMilliseconds;
}

/** Noon of a local day by the clocks there, epoch milliseconds: an hour earlier or later where they were changed before. */
export function noonIn(zone: string, day: string): number {
  return Temporal.PlainDate.from(day).toZonedDateTime({ timeZone: zone, plainTime: '12:00' }).epochMilliseconds;
}

/** Tells how many local days ago an instant was, as seen from `now`: 0 is today. It is quick for many instants. */
export function localDaysSince(zone: string, now: number): (at: number) => number {
  // The first instants of today, of yesterday, and so on, as far back as anyone has asked.
  const starts: number[] = [];
  const today = dayIn(zone, now);
  return (at) => {
    let last = starts.at(-1);
    while (last === undefined || last > at) {
      last = startOfDayIn(zone, addDays(today, -starts.length));
      starts.push(last);
    }
    let [low, high] = [0, starts.length - 1];
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if ((starts[middle] ?? 0) <= at) high = middle;
      else low = middle + 1;
    }
    return low;
  };
}

/** Whether the name is an IANA zone that this process knows. */
export function isZone(name: string): boolean {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name);
    return /^[A-Za-z]/.test(name);
  } catch {
    return false;
  }
}
