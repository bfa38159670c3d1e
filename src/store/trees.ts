import { sql } from 'kysely';
import type { Node } from '../domain/release-tree.ts';
import { type Db, prepared } from './engine.ts';

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

/** How many nodes one statement writes: five values each, well within what both engines bind. */
const nodesAtOnce = 500;

/** Writes place, path and sort key of nodes whose surroundings changed. Raises no version: they did not change themselves. */
export async function saveTree(
  db: Db,
  orgId: number,
  nodes: readonly Pick<PlacedNode, 'id' | 'parentId' | 'sequence' | 'path' | 'treeKey'>[],
): Promise<void> {
  for (let first = 0; first < nodes.length; first += nodesAtOnce) {
    const rows = nodes.slice(first, first + nodesAtOnce).map(
      (node) => sql`(CAST(${node.id} AS bigint), CAST(${node.parentId} AS bigint), CAST(${node.sequence} AS bigint),
        CAST(${node.path} AS text), CAST(${node.treeKey} AS text))`,
    );
    await sql`
      WITH placed (id, parent_id, sequence, path, tree_key) AS (VALUES ${sql.join(rows)})
      UPDATE iteration SET parent_id = placed.parent_id, sequence = placed.sequence, path = placed.path,
        tree_key = placed.tree_key
      FROM placed WHERE iteration.org_id = ${orgId} AND iteration.id = placed.id`.execute(db);
  }
}

/** A node and how many live children it has, in order to put another one after them. */
export interface Parent {
  readonly projectId: number;
  readonly path: string;
  readonly treeKey: string;
  readonly children: number;
}

const parentById = prepared<{ orgId: number; id: number }, Parent>((db, value) =>
  db
    .selectFrom('iteration as i')
    .select([
      'i.project_id as projectId',
      'i.path',
      'i.tree_key as treeKey',
      sql<number>`(SELECT count(*) FROM iteration AS c
        WHERE c.org_id = i.org_id AND c.parent_id = i.id AND c.status <> 'removed')`.as('children'),
    ])
    .where('i.org_id', '=', value('orgId'))
    .where('i.id', '=', value('id'))
    .where('i.status', '!=', 'removed'),
);

/** The live node of that number; undefined when there is none. */
export async function readParent(db: Db, orgId: number, id: number): Promise<Parent | undefined> {
  return (await parentById(db, { orgId, id }))[0];
}

/** Marks iterations as changed themselves, each by one version. */
export async function raiseVersions(
  db: Db,
  orgId: number,
  ids: readonly number[],
  change: { readonly at: number; readonly by: number },
): Promise<void> {
  if (ids.length === 0) return;
  await db
    .updateTable('iteration')
    .set((eb) => ({ version: eb('version', '+', 1), updated_at: change.at, updated_by: change.by }))
    .where('org_id', '=', orgId)
    .where('id', 'in', [...ids])
    .execute();
}
