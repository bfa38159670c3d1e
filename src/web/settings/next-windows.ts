import { addDays, daysBetween } from '../words/show-days.ts';

/** What of a cadence decides about its days. */
export interface Rhythm {
  readonly firstDay: string;
  readonly lengthDays: number;
  readonly cooldownDays: number;
  readonly ahead: number;
  readonly title: string;
  readonly nextNumber: number;
}

/** A stretch of days, and what the iteration in it is to be called. */
export interface Window {
  readonly start: string;
  readonly end: string;
  readonly title: string;
}

interface Taken {
  readonly start: string;
  readonly end: string;
  readonly skipped: string | null;
}

/**
 * What a cadence would make by itself from today on, beside the windows it has taken: by whole days from the first one, from
 * the window that holds today, until so many begin after today as are wanted. The server also leaves windows out.
 */
export function nextWindows(rhythm: Rhythm, taken: readonly Taken[], today: string): readonly Window[] {
  const { firstDay, lengthDays, cooldownDays, ahead, title } = rhythm;
  const cycle = lengthDays + cooldownDays;
  const last = taken.reduce((latest, { end }) => (end > latest ? end : latest), '');
  const from = last > today ? last : today;
  const passed = Math.max(0, Math.floor(daysBetween(firstDay, from) / cycle));
  const windows: Window[] = [];
  let missing = ahead - taken.filter(({ start, skipped }) => start > today && skipped === null).length;
  for (let start = addDays(firstDay, passed * cycle); missing > 0; start = addDays(start, cycle)) {
    const end = addDays(start, lengthDays - 1);
    if (end < today || start <= last) continue;
    const number = String(rhythm.nextNumber + windows.length);
    const named = title.replaceAll('{number}', number).replaceAll('{start}', start).replaceAll('{end}', end);
    windows.push({ start, end, title: named });
    if (start > today) missing -= 1;
  }
  return windows;
}
