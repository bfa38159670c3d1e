import { addDays, isoInstant } from '../../domain/days.ts';
import type { IterationView } from '../../domain/iteration.ts';

/** Octets that a line may have before its line end (RFC 5545, 3.1). */
const longestLine = 75;

/**
 * The iterations that have dates, as a calendar (RFC 5545): each an all-day event whose end is the day after its last. It
 * keeps its UID, and its SEQUENCE is the version, so that who subscribes sees every change. To be asked for once an hour.
 */
export function toCalendar(title: string, iterations: readonly IterationView[]): string {
  return [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Timebox//Iterations//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `X-WR-CALNAME:${escaped(title)}`,
    'REFRESH-INTERVAL;VALUE=DURATION:PT1H',
    'X-PUBLISHED-TTL:PT1H',
    ...iterations.flatMap(eventOf),
    'END:VCALENDAR',
  ]
    .map((line) => `${folded(line)}\r\n`)
    .join('');
}

function eventOf(iteration: IterationView): readonly string[] {
  const first = iteration.start?.day ?? iteration.end?.day;
  const last = iteration.end?.day ?? first;
  if (first === undefined || last === undefined) return [];
  const changed = basic(isoInstant(iteration.updatedAt).replace(/\.\d+Z$/, 'Z'));
  return [
    'BEGIN:VEVENT',
    `UID:${iteration.uid}@timebox`,
    `SEQUENCE:${iteration.version}`,
    `DTSTAMP:${changed}`,
    `LAST-MODIFIED:${changed}`,
    `DTSTART;VALUE=DATE:${basic(first)}`,
    `DTEND;VALUE=DATE:${basic(addDays(last, 1))}`,
    `SUMMARY:${escaped(iteration.title)}`,
    ...(iteration.goal === null || iteration.goal === '' ? [] : [`DESCRIPTION:${escaped(iteration.goal)}`]),
    `STATUS:${iteration.status === 'planned' ? 'TENTATIVE' : 'CONFIRMED'}`,
    `CATEGORIES:${iteration.kind.toUpperCase()},${iteration.status.toUpperCase()}`,
    'TRANSP:TRANSPARENT',
    'END:VEVENT',
  ];
}

/** `2026-11-09T10:00:00Z` → `20261109T100000Z`. */
function basic(text: string): string {
  return text.replace(/[-:]/g, '');
}

function escaped(text: string): string {
  return text
    .replace(/[\\;,]/g, '\\$&')
    .replace(/\r\n|\r|\n/g, '\\n')
    .replaceAll('\t', ' ');
}

/** Long lines go on in the next behind a blank; none is broken within a character. */
function folded(line: string): string {
  const lines: string[] = [];
  let current = '';
  let octets = 0;
  for (const character of line) {
    const size = Buffer.byteLength(character);
    if (octets + size > longestLine) {
      lines.push(current);
      [current, octets] = [' ', 1];
    }
    current += character;
    octets += size;
  }
  return [...lines, current].join('\r\n');
}
