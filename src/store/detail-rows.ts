import { sql } from 'kysely';
import type { Detail } from '../domain/work-details.ts';
import type { DetailTable } from './detail-writer.ts';
import type { RowSource } from './query-rows.ts';
import type { Sql } from './sql-spelling.ts';

type OfDetails = Pick<RowSource<Detail>, 'from' | 'orgId' | 'id' | 'projectId'> & { readonly where?: Sql };

/** Details of projects, as `r`. */
export function ofProjects(table: DetailTable): OfDetails {
  return { from: sql`${sql.table(table)} r`, orgId: sql`r.org_id`, id: sql`r.id`, projectId: sql`r.project_id` };
}

/** Details of items, as `r` with the item as `t`; they are hidden with it. */
export function ofItems(table: DetailTable | 'comment'): OfDetails {
  return {
    from: sql`${sql.table(table)} r join item t on t.org_id = r.org_id and t.id = r.item_id`,
    orgId: sql`r.org_id`,
    id: sql`r.id`,
    projectId: sql`t.project_id`,
    where: sql`t.condition <> 'deleted'`,
  };
}

const detailColumns = {
  id: sql`r.id`,
  version: sql`r.version`,
  createdAt: sql`r.created_at`,
  creatorName: nameOf(sql`r.created_by`),
  updatedAt: sql`r.updated_at`,
  updaterName: nameOf(sql`r.updated_by`),
};

/** What every detail of a project tells, and what every detail of an item does. */
export const projectDetailColumns = { ...detailColumns, projectId: sql`r.project_id` };
export const itemDetailColumns = { ...detailColumns, projectId: sql`t.project_id`, itemId: sql`r.item_id` };

/** For callers who are shown whole seconds. */
export const detailSeconds = {
  createdSecond: wholeSeconds(sql`r.created_at`),
  updatedSecond: wholeSeconds(sql`r.updated_at`),
};

/** Somebody's name, as a subquery, so that only queries that ask for it look it up. */
export function nameOf(person: Sql): Sql {
  return sql`(select name from person where id = ${person})`;
}

/** An instant without its fraction of a second. */
export function wholeSeconds(instant: Sql): Sql {
  return sql`(${instant} / 1000 * 1000)`;
}
