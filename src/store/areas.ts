import { sql } from 'kysely';
import type { PlacedNode } from '../domain/release-tree.ts';
import type { Area } from '../domain/work-details.ts';
import { detailSeconds, ofProjects, projectDetailColumns } from './detail-rows.ts';
import { createWriter } from './detail-writer.ts';
import type { Db } from './engine.ts';
import { createRows } from './query-rows.ts';

/** Areas, each project's tree in reading order. */
export const areaRows = createRows<Area>({
  ...ofProjects('area'),
  columns: () => ({
    ...projectDetailColumns,
    parentId: sql`r.parent_id`,
    title: sql`r.title`,
    path: sql`r.path`,
    sequence: sql`r.sequence`,
  }),
  queried: { ...detailSeconds, parentOrNone: sql`coalesce(r.parent_id, -1)` },
  order: [sql`r.project_id`, sql`r.tree_key`],
});

/** All areas of a project, with what the tree's rules look at. */
export async function readAreaTree(db: Db, orgId: number, projectId: number): Promise<readonly PlacedNode[]> {
  return db
    .selectFrom('area')
    .select(['id', 'parent_id as parentId', 'sequence', 'title', 'path', 'tree_key as treeKey'])
    .where('org_id', '=', orgId)
    .where('project_id', '=', projectId)
    .orderBy('id')
    .execute();
}

const written = createWriter('area', {
  made: (area: Pick<Area, 'projectId'> & PlacedNode) => ({
    project_id: area.projectId,
    parent_id: area.parentId,
    sequence: area.sequence,
    path: area.path,
    tree_key: area.treeKey,
  }),
  changed: ({ title }: Pick<Area, 'title'>) => ({ title }),
});

/**
 * Areas, to be written; the place of one that is there is written by `saveTree`. One that is removed must have no
 * children, and its items are in the root area from then on.
 */
export const areaWriter: typeof written = {
  ...written,
  remove: async (db, orgId, id) => {
    await db.updateTable('item').set({ area_id: null }).where('org_id', '=', orgId).where('area_id', '=', id).execute();
    await written.remove(db, orgId, id);
  },
};
