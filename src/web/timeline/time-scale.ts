import { addDays, daysBetween, weekdayOf } from '../words/show-days.ts';
import type { Zoom } from './zoom.ts';

/** Days from the first to the last of them, both included. */
export interface DayRange {
  readonly start: string;
  readonly end: string;
}

/** Where days stand on the screen. */
export interface TimeScale {
  readonly zoom: Zoom;
  readonly range: DayRange;
  readonly pixelsPerDay: number;
  /** Of the whole range. */
  readonly width: number;
  /** Left edge of a day, from the left edge of the range. */
  readonly left: (day: string) => number;
  /** Days on which a unit of the zoom begins. */
  readonly lines: readonly string[];
}

const pixels = { weeks: 22, months: 9, quarters: 4 } as const satisfies Readonly<Record<Zoom, number>>;
/** Room before the first and behind the last day, so that things can be moved there. */
const margin = { weeks: 21, months: 45, quarters: 120 } as const satisfies Readonly<Record<Zoom, number>>;

/**
 * A scale over all of these ranges and today, with room on both sides.
 * @param weekStart 1 Monday … 7 Sunday, as ISO 8601 numbers days
 */
export function timeScale(
  zoom: Zoom,
  ranges: readonly DayRange[],
  { today, weekStart }: { readonly today: string; readonly weekStart: number },
): TimeScale {
  const first = ranges.reduce((least, { start }) => (start < least ? start : least), today);
  const last = ranges.reduce((most, { end }) => (end > most ? end : most), today);
  const start = unitStart(zoom, addDays(first, -margin[zoom]), weekStart);
  const end = addDays(last, margin[zoom]);
  const pixelsPerDay = pixels[zoom];
  const lines: string[] = [];
  for (let day = start; day <= end; day = nextUnit(zoom, day)) lines.push(day);
  return {
    zoom,
    range: { start, end },
    pixelsPerDay,
    width: (daysBetween(start, end) + 1) * pixelsPerDay,
    left: (day) => daysBetween(start, day) * pixelsPerDay,
    lines,
  };
}

/** The range after one of its edges, or all of it, was moved by whole days; it never becomes shorter than a day. */
export function shiftRange({ start, end }: DayRange, grip: 'start' | 'end' | 'all', days: number): DayRange {
  if (grip === 'all') return { start: addDays(start, days), end: addDays(end, days) };
  const moved = addDays(grip === 'start' ? start : end, days);
  if (grip === 'start') return { start: moved > end ? end : moved, end };
  return { start, end: moved < start ? start : moved };
}

/** How many days two ranges share. */
export function sharedDays(a: DayRange, b: DayRange): number {
  const start = a.start > b.start ? a.start : b.start;
  const end = a.end < b.end ? a.end : b.end;
  return Math.max(0, daysBetween(start, end) + 1);
}

function unitStart(zoom: Zoom, day: string, weekStart: number): string {
  if (zoom === 'weeks') return addDays(day, -((weekdayOf(day) - weekStart + 7) % 7));
  const month = Number(day.slice(5, 7));
  const first = zoom === 'months' ? month : month - ((month - 1) % 3);
  return `${day.slice(0, 5)}${String(first).padStart(2, '0')}-01`;
}

function nextUnit(zoom: Zoom, day: string): string {
  if (zoom === 'weeks') return addDays(day, 7);
  // Far enough to be in the next unit, and never in the one after it.
  return unitStart(zoom, addDays(day, zoom === 'months' ? 31 : 92), 1);
}
