import { sql } from 'kysely';
import type { Found } from '../domain/planning-checks.ts';
import type { Db } from './engine.ts';
import type { Sql } from './sql-spelling.ts';

/** The first of what was found, and how much there is in all. */
export interface FoundOf {
  readonly total: number;
  readonly first: readonly Found[];
}

interface Row extends Found {
  readonly total: number;
}

/** Live items of open iterations of a project that are to be done and have no estimate. */
export function itemsWithoutEstimate(db: Db, orgId: number, projectId: number, limit: number): Promise<FoundOf> {
  return find(
    db,
    sql`t.id, t.title`,
    sql`item t where t.org_id = ${orgId} and t.estimate is null and ${toBeDone} and exists (
      select 1 from membership m join iteration i on i.org_id = m.org_id and i.id = m.iteration_id
      where m.org_id = t.org_id and m.item_id = t.id and m.ended_at is null and i.project_id = ${projectId}
      and i.kind = 'iteration' and i.status in ('planned', 'active'))`,
    limit,
  );
}

/** Live stories of a project that are to be done and have no acceptance criterion. */
export function storiesWithoutCriteria(db: Db, orgId: number, projectId: number, limit: number): Promise<FoundOf> {
  return find(
    db,
    sql`t.id, t.title`,
    sql`item t where t.org_id = ${orgId} and t.project_id = ${projectId} and t.type = 'story' and ${toBeDone}
      and not exists (select 1 from criterion c where c.org_id = t.org_id and c.item_id = t.id)`,
    limit,
  );
}

/** Releases of a project below which there is no iteration. */
export function releasesWithoutIterations(db: Db, orgId: number, projectId: number, limit: number): Promise<FoundOf> {
  return find(
    db,
    sql`t.id, t.title`,
    sql`iteration t where t.org_id = ${orgId} and t.project_id = ${projectId} and t.kind = 'release'
      and t.status <> 'removed' and not exists (select 1 from iteration i where i.org_id = t.org_id
      and i.project_id = t.project_id and i.kind = 'iteration' and i.status <> 'removed'
      and i.tree_key > t.tree_key and substr(i.tree_key, 1, length(t.tree_key)) = t.tree_key)`,
    limit,
  );
}

const toBeDone = sql`t.condition = 'live' and t.category in ('queued', 'in_progress')`;

async function find(db: Db, columns: Sql, from: Sql, limit: number): Promise<FoundOf> {
  const { rows } = await sql<Row>`select ${columns}, count(*) over () as total from ${from}
    order by t.id limit ${limit}`.execute(db);
  return { total: rows[0]?.total ?? 0, first: rows.map(({ id, title }) => ({ id, title })) };
}
