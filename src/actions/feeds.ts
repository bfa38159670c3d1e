import { type Actor, canSee } from '../domain/access.ts';
import { notFound, Refusal } from '../domain/refusal.ts';
import type { Db } from '../store/engine.ts';
import { deleteFeed, feedMadeAt, saveFeed } from '../store/feeds.ts';
import { findProject } from '../store/projects.ts';
import type { Tx } from './transact.ts';

interface OfProject {
  readonly projectId: number;
}

/** Since when the actor's calendar of a project has an address; null when it has none. @throws Refusal not_found */
export async function getFeed(db: Db, actor: Actor, { projectId }: OfProject): Promise<number | null> {
  const project = await findProject(db, actor.orgId, { id: projectId });
  if (project === undefined || !canSee(actor, projectId)) throw notFound('project');
  return feedMadeAt(db, feedOf(actor, projectId));
}

/** Gives the actor's calendar of a project a secret address instead of the one before. @throws Refusal not_found, forbidden */
export async function setFeed(tx: Tx, set: OfProject & { readonly hash: string }): Promise<number> {
  await requireOwner(tx, set);
  await saveFeed(tx.db, { ...feedOf(tx.actor, set.projectId), hash: set.hash, created_at: tx.now });
  return tx.now;
}

/** Takes the address away. @throws Refusal not_found (also when there is none), forbidden */
export async function removeFeed(tx: Tx, remove: OfProject): Promise<void> {
  if ((await requireOwner(tx, remove)) === null) throw new Refusal('not_found', 'There is no calendar address');
  await deleteFeed(tx.db, feedOf(tx.actor, remove.projectId));
}

async function requireOwner({ db, actor }: Tx, of: OfProject): Promise<number | null> {
  const madeAt = await getFeed(db, actor, of);
  if (actor.scope === 'read') throw new Refusal('forbidden', 'This token may only read');
  return madeAt;
}

function feedOf({ orgId, userId }: Actor, projectId: number) {
  return { org_id: orgId, project_id: projectId, person_id: userId };
}
