import { neverCarried } from '../domain/carries.ts';
import type { Item } from '../domain/item.ts';
import { isUnfinished } from '../domain/ledger.ts';
import { type Categories, undoChanges } from '../domain/undo-changes.ts';
import type { CarriedItem } from './carried-items.ts';
import { sumCarries } from './carries.ts';
import { readChangesSince } from './changes-of-items.ts';
import { type Db, prepared } from './engine.ts';
import { numbersOf } from './numbers-of.ts';

type Row = Pick<Item, 'id' | 'projectId' | 'key' | 'title' | 'category' | 'statusId' | 'estimate'> &
  Pick<Item, 'assigneeId' | 'condition'>;

const itemsById = prepared<{ orgId: number; ids: string }, Row>((db, value) =>
  db
    .selectFrom('item')
    .select(['id', 'project_id as projectId', 'key', 'title', 'category', 'status_id as statusId', 'estimate'])
    .select(['assignee_id as assigneeId', 'condition'])
    .where('org_id', '=', value('orgId'))
    .where('id', 'in', numbersOf(db, value('ids'))),
);

/** A carried item, and the project that it belongs to now. */
export interface CarriedThen extends CarriedItem {
  readonly presentProjectId: number;
}

/**
 * The items of a project that were unfinished before an instant, in epoch milliseconds, and had been carried so often or
 * oftener, the most carried first; keys and titles are those of now.
 */
export async function listCarriedAsOf(
  db: Db,
  of: { readonly orgId: number; readonly projectId: number; readonly least: number; readonly asOf: number },
  categories: Categories,
): Promise<readonly CarriedThen[]> {
  const { orgId, projectId, least, asOf } = of;
  const carries = await sumCarries(db, { orgId, projectId, before: asOf });
  const ids = [...carries].flatMap(([id, { carryCount }]) => (carryCount >= least ? [id] : []));
  const changes = await readChangesSince(db, { orgId, itemIds: ids, since: asOf });
  const rows = await itemsById(db, { orgId, ids: JSON.stringify(ids) });
  return rows
    .flatMap((row): readonly CarriedThen[] => {
      const { statusId: _, condition, ...then } = undoChanges(row, changes.get(row.id) ?? [], categories);
      if (then.projectId !== projectId || condition !== 'live' || !isUnfinished(then.category)) return [];
      const { key, title, projectId: presentProjectId } = row;
      return [{ ...then, key, title, presentProjectId, ...(carries.get(row.id) ?? neverCarried) }];
    })
    .toSorted((a, b) => b.carryCount - a.carryCount || b.pointsDragged - a.pointsDragged || a.id - b.id);
}
