import { type Actor, mayPlanAnywhere, visibleProjects } from '../domain/access.ts';
import { type Doubts, Refusal, refuseFaults, refuseUnreadable } from '../domain/refusal.ts';
import type { Db } from '../store/engine.ts';
import { findTags, type Tag } from '../store/item-labels.ts';
import { searchTags } from '../store/tags.ts';
import { tagIds } from './item-fields.ts';
import type { Tx } from './transact.ts';

/** The tag of that name, made where there is none yet. @throws Refusal forbidden, invalid */
export async function createTag(tx: Tx, create: { readonly name: string; readonly doubts?: Doubts }): Promise<Tag> {
  if (!mayPlanAnywhere(tx.actor)) throw new Refusal('forbidden', 'Planning rights are needed');
  refuseUnreadable(create.doubts);
  refuseFaults(create.doubts);
  const { orgId } = tx.actor;
  const [present] = await findTags(tx.db, orgId, [create.name]);
  if (present !== undefined) return present;
  await tagIds(tx, [create.name]);
  const [made] = await findTags(tx.db, orgId, [create.name]);
  if (made === undefined) throw new Error('A tag was not stored');
  await tx.emit({ kind: 'tag.created', projectId: null, data: { tagId: made.id } });
  return made;
}

interface ListTags {
  readonly projectId: number | null;
  readonly part: string | null;
  readonly ids: readonly number[] | null;
  readonly skip: number;
  readonly limit: number;
}

/** Tags by age. Who sees single projects only is told of the tags that are in use there. */
export async function listTags(db: Db, actor: Actor, { projectId, ...list }: ListTags): Promise<readonly Tag[]> {
  const visible = visibleProjects(actor);
  const asked = projectId === null ? visible : [projectId].filter((id) => visible === 'all' || visible.includes(id));
  return searchTags(db, { ...list, orgId: actor.orgId, projects: asked });
}
