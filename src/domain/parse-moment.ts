import { isCalendarDate } from './days.ts';

/** A moment as somebody wrote it: its calendar date, its wall-clock time if any, and the instant if a zone was given. */
export interface Moment {
  /** The calendar date as written. */
  readonly day: string;
  /** Milliseconds since midnight as written; null when only a date was written. */
  readonly timeOfDay: number | null;
  /** Epoch milliseconds; null when no zone was written. */
  readonly at: number | null;
}

const pattern =
  /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(?:(Z)|([+-])(\d{2}):?(\d{2}))?)?$/;

/**
 * The one place where a date of a user is read: ISO 8601 with ASCII digits, a real calendar date of the years
 * 1900 to 2200, hours 00–23, seconds 00–59, offsets within ±14:00, fractions cut to milliseconds.
 * Null for anything else; `Date` is never asked, because it accepts 30 February.
 */
export function parseMoment(text: string): Moment | null {
  const match = pattern.exec(text);
  if (match === null) return null;
  const part = (index: number) => Number(match[index] ?? 0);
  const [year, month, date] = [part(1), part(2), part(3)];
  if (!isCalendarDate(year, month, date)) return null;
  const day = text.slice(0, 10);
  if (match[4] === undefined) return { day, timeOfDay: null, at: null };

  const [hour, minute, second] = [part(4), part(5), part(6)];
  if (hour > 23 || minute > 59 || second > 59) return null;
  const milliseconds = Number((match[7] ?? '').slice(0, 3).padEnd(3, '0'));
  const timeOfDay = ((hour * 60 + minute) * 60 + second) * 1000 + milliseconds;
  const asUtc = Date.UTC(year, month - 1, date) + timeOfDay;
  if (match[8] === 'Z') return { day, timeOfDay, at: asUtc };
  if (match[9] === undefined) return { day, timeOfDay, at: null };

  const [offsetHours, offsetMinutes] = [part(10), part(11)];
  const offset = offsetHours * 60 + offsetMinutes;
  if (offsetMinutes > 59 || offset > 14 * 60) return null;
  return { day, timeOfDay, at: asUtc - (match[9] === '-' ? -offset : offset) * 60_000 };
}
