import type { IterationRef } from '../domain/iteration.ts';
import type { Node } from '../domain/release-tree.ts';
import { type Db, locked, prepared } from './engine.ts';

/** A node of the tree with what is derived for it. */
export interface PlacedNode extends Node {
  readonly path: string;
  readonly treeKey: string;
}

/** All live nodes of a project's tree, with what the tree's rules look at. */
export async function readTree(db: Db, orgId: number, projectId: number): Promise<readonly PlacedNode[]> {
  const rows = await db
    .selectFrom('iteration')
    .select(['id', 'parent_id', 'kind', 'project_id', 'sequence', 'title', 'path', 'tree_key'])
    .where('org_id', '=', orgId)
    .where('project_id', '=', projectId)
    .where('status', '!=', 'removed')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    parentId: row.parent_id,
    kind: row.kind,
    projectId: row.project_id,
    sequence: row.sequence,
    title: row.title,
    path: row.path,
    treeKey: row.tree_key,
  }));
}

/** Writes place, path and sort key of nodes whose surroundings changed. Raises no version: they did not change themselves. */
export async function saveTree(
  db: Db,
  orgId: number,
  nodes: readonly Pick<PlacedNode, 'id' | 'parentId' | 'sequence' | 'path' | 'treeKey'>[],
): Promise<void> {
  for (const node of nodes) {
    await db
      .updateTable('iteration')
      .set({ parent_id: node.parentId, sequence: node.sequence, path: node.path, tree_key: node.treeKey })
      .where('org_id', '=', orgId)
      .where('id', '=', node.id)
      .execute();
  }
}

const lockProject = prepared<{ orgId: number; projectId: number }, { id: number }>((db, value) =>
  locked(
    db,
    db.selectFrom('project').select('id').where('org_id', '=', value('orgId')).where('id', '=', value('projectId')),
  ),
);

/** Holds a project, so that its tree changes in one place at a time. Taken before any iteration is locked. */
export async function lockTree(db: Db, orgId: number, projectId: number): Promise<void> {
  await lockProject(db, { orgId, projectId });
}

const projectOfId = prepared<{ orgId: number; id: number }, { projectId: number }>((db, value) =>
  db
    .selectFrom('iteration')
    .select('project_id as projectId')
    .where('org_id', '=', value('orgId'))
    .where('id', '=', value('id')),
);
const projectOfUid = prepared<{ orgId: number; uid: string }, { projectId: number }>((db, value) =>
  db
    .selectFrom('iteration')
    .select('project_id as projectId')
    .where('org_id', '=', value('orgId'))
    .where('uid', '=', value('uid')),
);

/** As `lockTree`, for the project of an iteration; nothing happens when there is no such iteration. */
export async function lockTreeAround(db: Db, orgId: number, ref: IterationRef): Promise<void> {
  const [row] =
    'id' in ref ? await projectOfId(db, { orgId, id: ref.id }) : await projectOfUid(db, { orgId, uid: ref.uid });
  if (row !== undefined) await lockTree(db, orgId, row.projectId);
}

const familyOf = prepared<{ orgId: number; id: number }, { parentPath: string | null; hasChildren: number }>(
  (db, value) =>
    db
      .selectFrom('iteration as i')
      .leftJoin('iteration as p', (on) => on.onRef('p.org_id', '=', 'i.org_id').onRef('p.id', '=', 'i.parent_id'))
      .select((eb) => [
        'p.path as parentPath',
        eb
          .case()
          .when(
            eb.exists(
              eb
                .selectFrom('iteration as c')
                .select('c.id')
                .whereRef('c.org_id', '=', 'i.org_id')
                .whereRef('c.parent_id', '=', 'i.id')
                .where('c.status', '!=', 'removed'),
            ),
          )
          .then(1)
          .else(0)
          .end()
          .as('hasChildren'),
      ])
      .where('i.org_id', '=', value('orgId'))
      .where('i.id', '=', value('id')),
);

/** The path that an iteration's own is built on, and whether others are built on its own. */
export async function readFamily(
  db: Db,
  orgId: number,
  id: number,
): Promise<{ readonly parentPath: string | null; readonly hasChildren: boolean }> {
  const [row] = await familyOf(db, { orgId, id });
  return { parentPath: row?.parentPath ?? null, hasChildren: row?.hasChildren === 1 };
}
