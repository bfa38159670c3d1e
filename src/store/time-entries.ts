import { sql } from 'kysely';
import type { TimeEntry, WorkType } from '../domain/work-details.ts';
import { detailSeconds, itemDetailColumns, ofItems } from './detail-rows.ts';
import { createWriter } from './detail-writer.ts';
import { type Db, prepared } from './engine.ts';
import { numbersOf } from './numbers-of.ts';
import { createRows } from './query-rows.ts';

const ofTasks = ofItems('time_entry');

/** Recorded time, in the order in which it was recorded. */
export const timeEntryRows = createRows<TimeEntry>({
  ...ofTasks,
  from: sql`${ofTasks.from} join work_type w on w.org_id = r.org_id and w.id = r.work_type_id`,
  columns: () => ({
    ...itemDetailColumns,
    personId: sql`r.person_id`,
    day: sql`r.day`,
    week: sql`r.week`,
    hours: sql`r.hours`,
    workTypeId: sql`r.work_type_id`,
    workType: sql`w.title`,
    note: sql`r.note`,
    createdBy: sql`r.created_by`,
    updatedBy: sql`r.updated_by`,
  }),
  queried: detailSeconds,
});

/** Work types, each project's in their order. */
export const workTypeRows = createRows<WorkType>({
  from: sql`work_type r`,
  orgId: sql`r.org_id`,
  id: sql`r.id`,
  projectId: sql`r.project_id`,
  columns: () => ({ id: sql`r.id`, projectId: sql`r.project_id`, title: sql`r.title` }),
  order: [sql`r.project_id`, sql`r.sequence`],
});

type StoredEntry = Pick<TimeEntry, 'workTypeId' | 'day' | 'week' | 'hours' | 'note'>;

/** Recorded time, to be written. */
export const timeEntryWriter = createWriter('time_entry', {
  made: ({ itemId, personId }: Pick<TimeEntry, 'itemId' | 'personId'>) => ({ item_id: itemId, person_id: personId }),
  changed: ({ workTypeId, day, week, hours, note }: StoredEntry) => ({
    work_type_id: workTypeId,
    day,
    week,
    hours,
    note,
  }),
});

const minutesByItem = prepared<{ orgId: number; ids: string }, { itemId: number; minutes: number }>((db, value) =>
  db
    .selectFrom('time_entry')
    .select(['item_id as itemId', sql<number>`sum(round(hours * 60))`.as('minutes')])
    .where('org_id', '=', value('orgId'))
    .where('item_id', 'in', numbersOf(db, value('ids')))
    .groupBy('item_id'),
);

/** The minutes that were recorded on items; an item on which none were is left out. */
export async function sumMinutes(db: Db, orgId: number, itemIds: readonly number[]): Promise<Map<number, number>> {
  const rows = await minutesByItem(db, { orgId, ids: JSON.stringify(itemIds) });
  return new Map(rows.map(({ itemId, minutes }) => [itemId, minutes]));
}

/** The work types of a project, in order. */
export async function listWorkTypes(db: Db, orgId: number, projectId: number): Promise<readonly WorkType[]> {
  return db
    .selectFrom('work_type')
    .select(['id', 'project_id as projectId', 'title'])
    .where('org_id', '=', orgId)
    .where('project_id', '=', projectId)
    .orderBy('sequence')
    .execute();
}

/** Stores the work types of a new project, in order. */
export async function insertWorkTypes(db: Db, orgId: number, types: readonly WorkType[]): Promise<void> {
  const rows = types.map(({ id, projectId, title }, sequence) => ({
    org_id: orgId,
    id,
    project_id: projectId,
    title,
    sequence,
  }));
  await db.insertInto('work_type').values(rows).execute();
}
