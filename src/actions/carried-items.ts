import { type Actor, canSee } from '../domain/access.ts';
import { notFound } from '../domain/refusal.ts';
import { type CarriedItem, listCarriedItems } from '../store/carried-items.ts';
import { listCarriedAsOf } from '../store/carried-items-as-of.ts';
import type { Db } from '../store/engine.ts';
import { findProject } from '../store/projects.ts';
import { readCategories } from '../store/workflows.ts';

/**
 * The unfinished items of a project that were carried so often or oftener, the most carried first: a page of them. `asOf` an
 * instant, in epoch milliseconds: as it was known before. @throws Refusal not_found
 */
export async function listCarried(
  db: Db,
  actor: Actor,
  list: {
    readonly projectId: number;
    readonly least: number;
    readonly skip: number;
    readonly limit: number;
    readonly asOf?: number;
  },
): Promise<{ readonly total: number; readonly items: readonly CarriedItem[] }> {
  const { orgId } = actor;
  const project = await findProject(db, orgId, { id: list.projectId });
  if (project === undefined || !canSee(actor, project.id)) throw notFound('project');
  const { asOf, ...page } = list;
  if (asOf === undefined) return listCarriedItems(db, { ...page, orgId });
  const all = await listCarriedAsOf(db, { ...page, orgId, asOf }, await readCategories(db, orgId));
  const seen = all.filter(({ presentProjectId }) => canSee(actor, presentProjectId));
  return { total: seen.length, items: seen.slice(list.skip, list.skip + list.limit) };
}
