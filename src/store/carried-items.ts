import type { CarryOfItem } from '../domain/carries.ts';
import type { Category } from '../domain/ledger.ts';
import { type Db, prepared } from './engine.ts';

/** An unfinished item that was carried. */
export interface CarriedItem extends CarryOfItem {
  readonly id: number;
  readonly key: string;
  readonly title: string;
  readonly category: Category;
  readonly estimate: number | null;
  readonly assigneeId: number | null;
}

const carryById = prepared<{ orgId: number; id: number }, CarryOfItem>((db, value) =>
  db
    .selectFrom('item')
    .select(['carry_count as carryCount', 'points_dragged as pointsDragged'])
    .where('org_id', '=', value('orgId'))
    .where('id', '=', value('id')),
);

/** How an item that is there was carried. */
export async function carryOfItem(db: Db, orgId: number, id: number): Promise<CarryOfItem> {
  const [row] = await carryById(db, { orgId, id });
  if (row === undefined) throw new Error(`No item ${id}`);
  return row;
}

/**
 * The unfinished items of a project that were carried at least so often: how many, and so many of them behind so many, the
 * most carried first.
 */
export async function listCarriedItems(
  db: Db,
  of: {
    readonly orgId: number;
    readonly projectId: number;
    readonly least: number;
    readonly skip: number;
    readonly limit: number;
  },
): Promise<{ readonly total: number; readonly items: readonly CarriedItem[] }> {
  const found = db
    .selectFrom('item')
    .where('org_id', '=', of.orgId)
    .where('project_id', '=', of.projectId)
    .where('carry_count', '>', 0)
    .where('carry_count', '>=', of.least)
    .where('condition', '=', 'live')
    .where('category', 'in', ['queued', 'in_progress']);
  const { total } = await found.select((eb) => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
  const items = await found
    .select(['id', 'key', 'title', 'category', 'estimate', 'assignee_id as assigneeId'])
    .select(['carry_count as carryCount', 'points_dragged as pointsDragged'])
    .orderBy('carry_count', 'desc')
    .orderBy('points_dragged', 'desc')
    .orderBy('id')
    .limit(of.limit)
    .offset(of.skip)
    .execute();
  return { total: Number(total), items };
}
