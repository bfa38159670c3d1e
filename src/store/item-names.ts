import { type RawBuilder, sql } from 'kysely';
import { type Db, isPostgres, prepared } from './engine.ts';
import { numbersOf } from './numbers-of.ts';

/** An item by a name that it has or had. */
export interface ItemName {
  readonly id: number;
  readonly projectId: number;
  /** The key that was asked for, or the number in digits. */
  readonly name: string;
}

const namesByKey = prepared<{ orgId: number; keys: string; ids: string }, ItemName>((db, value) =>
  db
    .selectFrom('item as t')
    .select(['t.id', 't.project_id as projectId', 't.key as name'])
    .where('t.org_id', '=', value('orgId'))
    .where('t.key', 'in', textsOf(db, value('keys')))
    .where('t.condition', '<>', 'deleted')
    .unionAll(
      db
        .selectFrom('item_alias as a')
        .innerJoin('item as t', (on) => on.onRef('t.org_id', '=', 'a.org_id').onRef('t.id', '=', 'a.item_id'))
        .select(['t.id', 't.project_id as projectId', 'a.key as name'])
        .where('a.org_id', '=', value('orgId'))
        .where('a.key', 'in', textsOf(db, value('keys')))
        .where('t.condition', '<>', 'deleted'),
    )
    .unionAll(
      db
        .selectFrom('item as t')
        .select(['t.id', 't.project_id as projectId', sql<string>`cast(t.id as text)`.as('name')])
        .where('t.org_id', '=', value('orgId'))
        .where('t.id', 'in', numbersOf(db, value('ids')))
        .where('t.condition', '<>', 'deleted'),
    ),
);

/** The items of those keys, earlier ones too, and of those numbers; none that was deleted. */
export async function findItemNames(
  db: Db,
  orgId: number,
  keys: readonly string[],
  ids: readonly number[],
): Promise<readonly ItemName[]> {
  return namesByKey(db, { orgId, keys: JSON.stringify(keys), ids: JSON.stringify(ids) });
}

/** An item as it is shown where it is named. */
export interface ItemHead {
  readonly id: number;
  readonly key: string;
  readonly title: string;
  readonly projectId: number;
}

const headsById = prepared<{ orgId: number; ids: string }, ItemHead>((db, value) =>
  db
    .selectFrom('item')
    .select(['id', 'key', 'title', 'project_id as projectId'])
    .where('org_id', '=', value('orgId'))
    .where('id', 'in', numbersOf(db, value('ids')))
    .where('condition', '<>', 'deleted'),
);

/** The items of those numbers; none that was deleted. */
export function findItemHeads(db: Db, orgId: number, ids: readonly number[]): Promise<readonly ItemHead[]> {
  return headsById(db, { orgId, ids: JSON.stringify(ids) });
}

/** The texts of a JSON list, as a subquery. */
function textsOf(db: Db, list: string): RawBuilder<string> {
  return isPostgres(db)
    ? sql`(select value from json_array_elements_text(cast(${list} as json)))`
    : sql`(select value from json_each(${list}))`;
}
