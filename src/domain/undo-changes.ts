import type { ChangesOfItem } from './changes-of-item.ts';
import type { Item } from './item.ts';
import type { Category } from './ledger.ts';

/** The category of each status, by its number. */
export type Categories = ReadonlyMap<number, Category>;

/**
 * An item as it was before some changes, which are in their order: the fields of which a history tells, and the category;
 * whatever else there is of it is that of now.
 */
export function undoChanges<I extends Pick<Item, 'statusId' | 'category'>>(
  item: I,
  changes: readonly ChangesOfItem[],
  categories: Categories,
): I {
  const then = changes.reduceRight((after, each) => {
    const was = Object.entries(each).filter(([field]) => field in item);
    return { ...after, ...Object.fromEntries(was.map(([field, [value]]): [string, unknown] => [field, value])) };
  }, item);
  return { ...then, category: categories.get(then.statusId) ?? then.category };
}
