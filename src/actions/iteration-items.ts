import { type Actor, canSee } from '../domain/access.ts';
import type { BoardItem } from '../domain/board-item.ts';
import type { IterationRef } from '../domain/iteration.ts';
import type { Category } from '../domain/ledger.ts';
import { notFound } from '../domain/refusal.ts';
import { type ItemVersion, versionsOfItem } from '../domain/versions-of-item.ts';
import { findBoardItems } from '../store/board-items.ts';
import type { Db } from '../store/engine.ts';
import { findTags } from '../store/item-labels.ts';
import { type ItemStayRow, listChangesIn, listStaysIn } from '../store/iteration-items.ts';
import { getIteration } from '../store/iterations.ts';
import { listAllStatuses } from '../store/workflows.ts';
import { asSeenBy } from './board-items.ts';

/** One version of an item of an iteration. */
export interface IterationItemVersion extends Omit<ItemVersion, 'tags'> {
  readonly item: BoardItem;
  readonly category: Category;
  readonly tagIds: readonly number[];
}

/** What an iteration holds, and how that came to be. */
export interface IterationItems {
  /** In the iteration's order; those that were deleted while in it stand among them. */
  readonly items: readonly BoardItem[];
  /** Every version since the item came in, oldest first. */
  readonly versions: readonly IterationItemVersion[];
  /** Whether there are more of either than the limits allow. */
  readonly isCut: { readonly items: boolean; readonly versions: boolean };
}

interface GetIterationItems {
  readonly iteration: IterationRef;
  /** The first items of the iteration, and the newest versions. */
  readonly limits: { readonly items: number; readonly versions: number };
}

/** How many items are read at once, so that others are answered in between. */
const stride = 250;

/**
 * The items of an iteration with their versions over time. Items of projects that the actor cannot see are left out.
 * @throws Refusal not_found
 */
export async function getIterationItems(
  db: Db,
  actor: Actor,
  { iteration: ref, limits }: GetIterationItems,
): Promise<IterationItems> {
  const { orgId } = actor;
  const iteration = await getIteration(db, orgId, ref);
  if (!canSee(actor, iteration.projectId)) throw notFound('iteration');
  const stays = await listStaysIn(db, orgId, iteration.id);
  const staysByItem = byItem(stays);
  const wanted = [...staysByItem.keys()].slice(0, limits.items);
  const found = await findInStrides(db, actor, wanted);
  const begin = stays.reduce((first, { added }) => Math.min(first, added.seq), Number.MAX_SAFE_INTEGER);
  const page = { since: begin, limit: limits.versions + 1 };
  const changes = await listChangesIn(db, orgId, iteration.id, page);
  const areChangesCut = changes.length > limits.versions;
  const since = areChangesCut ? (changes.at(-1)?.seq ?? 0) + 1 : 0;
  const changesByItem = byItem(changes.filter(({ seq }) => seq >= since));

  const all = found.flatMap((item) => {
    const now = { ...item, tags: item.tags.map(({ name }) => name) };
    const versions = versionsOfItem(now, changesByItem.get(item.id) ?? [], staysByItem.get(item.id) ?? [], since);
    return versions.map((version) => ({ item, version }));
  });
  const versions = all.sort((a, b) => a.version.seq - b.version.seq).slice(-limits.versions);
  const categories = new Map((await listAllStatuses(db, orgId)).map(({ id, category }) => [id, category]));
  const names = new Set(versions.flatMap(({ version }) => version.tags));
  const tagIds = new Map((await findTags(db, orgId, [...names])).map(({ id, name }) => [name, id]));
  return {
    items: found.filter((item) => staysOrWasDeleted(item, staysByItem.get(item.id) ?? [])),
    versions: versions.map(({ item, version: { tags, ...version } }) => ({
      ...version,
      item,
      category: categories.get(version.statusId) ?? item.category,
      tagIds: tags.flatMap((name) => tagIds.get(name) ?? []),
    })),
    isCut: { items: staysByItem.size > wanted.length, versions: areChangesCut || all.length > limits.versions },
  };
}

async function findInStrides(db: Db, actor: Actor, ids: readonly number[]): Promise<readonly BoardItem[]> {
  const found: BoardItem[] = [];
  for (let start = 0; start < ids.length; start += stride) {
    if (start > 0) await new Promise(setImmediate);
    found.push(...(await findBoardItems(db, actor.orgId, ids.slice(start, start + stride))));
  }
  return found.filter(({ projectId }) => canSee(actor, projectId)).map((item) => asSeenBy(actor, item));
}

/** What is deleted leaves every open iteration by the same change, which is its last one. */
function staysOrWasDeleted(item: BoardItem, stays: readonly ItemStayRow[]): boolean {
  const isDeleted = item.condition === 'deleted';
  return stays.some(({ ended }) => ended === null || (isDeleted && ended.at === item.updatedAt));
}

function byItem<T extends { readonly itemId: number }>(rows: readonly T[]): ReadonlyMap<number, readonly T[]> {
  const groups = new Map<number, T[]>();
  for (const row of rows) {
    const group = groups.get(row.itemId);
    if (group === undefined) groups.set(row.itemId, [row]);
    else group.push(row);
  }
  return groups;
}
