import { addDays } from './days.ts';
import type { Iteration } from './iteration.ts';

/** Where nobody chose a day, an iteration is shown to start so many days after it was made, and to end so many. */
export const shownStartAfter = 7;
export const shownEndAfter = 21;
/** How far apart they are shown when only one was chosen, and the other one's default would be on its wrong side. */
export const shownLength = 14;

/**
 * The days of an iteration for callers to whom a day may never be missing. They are derived, never stored, and the end
 * is never before the start. `store/query-iterations.ts` says the same in SQL, so that lists are filtered as shown.
 */
export function shownDays(iteration: Pick<Iteration, 'start' | 'end' | 'createdDay'>): { start: string; end: string } {
  const start = iteration.start?.day;
  const end = iteration.end?.day;
  // Most have both, and calendars cost more than the rest of showing an iteration.
  if (start !== undefined && end !== undefined) return { start, end };
  const defaultStart = addDays(iteration.createdDay, shownStartAfter);
  const defaultEnd = addDays(iteration.createdDay, shownEndAfter);
  return {
    start: start ?? (end !== undefined && end < defaultStart ? addDays(end, -shownLength) : defaultStart),
    end: end ?? (start !== undefined && start > defaultEnd ? addDays(start, shownLength) : defaultEnd),
  };
}
