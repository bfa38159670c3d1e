import { type RawBuilder, sql } from 'kysely';
import type { ItemView, IterationOfItem, ParentOfItem, StatusRef } from '../domain/item-view.ts';
import type { PersonRef } from '../domain/iteration.ts';
import { type Db, isPostgres, prepared } from './engine.ts';
import { areaOfItem, placeOfItem } from './item-columns.ts';
import { itemColumns } from './item-rows.ts';
import { numbersOf } from './numbers-of.ts';
import type { Sql } from './sql-spelling.ts';

type Derived =
  | 'status'
  | 'previousStatus'
  | 'assignee'
  | 'creator'
  | 'updater'
  | 'parent'
  | 'iterations'
  | 'tags'
  | 'followers'
  | 'aliases'
  | 'commentedAt';

/** A view as it is read: what is listed beside the item comes as JSON. */
interface ViewRow extends Omit<ItemView, Derived> {
  readonly status: string;
  readonly previous: string | null;
  readonly assignee: string | null;
  readonly creator: string;
  readonly updater: string;
  readonly parent: string | null;
  readonly iterations: string;
  readonly tags: string;
  readonly followers: string;
  readonly aliases: string;
  readonly commentedAt: number | null;
}

type Person = readonly [id: number, uid: string, name: string];
type Status = readonly [id: number, key: string, name: string, category: StatusRef['category']];

const viewsByIds = prepared<{ orgId: number; ids: string }, ViewRow>((db, value) =>
  selectViews(db)
    .where('t.org_id', '=', value('orgId'))
    .where('t.id', 'in', numbersOf(db, value('ids'))),
);

/** The items of those numbers that there are, in the order of the numbers. */
export async function findItemViews(db: Db, orgId: number, ids: readonly number[]): Promise<readonly ItemView[]> {
  if (ids.length === 0) return [];
  const rows = await viewsByIds(db, { orgId, ids: JSON.stringify(ids) });
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => {
    const row = byId.get(id);
    return row === undefined ? [] : [viewFromRow(row)];
  });
}

function selectViews(db: Db) {
  return db
    .selectFrom('item as t')
    .innerJoin('project as p', (on) => on.onRef('p.org_id', '=', 't.org_id').onRef('p.id', '=', 't.project_id'))
    .innerJoin('board as b', (on) => on.onRef('b.org_id', '=', 't.org_id').onRef('b.id', '=', 't.board_id'))
    .select([...itemColumns, 'p.key as projectKey', 'p.title as projectTitle', 'b.title as boardTitle'])
    .select([
      statusOf(db, sql`t.status_id`).as('status'),
      statusOf(db, sql`t.previous_status_id`).as('previous'),
      personOf(db, sql`t.assignee_id`).as('assignee'),
      personOf(db, sql`t.created_by`).as('creator'),
      personOf(db, sql`t.updated_by`).as('updater'),
      one(
        db,
        [sql`u.id`, sql`u.key`, sql`u.title`, sql`u.project_id`],
        sql`item u where u.org_id = t.org_id and u.id = t.parent_id and u.condition <> 'deleted'`,
      ).as('parent'),
      sql<number>`${placeOfItem}`.as('placeId'),
      sql<number>`${areaOfItem}`.as('shownAreaId'),
      iterationsOf(db).as('iterations'),
      many(
        db,
        sql`g.name`,
        sql`item_tag l join tag g on g.org_id = l.org_id and g.id = l.tag_id where l.org_id = t.org_id and l.item_id = t.id`,
        sql`g.id`,
      ).as('tags'),
      many(
        db,
        row(db, [sql`h.id`, sql`h.uid`, sql`h.name`]),
        sql`item_follower f join person h on h.id = f.person_id where f.org_id = t.org_id and f.item_id = t.id`,
        sql`h.id`,
      ).as('followers'),
      many(db, sql`a.key`, sql`item_alias a where a.org_id = t.org_id and a.item_id = t.id`, sql`a.key`).as('aliases'),
      sql<number | null>`(select max(c.updated_at) from comment c
        where c.org_id = t.org_id and c.item_id = t.id and c.deleted_at is null)`.as('commentedAt'),
    ]);
}

function iterationsOf(db: Db): RawBuilder<string> {
  const shown = row(db, [sql`i.id`, sql`i.title`, sql`i.status`, sql`i.project_id`]);
  const from = sql`membership m join iteration i on i.org_id = m.org_id and i.id = m.iteration_id
    where m.org_id = t.org_id and m.item_id = t.id and m.ended_at is null
    and i.kind = 'iteration' and i.status <> 'removed'`;
  return many(db, shown, from, sql`i.id`);
}

function statusOf(db: Db, id: Sql): RawBuilder<string> {
  return one(
    db,
    [sql`s.id`, sql`s.key`, sql`s.name`, sql`s.category`],
    sql`status s where s.org_id = t.org_id and s.id = ${id}`,
  );
}

function personOf(db: Db, id: Sql): RawBuilder<string> {
  return one(db, [sql`h.id`, sql`h.uid`, sql`h.name`], sql`person h where h.id = ${id}`);
}

/** One row of something else as a JSON list, or null when there is none. */
function one(db: Db, values: readonly Sql[], from: Sql): RawBuilder<string> {
  return sql`(select cast(${row(db, values)} as text) from ${from})`;
}

/** All rows of something else as a JSON list. */
function many(db: Db, value: Sql, from: Sql, order: Sql): RawBuilder<string> {
  return isPostgres(db)
    ? sql`(select cast(coalesce(json_agg(${value} order by ${order}), '[]') as text) from ${from})`
    : sql`(select json_group_array(${value} order by ${order}) from ${from})`;
}

function row(db: Db, values: readonly Sql[]): Sql {
  return isPostgres(db) ? sql`json_build_array(${sql.join(values)})` : sql`json_array(${sql.join(values)})`;
}

function viewFromRow({ previous, ...read }: ViewRow): ItemView {
  const iterations: readonly [number, string, IterationOfItem['status'], number][] = JSON.parse(read.iterations);
  const followers: readonly Person[] = JSON.parse(read.followers);
  const tags: readonly string[] = JSON.parse(read.tags);
  const aliases: readonly string[] = JSON.parse(read.aliases);
  return {
    ...read,
    status: statusFrom(read.status),
    previousStatus: previous === null ? null : statusFrom(previous),
    assignee: read.assignee === null ? null : readPerson(read.assignee),
    creator: readPerson(read.creator),
    updater: readPerson(read.updater),
    parent: read.parent === null ? null : parentFrom(read.parent),
    iterations: iterations.map(([id, title, status, projectId]) => ({ id, title, status, projectId })),
    tags,
    followers: followers.map(personFrom),
    aliases,
  };
}

function personFrom([id, uid, name]: Person): PersonRef {
  return { id, uid, name };
}

function readPerson(json: string): PersonRef {
  const person: Person = JSON.parse(json);
  return personFrom(person);
}

function statusFrom(json: string): StatusRef {
  const [id, key, name, category]: Status = JSON.parse(json);
  return { id, key, name, category };
}

function parentFrom(json: string): ParentOfItem {
  const [id, key, title, projectId]: readonly [number, string, string, number] = JSON.parse(json);
  return { id, key, title, projectId };
}
