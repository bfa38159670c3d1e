import type { Cadence } from '../../client/cadence.ts';
import { nextWindows } from '../settings/next-windows.ts';

/** The titles of so many iterations that a cadence that is on will make after a day, by the day on which they begin. */
export function windowsAhead({ cadence, slots }: Cadence, after: string, count: number): readonly string[] {
  if (cadence === null || !cadence.isOn) return [];
  const ahead = slots.filter(({ start, skipped }) => start > after && skipped === null).length + count;
  return nextWindows({ ...cadence, ahead }, slots, after)
    .filter(({ start }) => start > after)
    .slice(0, count)
    .map(({ title }) => title);
}
