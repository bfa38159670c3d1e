import type { Iteration } from '../domain/iteration.ts';
import { calendarInForce, plainCalendar, type WorkingCalendar } from '../domain/working-calendar.ts';
import { forgetCalendarAtClose, keepCalendarAtClose, readCalendarAtClose } from '../store/calendars-at-close.ts';
import type { Db } from '../store/engine.ts';
import { readCalendarLevels } from '../store/working-calendars.ts';
import type { Tx } from './transact.ts';

type Dated = Pick<Iteration, 'orgId' | 'id' | 'projectId' | 'finishedAt'>;

/**
 * The calendar by which an iteration's days are counted: what its levels say now, or, once it is closed, what they said at
 * the close, so that no later change moves its charts. One that was closed before there were calendars had the plain one.
 */
export async function calendarOf(db: Db, iteration: Dated): Promise<WorkingCalendar> {
  const of = { orgId: iteration.orgId, iterationId: iteration.id };
  if (iteration.finishedAt !== null) return (await readCalendarAtClose(db, of)) ?? plainCalendar;
  return calendarInForce(await readCalendarLevels(db, { ...of, projectId: iteration.projectId }));
}

/** Keeps the calendar with an iteration that is being closed, and lets go of it when the iteration is reopened. */
export async function followClose(tx: Tx, before: Dated, after: Dated): Promise<void> {
  const of = { orgId: after.orgId, iterationId: after.id };
  if (before.finishedAt !== null && after.finishedAt === null) await forgetCalendarAtClose(tx.db, of);
  if (before.finishedAt === null && after.finishedAt !== null) {
    await keepCalendarAtClose(tx.db, of, await calendarOf(tx.db, before));
  }
}
