import { startOfUtcDay, utcDay } from '../../../domain/days.ts';

/** A date of a query as written. Without a zone its time is UTC. */
export interface DateLiteral {
  /** The calendar date as written, in whatever zone. */
  readonly day: string;
  /** Whether only a date was written, or a time too, and with which certainty about the zone. */
  readonly form: 'day' | 'local' | 'zoned';
  /** Epoch milliseconds. */
  readonly at: number;
}

const pattern = /^(\d{4}-\d\d-\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,12}))?)?(?:(Z)|([+\- ])(\d\d):(\d\d))?)?$/i;

/**
 * Reads the date of a literal, of the years 0001 to 9999: .NET's smallest and largest dates are filtered with, though
 * nothing is stored with them. A blank stands for the `+` that a URL lost. Fractions are cut to milliseconds.
 * Null for anything else, 24:00 and leap seconds among it.
 */
export function readDate(text: string): DateLiteral | null {
  const match = pattern.exec(text);
  const day = match?.[1];
  if (match === null || day === undefined || day < '0001') return null;
  const midnight = startOfUtcDay(day);
  if (Number.isNaN(midnight) || utcDay(midnight) !== day) return null;
  if (match[2] === undefined) return { day, form: 'day', at: midnight };

  const part = (index: number) => Number(match[index] ?? 0);
  const [hour, minute, second] = [part(2), part(3), part(4)];
  if (hour > 23 || minute > 59 || second > 59) return null;
  const milliseconds = Number((match[5] ?? '').slice(0, 3).padEnd(3, '0'));
  const local = midnight + ((hour * 60 + minute) * 60 + second) * 1000 + milliseconds;
  if (match[6] !== undefined) return { day, form: 'zoned', at: local };
  if (match[7] === undefined) return { day, form: 'local', at: local };

  const [offsetHours, offsetMinutes] = [part(8), part(9)];
  const offset = offsetHours * 60 + offsetMinutes;
  if (offsetMinutes > 59 || offset > 14 * 60) return null;
  return { day, form: 'zoned', at: local - (match[7] === '-' ? -offset : offset) * 60_000 };
}
