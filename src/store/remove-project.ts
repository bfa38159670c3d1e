import type { Db } from './engine.ts';

/** How much a project holds: items that are not deleted, and releases and iterations that are not removed. */
export async function countHeld(
  db: Db,
  orgId: number,
  projectId: number,
): Promise<{ readonly items: number; readonly iterations: number }> {
  const { items } = await db
    .selectFrom('item')
    .select((eb) => eb.fn.countAll<number>().as('items'))
    .where('org_id', '=', orgId)
    .where('project_id', '=', projectId)
    .where('condition', '!=', 'deleted')
    .executeTakeFirstOrThrow();
  const { iterations } = await db
    .selectFrom('iteration')
    .select((eb) => eb.fn.countAll<number>().as('iterations'))
    .where('org_id', '=', orgId)
    .where('project_id', '=', projectId)
    .where('kind', '!=', 'root')
    .where('status', '!=', 'removed')
    .executeTakeFirstOrThrow();
  return { items, iterations };
}

/**
 * Marks a project that holds nothing as removed, and its root with it: nobody finds either any more. Its rows stay, as
 * events, and what was deleted or removed in it, refer to them. Projects that were shown under it are shown where it was.
 */
export async function markRemoved(
  db: Db,
  project: { readonly orgId: number; readonly id: number; readonly parentId: number | null },
  at: number,
): Promise<void> {
  const { orgId, id, parentId } = project;
  await db.updateTable('project').set({ removed_at: at }).where('org_id', '=', orgId).where('id', '=', id).execute();
  await db
    .updateTable('project')
    .set({ parent_id: parentId })
    .where('org_id', '=', orgId)
    .where('parent_id', '=', id)
    .execute();
  await db
    .updateTable('iteration')
    .set({ status: 'removed' })
    .where('org_id', '=', orgId)
    .where('project_id', '=', id)
    .where('kind', '=', 'root')
    .execute();
}
