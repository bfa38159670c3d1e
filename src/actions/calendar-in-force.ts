import type { Iteration } from '../domain/iteration.ts';
import { calendarInForce, plainCalendar, type WorkingCalendar } from '../domain/working-calendar.ts';
import { readAtClose } from '../store/calendars-at-close.ts';
import type { Db } from '../store/engine.ts';
import { readCalendarLevelsThen } from '../store/past-working-time.ts';
import { readCalendarLevels } from '../store/working-calendars.ts';

/**
 * The calendar by which an iteration's days are counted: what its levels say now, or, once it is closed, what they said at
 * the close, so that no later change moves its charts. One that was closed before there were calendars had the plain one.
 * `asOf`, epoch milliseconds: of one that is open, what its levels said before.
 */
export async function calendarOf(
  db: Db,
  { orgId, id: iterationId, projectId, finishedAt }: Pick<Iteration, 'orgId' | 'id' | 'projectId' | 'finishedAt'>,
  asOf?: number,
): Promise<WorkingCalendar> {
  if (finishedAt !== null) return (await readAtClose(db, { orgId, iterationId }))?.calendar ?? plainCalendar;
  const owner = { orgId, projectId, iterationId };
  return calendarInForce(
    await (asOf === undefined ? readCalendarLevels(db, owner) : readCalendarLevelsThen(db, owner, asOf)),
  );
}
