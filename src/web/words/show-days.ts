/** Days as people of a language write them. Days are `YYYY-MM-DD`; no zone shifts them. */
export interface DayFormat {
  /** 9 Nov */
  readonly short: (day: string) => string;
  /** 9 Nov 2026 */
  readonly long: (day: string) => string;
  /** 9–22 Nov */
  readonly shortRange: (from: string, to: string) => string;
  /** 9–22 Nov 2026 */
  readonly range: (from: string, to: string) => string;
  /** Nov 2026 */
  readonly month: (day: string) => string;
}

const formats = new Map<string, DayFormat>();
const writers = new Map<string, Intl.DateTimeFormat>();

/** The format of a language (`en`, `ru`). English is that of the day before the month, as the rest of the world writes. */
export function dayFormat(language: string): DayFormat {
  const known = formats.get(language);
  if (known !== undefined) return known;
  const locale = language === 'en' ? 'en-GB' : language;
  const short = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', timeZone: 'UTC' });
  const long = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });
  const month = new Intl.DateTimeFormat(locale, { month: 'short', year: 'numeric', timeZone: 'UTC' });
  const made = {
    short: (day: string) => short.format(utcOf(day)),
    long: (day: string) => long.format(utcOf(day)),
    shortRange: (from: string, to: string) => short.formatRange(utcOf(from), utcOf(to)),
    range: (from: string, to: string) => long.formatRange(utcOf(from), utcOf(to)),
    month: (day: string) => month.format(utcOf(day)),
  };
  formats.set(language, made);
  return made;
}

/** Today in an IANA zone. */
export function todayIn(zone: string): string {
  return isoDay(Date.now(), zone);
}

/** The day of a moment in an IANA zone. */
export function dayIn(zone: string, at: string): string {
  return isoDay(Date.parse(at), zone);
}

/** The calendar day after a day. */
export function nextDay(day: string): string {
  return addDays(day, 1);
}

/** The calendar day so many days later; earlier for a negative number. */
export function addDays(day: string, days: number): string {
  return isoDay(utcOf(day) + days * 86_400_000, 'UTC');
}

/** 1 Monday … 7 Sunday, as ISO 8601 numbers days. */
export function weekdayOf(day: string): number {
  // The first day of 1970 was a Thursday, the fourth of its week.
  return ((((utcOf(day) / 86_400_000 + 3) % 7) + 7) % 7) + 1;
}

/** Whole days from one to another; negative when the second is earlier. */
export function daysBetween(from: string, to: string): number {
  return Math.round((utcOf(to) - utcOf(from)) / 86_400_000);
}

/** The name of a weekday: 1 Monday … 7 Sunday. */
export function weekdayName(language: string, weekday: number): string {
  return nameOfWeekday(language, weekday, 'long');
}

/** The same in two or three letters. */
export function shortWeekdayName(language: string, weekday: number): string {
  return nameOfWeekday(language, weekday, 'short');
}

function nameOfWeekday(language: string, weekday: number, length: 'long' | 'short'): string {
  const format = new Intl.DateTimeFormat(language, { weekday: length, timeZone: 'UTC' });
  // The fifth of January 1970 was a Monday.
  return format.format(utcOf(addDays('1970-01-04', weekday)));
}

/** A moment as the language writes it, in the zone of whoever looks. */
export function momentIn(language: string, at: string): string {
  const locale = language === 'en' ? 'en-GB' : language;
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }).format(Date.parse(at));
}

/** Sweden writes days as `YYYY-MM-DD`. */
function isoDay(at: number, zone: string): string {
  const known = writers.get(zone);
  if (known !== undefined) return known.format(at);
  writers.set(zone, new Intl.DateTimeFormat('sv-SE', { timeZone: zone }));
  return isoDay(at, zone);
}

function utcOf(day: string): number {
  return Date.parse(`${day}T00:00:00Z`);
}
