import { sql } from 'kysely';
import { shownLength } from '../domain/shown-days.ts';
import { nameOf, wholeSeconds } from './detail-rows.ts';
import { iterationColumns } from './query-iterations.ts';
import { createRows } from './query-rows.ts';

/** A project with the days of its root iteration, which stands for all of it. */
export interface ProjectRow {
  readonly id: number;
  readonly title: string;
  readonly description: string | null;
  /** As shown: where nobody chose them, they are derived from the day of its making. */
  readonly startDay: string;
  readonly endDay: string;
  /** What it was made after, and how many days its iterations last; every project is alike in both. */
  readonly template: string;
  readonly iterationLength: number;
  readonly version: number;
  readonly createdAt: number;
  readonly creatorName: string;
  /** When it was last changed itself, or its days. */
  readonly updatedAt: number;
  readonly updaterName: string;
}

/** Projects, oldest first. */
export const projectRows = createRows<ProjectRow>({
  from: sql`project p join iteration i on i.org_id = p.org_id and i.id = p.root_iteration_id`,
  orgId: sql`p.org_id`,
  id: sql`p.id`,
  projectId: sql`p.id`,
  columns: (db) => {
    const { startDay, endDay } = iterationColumns(db);
    return {
      id: sql`p.id`,
      title: sql`p.title`,
      description: sql`p.description`,
      startDay,
      endDay,
      // Not plain constants, which an ORDER BY would take for something else.
      template: sql`('Timebox' || '')`,
      iterationLength: sql`(0 + ${sql.lit(shownLength)})`,
      version: sql`p.version`,
      createdAt: sql`p.created_at`,
      creatorName: nameOf(sql`p.created_by`),
      updatedAt: sql`i.updated_at`,
      updaterName: nameOf(sql`i.updated_by`),
    };
  },
  queried: { createdSecond: wholeSeconds(sql`p.created_at`), updatedSecond: wholeSeconds(sql`i.updated_at`) },
});
