import type { ChangesOfItem } from './changes-of-item.ts';
import type { Item } from './item.ts';
import { before } from './item-facts.ts';
import type { Category } from './ledger.ts';

/** A change of an item. Epoch milliseconds. */
export interface DatedChanges {
  readonly at: number;
  readonly changes: ChangesOfItem;
}

/** The category of each status, by its number. */
export type Categories = ReadonlyMap<number, Category>;

/**
 * An item as it was before some changes, which are in their order: those fields of which a history tells, and the category;
 * whatever else there is of it is that of now.
 */
export function itemBefore<I extends Pick<Item, 'statusId' | 'category'>>(
  item: I,
  later: readonly DatedChanges[],
  categories: Categories,
): I {
  const then = later.reduceRight((after, { changes }) => {
    const was = Object.entries(changes).flatMap(([field, [value]]) => (field in item ? [[field, value]] : []));
    return { ...after, ...Object.fromEntries(was) };
  }, item);
  return { ...then, category: categories.get(then.statusId) ?? then.category };
}

/** The same before an instant, in epoch milliseconds, from all changes of an item; also since when it stood as it did. */
export function itemThen<I extends Pick<Item, 'statusId' | 'category' | 'statusAt' | 'doneAt' | 'createdAt'>>(
  item: I,
  changes: readonly DatedChanges[],
  asOf: number,
  categories: Categories,
): I {
  const earlier = before(changes, asOf);
  const later = changes.slice(earlier.length);
  const then = itemBefore(item, later, categories);
  if (later.every((each) => each.changes.statusId === undefined)) return then;
  let { category } = itemBefore(then, earlier, categories);
  let [statusAt, categoryAt] = [item.createdAt, item.createdAt];
  for (const { at, changes: each } of earlier) {
    const statusId = each.statusId?.[1];
    if (typeof statusId !== 'number') continue;
    statusAt = at;
    const next = categories.get(statusId) ?? category;
    if (next !== category) categoryAt = at;
    category = next;
  }
  return { ...then, statusAt, doneAt: category === 'done' ? categoryAt : null };
}
