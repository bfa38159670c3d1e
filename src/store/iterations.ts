import { sql } from 'kysely';
import type { Iteration, IterationRef, IterationView } from '../domain/iteration.ts';
import { notFound, Refusal } from '../domain/refusal.ts';
import { type Db, prepared } from './engine.ts';
import { toRow } from './iteration-rows.ts';
import { selectViews, type ViewsRow, viewsFromRows } from './iteration-views.ts';

const viewById = prepared<{ orgId: number; id: number }, ViewsRow>((db, value) =>
  selectViews(db).where('i.org_id', '=', value('orgId')).where('i.id', '=', value('id')),
);

const viewByUid = prepared<{ orgId: number; uid: string }, ViewsRow>((db, value) =>
  selectViews(db).where('i.org_id', '=', value('orgId')).where('i.uid', '=', value('uid')),
);

/** One iteration with all that is shown of it, removed ones too; undefined when the organization has none such. */
export async function findIteration(db: Db, orgId: number, ref: IterationRef): Promise<IterationView | undefined> {
  const rows = 'id' in ref ? await viewById(db, { orgId, id: ref.id }) : await viewByUid(db, { orgId, uid: ref.uid });
  return viewsFromRows(rows)[0];
}

/** The iterations of those numbers, removed ones too, by rising id. */
export async function findIterations(db: Db, orgId: number, ids: readonly number[]): Promise<readonly IterationView[]> {
  if (ids.length === 0) return [];
  const found = selectViews(db)
    .where('i.org_id', '=', orgId)
    .where('i.id', 'in', [...ids]);
  return viewsFromRows(await found.execute());
}

/** The iterations of that title, removed ones too, by rising id. */
export async function findIterationsTitled(db: Db, orgId: number, title: string): Promise<readonly IterationView[]> {
  return viewsFromRows(await selectViews(db).where('i.org_id', '=', orgId).where('i.title', '=', title).execute());
}

/** As `findIteration`, for one that must be there. @throws Refusal `not_found` */
export async function getIteration(db: Db, orgId: number, ref: IterationRef): Promise<IterationView> {
  const found = await findIteration(db, orgId, ref);
  if (found === undefined) throw notFound('iteration');
  return found;
}

/** Stores a new iteration with empty counters. */
export async function insertIteration(db: Db, iteration: Iteration, treeKey: string): Promise<void> {
  await db
    .insertInto('iteration')
    .values({ ...toRow(iteration), tree_key: treeKey })
    .execute();
  await db
    .insertInto('iteration_counter')
    .values({
      org_id: iteration.orgId,
      iteration_id: iteration.id,
      member_items: 0,
      scope_points: 0,
      scope_items: 0,
      done_points: 0,
      done_items: 0,
      unestimated_items: 0,
    })
    .execute();
}

type SaveArgs = Omit<
  ReturnType<typeof toRow>,
  'uid' | 'parent_id' | 'created_at' | 'created_day' | 'created_by' | 'project_id' | 'board_id' | 'sequence'
> & {
  before: number;
};

const saveOver = prepared<SaveArgs, { hasChildren: number }>((db, value) =>
  db
    .updateTable('iteration')
    .set({
      kind: value('kind'),
      title: value('title'),
      goal: value('goal'),
      status: value('status'),
      start_day: value('start_day'),
      start_at: value('start_at'),
      end_day: value('end_day'),
      end_at: value('end_at'),
      started_at: value('started_at'),
      finished_at: value('finished_at'),
      zone: value('zone'),
      path: value('path'),
      min_capacity: value('min_capacity'),
      max_capacity: value('max_capacity'),
      committed_points: value('committed_points'),
      committed_items: value('committed_items'),
      velocity_points: value('velocity_points'),
      done_items: value('done_items'),
      total_items: value('total_items'),
      version: value('version'),
      updated_at: value('updated_at'),
      updated_by: value('updated_by'),
    })
    .where('org_id', '=', value('org_id'))
    .where('id', '=', value('id'))
    .where('version', '=', value('before'))
    .returning(
      // One look into the index: the planner of PostgreSQL would hash an EXISTS over the whole table.
      sql<number>`(SELECT count(*) FROM (SELECT 1 FROM iteration AS c
        WHERE c.org_id = iteration.org_id AND c.parent_id = iteration.id AND c.status <> 'removed'
        ORDER BY c.org_id, c.parent_id, c.sequence LIMIT 1) AS first)`.as('hasChildren'),
    ),
);

/**
 * Writes the next state over exactly the state it was decided from, one version higher, and tells whether the paths of
 * others are built on its own. The version in the WHERE clause is the last line of defence; that commands of an organization
 * run one after another is the first. Its place among its siblings is written by `saveTree`.
 */
export async function saveIteration(
  db: Db,
  before: Iteration,
  next: Iteration,
): Promise<{ readonly saved: Iteration; readonly hasChildren: boolean }> {
  const saved = { ...next, version: before.version + 1 };
  const { uid, parent_id, created_at, created_day, created_by, project_id, board_id, sequence, ...row } = toRow(saved);
  const [written] = await saveOver(db, { ...row, before: before.version });
  if (written === undefined) throw new Refusal('version_conflict', 'The iteration has changed since');
  return { saved, hasChildren: written.hasChildren === 1 };
}
