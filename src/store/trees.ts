import type { Node } from '../domain/release-tree.ts';
import { type Db, locked } from './engine.ts';

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

/** Holds the project, so that its tree changes in one place at a time. Taken before any iteration is locked. */
export async function lockTree(db: Db, orgId: number, projectId: number): Promise<void> {
  await locked(db, db.selectFrom('project').select('id').where('org_id', '=', orgId).where('id', '=', projectId)).execute();
}
