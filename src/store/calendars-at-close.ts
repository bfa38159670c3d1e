import type { WorkingCalendar } from '../domain/working-calendar.ts';
import { type Db, prepared } from './engine.ts';

interface Of {
  readonly orgId: number;
  readonly iterationId: number;
}

const insertKept = prepared<Of & { weekdays: string; days: string }, never>((db, value) =>
  db.insertInto('calendar_at_close').values({
    org_id: value('orgId'),
    iteration_id: value('iterationId'),
    weekdays: value('weekdays'),
    days: value('days'),
    capacity: null,
    person_days: null,
  }),
);

const deleteKept = prepared<Of, never>((db, value) =>
  db
    .deleteFrom('calendar_at_close')
    .where('org_id', '=', value('orgId'))
    .where('iteration_id', '=', value('iterationId')),
);

const keptOf = prepared<Of, { weekdays: string; days: string }>((db, value) =>
  db
    .selectFrom('calendar_at_close')
    .select(['weekdays', 'days'])
    .where('org_id', '=', value('orgId'))
    .where('iteration_id', '=', value('iterationId')),
);

/** Keeps the calendar that is in force when an iteration is closed. */
export async function keepCalendarAtClose(db: Db, of: Of, calendar: WorkingCalendar): Promise<void> {
  await insertKept(db, {
    ...of,
    weekdays: JSON.stringify(calendar.weekdays),
    days: JSON.stringify(calendar.days),
  });
}

/** Lets go of it, as the iteration is open again. */
export async function forgetCalendarAtClose(db: Db, of: Of): Promise<void> {
  await deleteKept(db, of);
}

/** The calendar that was kept; undefined of an iteration that is open, or was closed before there were calendars. */
export async function readCalendarAtClose(db: Db, of: Of): Promise<WorkingCalendar | undefined> {
  const [row] = await keptOf(db, of);
  return row === undefined ? undefined : { weekdays: JSON.parse(row.weekdays), days: JSON.parse(row.days) };
}
