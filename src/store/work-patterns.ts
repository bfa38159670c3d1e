import { type Selectable, sql } from 'kysely';
import type { WorkPattern } from '../domain/capacity.ts';
import type { WorkPatternTable } from './calendar-schema.ts';
import { type Db, prepared } from './engine.ts';

/** Whose work patterns they are: an iteration's, or a project's (no iteration). */
export interface PatternsOwner {
  readonly orgId: number;
  readonly projectId: number;
  readonly iterationId: number | null;
}

/** What one level says, with its version: 1 for as long as it says nothing. */
export interface StoredPatterns {
  readonly patterns: readonly WorkPattern[];
  readonly version: number;
}

type Row = Selectable<WorkPatternTable>;

const levelsOf = prepared<{ orgId: number; projectId: number; iterationId: number }, Row>((db, value) =>
  db
    .selectFrom('work_pattern')
    .selectAll()
    .where('org_id', '=', value('orgId'))
    .where('project_id', '=', value('projectId'))
    // Written as the index has it.
    .where(sql`coalesce(iteration_id, 0)`, 'in', [0, value('iterationId')])
    .orderBy(sql`coalesce(iteration_id, 0)`),
);

/** What a project and, if one is named, its iteration say, the project first; those that were told something. */
export async function readPatternLevels(
  db: Db,
  { orgId, projectId, iterationId }: PatternsOwner,
): Promise<readonly (StoredPatterns & Pick<PatternsOwner, 'iterationId'>)[]> {
  const rows = await levelsOf(db, { orgId, projectId, iterationId: iterationId ?? 0 });
  return rows.map((row) => ({
    iterationId: row.iteration_id,
    patterns: JSON.parse(row.patterns),
    version: row.version,
  }));
}

/** Writes what a level says over what it said. The organization is held, so nobody else has written meanwhile. */
export async function savePatterns(
  db: Db,
  { orgId, projectId, iterationId }: PatternsOwner,
  saved: StoredPatterns & { readonly at: number; readonly by: number },
): Promise<void> {
  const row = {
    patterns: JSON.stringify(saved.patterns),
    version: saved.version,
    updated_at: saved.at,
    updated_by: saved.by,
  };
  const written = await db
    .updateTable('work_pattern')
    .set(row)
    .where('org_id', '=', orgId)
    .where('project_id', '=', projectId)
    .where(sql`coalesce(iteration_id, 0)`, '=', iterationId ?? 0)
    .executeTakeFirst();
  if (written.numUpdatedRows > 0n) return;
  await db
    .insertInto('work_pattern')
    .values({ org_id: orgId, project_id: projectId, iteration_id: iterationId, ...row })
    .execute();
}
