import type { ChangesOfItem } from '../domain/changes-of-item.ts';
import { type Db, prepared } from './engine.ts';
import { numbersOf } from './numbers-of.ts';

const changesSince = prepared<{ orgId: number; itemIds: string; since: number }, { itemId: number; data: string }>(
  (db, value) =>
    db
      .selectFrom('event')
      .select((eb) => [eb.fn.coalesce('item_id', eb.lit(0)).as('itemId'), 'data'])
      .where('org_id', '=', value('orgId'))
      .where('item_id', 'in', numbersOf(db, value('itemIds')))
      .where('kind', '=', 'item.changed')
      .where('at', '>=', value('since'))
      .orderBy('seq'),
);

/** What has changed of some items since an instant, in epoch milliseconds, by their numbers, in order. */
export async function readChangesSince(
  db: Db,
  of: { readonly orgId: number; readonly itemIds: readonly number[]; readonly since: number },
): Promise<ReadonlyMap<number, readonly ChangesOfItem[]>> {
  const found = new Map<number, ChangesOfItem[]>();
  const { itemIds, ...which } = of;
  for (const { itemId, data } of await changesSince(db, { ...which, itemIds: JSON.stringify(itemIds) })) {
    const { changes = {} }: { changes?: ChangesOfItem } = JSON.parse(data);
    const own = found.get(itemId);
    if (own === undefined) found.set(itemId, [changes]);
    else own.push(changes);
  }
  return found;
}
