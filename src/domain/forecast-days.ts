import { addDays, dayIn, noonIn } from './days.ts';
import { furthestDraw } from './forecast.ts';
import type { Iteration } from './iteration.ts';

/** Tells of a day whether it is worked on. */
type IsWorking = (day: string) => boolean;

/** Looked through for a working day before giving up: a calendar may have none. */
const longestPause = 366;

/**
 * The first day whose work is still to come: today when it is before noon there, or when told so, else tomorrow; or the
 * first working day after that.
 */
export function firstDayFrom(now: number, zone: string, isWorking: IsWorking, startsToday?: boolean): string {
  const today = dayIn(zone, now);
  const first = (startsToday ?? now < noonIn(zone, today)) ? today : addDays(today, 1);
  return nthWorkingDay(first, 1, isWorking) ?? first;
}

/** The first day on which an iteration is worked on from `next` on: what is planned is not begun before its start. */
export function firstDayOfWork({ status, start }: Pick<Iteration, 'status' | 'start'>, next: string): string {
  return status === 'planned' && start !== null && start.day > next ? start.day : next;
}

/** The n-th working day from a day on, that day included; null where there is none for a year or it is too far away. */
export function nthWorkingDay(from: string, n: number, isWorking: IsWorking): string | null {
  if (n > furthestDraw) return null;
  let pause = 0;
  let left = n;
  for (let day = from; pause < longestPause; day = addDays(day, 1)) {
    pause = isWorking(day) ? 0 : pause + 1;
    if (pause === 0) left -= 1;
    if (left <= 0) return day;
  }
  return null;
}
