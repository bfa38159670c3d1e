import { isMostlyOff, patternsInForce } from '../domain/capacity.ts';
import type { Iteration } from '../domain/iteration.ts';
import type { NewIterationWish } from '../domain/plan-of-close.ts';
import { calendarInForce } from '../domain/working-calendar.ts';
import type { Db } from '../store/engine.ts';
import { readTimeOff } from '../store/time-off.ts';
import { readPatternLevels } from '../store/work-patterns.ts';
import { readCalendarLevels } from '../store/working-calendars.ts';

/** The planned days of the iteration that follows a close, and by whose calendar they are counted. */
export interface NextWindow {
  readonly orgId: number;
  readonly projectId: number;
  /** Null for one that the close is to make. */
  readonly iterationId: number | null;
  readonly start: string;
  readonly end: string;
}

/** The window of an iteration that is there; null without both days. */
export function windowOfNext({ orgId, projectId, id, start, end }: Iteration): NextWindow | null {
  if (start === null || end === null) return null;
  return { orgId, projectId, iterationId: id, start: start.day, end: end.day };
}

/** The window of one that is to be made after another; null without both days. */
export function windowOfNew(
  { orgId, projectId }: Iteration,
  { start, end }: Pick<NewIterationWish, 'start' | 'end'>,
): NextWindow | null {
  if (start === null || end === null) return null;
  return { orgId, projectId, iterationId: null, start: start.day, end: end.day };
}

/** Which of some people are away for most of a window (`isMostlyOff`), by its calendar and their days off. */
export async function peopleMostlyOff(
  db: Db,
  window: NextWindow,
  personIds: readonly number[],
): Promise<ReadonlySet<number>> {
  const known = personIds.length === 0 ? [] : await readTimeOff(db, window.orgId, personIds);
  const away = known.filter(({ timeOff }) => timeOff.some(({ from, to }) => from <= window.end && to >= window.start));
  if (away.length === 0) return new Set();
  const calendar = calendarInForce(await readCalendarLevels(db, window));
  const patterns = patternsInForce((await readPatternLevels(db, window)).map((level) => level.patterns));
  const weekdaysOf = new Map(patterns.map(({ personId, weekdays }) => [personId, weekdays]));
  const isOff = ({ personId, timeOff }: (typeof away)[number]) =>
    isMostlyOff(window, calendar, { weekdays: weekdaysOf.get(personId) ?? null, timeOff });
  return new Set(away.filter(isOff).map(({ personId }) => personId));
}
