import type { Doubts } from '../domain/refusal.ts';
import type { ItemLink } from '../domain/work-details.ts';
import { itemLinkRows, itemLinkWriter } from '../store/item-links.ts';
import {
  addDetail,
  type ChangeDetail,
  detailFor,
  faultsOfFixed,
  itemFor,
  type NameDetail,
  readsOf,
  refuseAll,
  removeDetail,
  saveDetail,
} from './details.ts';
import type { Tx } from './transact.ts';

const link = { name: 'link', rows: itemLinkRows };

/** One link, and a page of links. */
export const { get: getItemLink, list: listItemLinks } = readsOf(link);

/** A new link of an item. */
export interface AddItemLink {
  readonly itemId: number;
  /** The project that the caller takes the item to be in. */
  readonly projectId?: number;
  readonly title: string;
  readonly url: string;
  readonly doubts?: Doubts;
}

/** @throws Refusal not_found, forbidden, invalid */
export async function addItemLink(tx: Tx, add: AddItemLink): Promise<ItemLink> {
  const { itemId, projectId, title, url, doubts } = add;
  const item = await itemFor(tx, itemId, doubts);
  refuseAll(doubts, faultsOfFixed(item, projectId === undefined ? {} : { projectId }));
  return addDetail(tx, link, 'item_link', (first) => itemLinkWriter.insert(tx.db, { ...first, itemId, title, url }));
}

/** Changes a link's text or address. @throws Refusal not_found, forbidden, version_*, invalid */
export async function changeItemLink(
  tx: Tx,
  change: ChangeDetail<Pick<ItemLink, 'title' | 'url'>, Pick<ItemLink, 'projectId' | 'itemId'>>,
): Promise<ItemLink> {
  const before = await detailFor(tx, link, change);
  return saveDetail(tx, link, before, change, [], (next) => itemLinkWriter.save(tx.db, next));
}

/** Deletes a link. @throws Refusal not_found, forbidden, version_* */
export async function removeItemLink(tx: Tx, name: NameDetail): Promise<void> {
  await removeDetail(tx, link, name, ({ id }) => itemLinkWriter.remove(tx.db, tx.actor.orgId, id));
}
