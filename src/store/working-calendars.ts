import { type Selectable, sql } from 'kysely';
import type { CalendarSettings } from '../domain/working-calendar.ts';
import type { WorkingCalendarTable } from './calendar-schema.ts';
import { type Db, prepared } from './engine.ts';

/** Whose calendar it is: an iteration's, a project's (no iteration), or the organization's (neither). */
export interface CalendarOwner {
  readonly orgId: number;
  readonly projectId: number | null;
  readonly iterationId: number | null;
}

/** What one level says, with its version: 1 for as long as it says nothing. */
export interface StoredCalendar extends CalendarSettings {
  readonly version: number;
}

/** What a level says that was never told anything. */
export const silentCalendar: StoredCalendar = { weekdays: null, days: [], version: 1 };

type Row = Selectable<WorkingCalendarTable>;

const levelsOf = prepared<{ orgId: number; projectId: number; iterationId: number }, Row>((db, value) =>
  db
    .selectFrom('working_calendar')
    .selectAll()
    .where('org_id', '=', value('orgId'))
    // Written as the index has it.
    .where(sql`coalesce(project_id, 0)`, 'in', [0, value('projectId')])
    .where(sql`coalesce(iteration_id, 0)`, 'in', [0, value('iterationId')])
    .orderBy(sql`coalesce(project_id, 0)`)
    .orderBy(sql`coalesce(iteration_id, 0)`),
);

/** What the levels from the organization down to the owner say, the widest first; those that were told something. */
export async function readCalendarLevels(
  db: Db,
  { orgId, projectId, iterationId }: CalendarOwner,
): Promise<readonly (StoredCalendar & CalendarOwner)[]> {
  const rows = await levelsOf(db, { orgId, projectId: projectId ?? 0, iterationId: iterationId ?? 0 });
  return rows.map((row) => ({
    orgId: row.org_id,
    projectId: row.project_id,
    iterationId: row.iteration_id,
    weekdays: row.weekdays === null ? null : JSON.parse(row.weekdays),
    days: JSON.parse(row.days),
    version: row.version,
  }));
}

/** Writes what a level says over what it said. The organization is held, so nobody else has written meanwhile. */
export async function saveCalendar(
  db: Db,
  owner: CalendarOwner,
  saved: StoredCalendar & { readonly at: number; readonly by: number },
): Promise<void> {
  const row = {
    weekdays: saved.weekdays === null ? null : JSON.stringify(saved.weekdays),
    days: JSON.stringify(saved.days),
    version: saved.version,
    updated_at: saved.at,
    updated_by: saved.by,
  };
  const { orgId, projectId, iterationId } = owner;
  const written = await db
    .updateTable('working_calendar')
    .set(row)
    .where('org_id', '=', orgId)
    .where(sql`coalesce(project_id, 0)`, '=', projectId ?? 0)
    .where(sql`coalesce(iteration_id, 0)`, '=', iterationId ?? 0)
    .executeTakeFirst();
  if (written.numUpdatedRows > 0n) return;
  await db
    .insertInto('working_calendar')
    .values({ org_id: orgId, project_id: projectId, iteration_id: iterationId, ...row })
    .execute();
}
