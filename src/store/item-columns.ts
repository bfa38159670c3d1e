import { sql } from 'kysely';
import { customOf } from '../domain/custom-fields.ts';
import { priorities } from '../domain/item.ts';
import { iterationOfOrder } from '../domain/iteration-order.ts';
import { nameOf, wholeSeconds } from './detail-rows.ts';
import { type Db, isPostgres } from './engine.ts';
import type { ColumnMap, RelationMap } from './filter-to-sql.ts';
import type { Sql } from './sql-spelling.ts';

const ofItem = sql`m.org_id = t.org_id and m.item_id = t.id and i.project_id = t.project_id`;
const withIteration = sql`membership m join iteration i on i.org_id = m.org_id and i.id = m.iteration_id`;

/** The open iteration or release of its project that an item is in, the last of several; else the one it was put into last, if it still is. */
const plannedIn: Sql = sql`coalesce(
  (select m.iteration_id from ${withIteration} where ${ofItem}
    and m.ended_at is null and i.status in ('planned', 'active') order by m.id desc limit 1),
  (select case when m.ended_at is null then m.iteration_id end from ${withIteration} where ${ofItem}
    order by m.id desc limit 1))`;

/** The iteration or release of its project that an item is in, the root when it is in none. */
export const placeOfItem: Sql = sql`coalesce(${plannedIn},
  (select p.root_iteration_id from project p where p.org_id = t.org_id and p.id = t.project_id))`;

/** The area an item is in; the root area of its project when it is in no other. */
export const areaOfItem: Sql = sql`coalesce(t.area_id, (select a.id from area a
  where a.org_id = t.org_id and a.project_id = t.project_id and a.parent_id is null))`;

/** The SQL behind every field of items that a query may name; `key` is ordered as text, `id` by age. */
const columns: ColumnMap = {
  id: sql`t.id`,
  projectId: sql`t.project_id`,
  key: sql`t.key`,
  keyLength: sql`length(t.key)`,
  title: sql`t.title`,
  titleFolded: sql`t.title_folded`,
  description: sql`t.description`,
  descriptionFolded: sql`t.description_folded`,
  type: sql`t.type`,
  priority: sql`t.priority`,
  priorityRank: sql`(case t.priority ${sql.join(
    priorities.map((priority, rank) => sql`when ${sql.lit(priority)} then ${sql.lit(rank + 1)}`),
    sql` `,
  )} end)`,
  resolution: sql`t.resolution`,
  statusId: sql`t.status_id`,
  category: sql`t.category`,
  boardId: sql`t.board_id`,
  columnId: sql`t.column_id`,
  subcolumnId: sql`t.subcolumn_id`,
  ownerId: sql`coalesce(t.owner_id, t.created_by)`,
  condition: sql`t.condition`,
  categoryRank: sql`(case t.category when 'queued' then 1 when 'in_progress' then 2 else 3 end)`,
  asap: sql`t.asap`,
  externalId: sql`t.external_id`,
  dueAt: sql`t.due_at`,
  hasDueTime: sql`t.has_due_time`,
  sortOrder: sql`t.sort_order`,
  columnAt: sql`coalesce(t.column_at, t.created_at)`,
  movedAt: sql`(case when coalesce(t.column_at, 0) > coalesce(t.lane_at, t.created_at)
    then t.column_at else coalesce(t.lane_at, t.created_at) end)`,
  laneId: sql`t.lane_id`,
  assigneeId: sql`t.assignee_id`,
  creatorId: sql`t.created_by`,
  updaterId: sql`t.updated_by`,
  parentId: sql`t.parent_id`,
  estimate: sql`t.estimate`,
  estimateLow: sql`t.estimate_low`,
  estimateHigh: sql`t.estimate_high`,
  expectedEstimate: sql`((t.estimate_low + 4 * t.estimate + t.estimate_high) / 6)`,
  backlogPriority: sql`t.backlog_priority`,
  rank: sql`coalesce(t.backlog_priority, t.id)`,
  placeId: placeOfItem,
  areaId: areaOfItem,
  teamId: sql`t.team_id`,
  plannedMinutes: sql`t.planned_minutes`,
  remainingMinutes: sql`t.remaining_minutes`,
  spentMinutes: sql`t.spent_minutes`,
  remainingHours: hours(sql`t.remaining_minutes`),
  spentHours: hours(sql`t.spent_minutes`),
  startDay: sql`t.start_day`,
  endDay: sql`t.end_day`,
  dueDay: sql`t.due_day`,
  startedAt: sql`t.started_at`,
  doneAt: sql`t.done_at`,
  statusAt: sql`t.status_at`,
  createdAt: sql`t.created_at`,
  createdSecond: wholeSeconds(sql`t.created_at`),
  creatorName: nameOf(sql`t.created_by`),
  updatedAt: sql`t.updated_at`,
  updatedSecond: wholeSeconds(sql`t.updated_at`),
  updaterName: nameOf(sql`t.updated_by`),
  version: sql`t.version`,
};

/** The SQL behind the fields of items, and behind the custom fields and the places in iterations among `named`. */
export function itemFieldColumns(db: Db, named: readonly string[]): ColumnMap {
  const made = named.flatMap((field): readonly [string, Sql][] => {
    const custom = customOf(field);
    if (custom !== undefined) return [[field, customColumn(db, custom)]];
    const iterationId = iterationOfOrder(field);
    return iterationId === undefined ? [] : [[field, orderColumn(iterationId)]];
  });
  return { ...columns, ...Object.fromEntries(made) };
}

function orderColumn(iterationId: number): Sql {
  return sql`(select m.sort_order from membership m where m.org_id = t.org_id and m.item_id = t.id
    and m.iteration_id = ${sql.lit(iterationId)} and m.ended_at is null)`;
}

function hours(minutes: Sql): Sql {
  return sql`(cast(${minutes} as double precision) / 60)`;
}

/** A custom field, taken as a type; its name has letters, digits and underscores alone. */
function customColumn(db: Db, { name, type }: NonNullable<ReturnType<typeof customOf>>): Sql {
  if (!/^[\p{L}\p{N}_]+$/u.test(name)) throw new Error(`No custom field is called ${name}`);
  const is = isPostgres(db) ? postgresCustom(name) : sqliteCustom(name);
  switch (type) {
    case 'text':
      return is.text;
    case 'number':
      return sql`(case when ${is.type} in ('number', 'integer', 'real') then cast(${is.text} as double precision) end)`;
    case 'boolean':
      return sql`(case when ${is.type} in ('boolean', 'true', 'false') then case when ${is.text} = 'true' then 1 else 0 end end)`;
    case 'day':
      return sql`(case when ${is.isDay} then substr(${is.text}, 1, 10) end)`;
  }
}

function sqliteCustom(name: string) {
  const path = sql.lit(`$."${name}".value`);
  const type = sql`(case when t.custom <> '{}' then json_type(t.custom, ${path}) end)`;
  const text = sql`(case when t.custom = '{}' then null else case ${type} when 'text' then t.custom ->> ${path} else t.custom -> ${path} end end)`;
  return { type, text, isDay: sql`${text} glob '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]*'` };
}

function postgresCustom(name: string) {
  const path = sql`cast(${sql.lit(`{${name},value}`)} as text[])`;
  const custom = sql`cast(t.custom as json)`;
  const text = sql`(${custom} #>> ${path})`;
  return {
    type: sql`json_typeof(${custom} #> ${path})`,
    text,
    isDay: sql`${text} ~ '^[0-9]{4}-[0-1][0-9]-[0-3][0-9]'`,
  };
}

/** The conditions behind every relation of items; each names the items first, so that a short list is not looked for in all. */
export function itemRelations(orgId: number): RelationMap {
  const among = (items: Sql) => sql`(t.id in ${items})`;
  const listed = (column: Sql, to: readonly Sql[]) =>
    to.length === 0 ? sql`` : sql` and ${column} in (${sql.join(to)})`;
  return {
    // That these fields equal something, so that it is looked up and not worked out for every item.
    placeId: (to) => {
      const isIn = (place: Sql) => {
        const rooted = sql`(select p.id from project p where p.org_id = ${orgId} and p.root_iteration_id = ${place})`;
        const live = sql`select m.item_id from membership m where m.org_id = ${orgId} and m.ended_at is null`;
        const open = sql`${live} and m.iteration_id in (select i.id from iteration i
          where i.org_id = ${orgId} and i.status in ('planned', 'active') and i.project_id in ${rooted})`;
        return sql`((${among(sql`(${live} and m.iteration_id = ${place})`)} and ${placeOfItem} = ${place})
          or (t.project_id in ${rooted} and not ${among(sql`(${open})`)} and (not ${among(sql`(${live})`)} or ${plannedIn} is null)))`;
      };
      return sql`(${sql.join(to.map(isIn), sql` or `)})`;
    },
    areaId: (to) => {
      const wanted = sql`in (${sql.join(to)})`;
      const rooted = sql`t.project_id in (select a.project_id from area a
        where a.org_id = ${orgId} and a.parent_id is null and a.id ${wanted})`;
      return sql`(coalesce(t.area_id, 0) ${wanted} or (t.area_id is null and ${rooted}))`;
    },
    iteration: (to) =>
      among(sql`(select m.item_id from membership m join iteration i on i.org_id = m.org_id and i.id = m.iteration_id
        where m.org_id = ${orgId} and m.ended_at is null and i.kind = 'iteration' and i.status <> 'removed'${listed(sql`m.iteration_id`, to)})`),
    // An open iteration of its own project; `to` is not looked at. From the item to its few iterations, never through all
    // that are open: of those there may be hundreds.
    planned: () => {
      const open = sql`select 1 from iteration i where i.org_id = ${orgId} and i.id = m.iteration_id
        and i.kind = 'iteration' and i.status in ('planned', 'active') and i.project_id = t.project_id`;
      return sql`exists (select 1 from membership m where m.org_id = ${orgId} and m.item_id = t.id
        and m.ended_at is null and exists (${open}))`;
    },
    tag: (to) =>
      among(sql`(select l.item_id from item_tag l join tag g on g.org_id = l.org_id and g.id = l.tag_id
        where l.org_id = ${orgId}${listed(sql`g.name`, to)})`),
    tagId: (to) => among(sql`(select l.item_id from item_tag l where l.org_id = ${orgId}${listed(sql`l.tag_id`, to)})`),
    follower: (to) =>
      among(sql`(select f.item_id from item_follower f where f.org_id = ${orgId}${listed(sql`f.person_id`, to)})`),
    alias: (to) => among(sql`(select a.item_id from item_alias a where a.org_id = ${orgId}${listed(sql`a.key`, to)})`),
  };
}
