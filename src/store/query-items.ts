import { type CompiledQuery, sql } from 'kysely';
import type { Query } from '../domain/filter.ts';
import { type ItemCondition, priorities } from '../domain/item.ts';
import { bindShape, keptByShape, type QueryArgs, queryArgs, withinTime } from './bounded-query.ts';
import { type Db, prepared } from './engine.ts';
import { readRevision } from './events.ts';
import { type ColumnMap, deadlineToSql, filterToSql, orderToSql, type RelationMap } from './filter-to-sql.ts';
import { numbersOf } from './numbers-of.ts';
import { boundValue, type QueryShape, shapeOf } from './query-shape.ts';
import type { Sql } from './sql-spelling.ts';

/** Which items a list is about, before any filter of the caller's. */
export interface ItemScope {
  readonly orgId: number;
  /** Projects the caller can see. */
  readonly projects: 'all' | readonly number[];
  readonly conditions: readonly ItemCondition[];
}

/** The SQL behind every field that a query may name; `key` is ordered as text, `id` by age. */
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
  laneId: sql`t.lane_id`,
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
  assigneeId: sql`t.assignee_id`,
  creatorId: sql`t.created_by`,
  updaterId: sql`t.updated_by`,
  parentId: sql`t.parent_id`,
  estimate: sql`t.estimate`,
  plannedMinutes: sql`t.planned_minutes`,
  remainingMinutes: sql`t.remaining_minutes`,
  spentMinutes: sql`t.spent_minutes`,
  startDay: sql`t.start_day`,
  endDay: sql`t.end_day`,
  dueDay: sql`t.due_day`,
  startedAt: sql`t.started_at`,
  doneAt: sql`t.done_at`,
  statusAt: sql`t.status_at`,
  createdAt: sql`t.created_at`,
  updatedAt: sql`t.updated_at`,
  version: sql`t.version`,
};

/** The conditions behind every relation; each names the items first, so that a short list is not looked for in all. */
function relationsOf(orgId: number): RelationMap {
  const among = (items: Sql) => sql`(t.id in ${items})`;
  const listed = (column: Sql, to: readonly Sql[]) =>
    to.length === 0 ? sql`` : sql` and ${column} in (${sql.join(to)})`;
  return {
    iteration: (to) =>
      among(sql`(select m.item_id from membership m join iteration i on i.org_id = m.org_id and i.id = m.iteration_id
        where m.org_id = ${orgId} and m.ended_at is null and i.kind = 'iteration' and i.status <> 'removed'${listed(sql`m.iteration_id`, to)})`),
    tag: (to) =>
      among(sql`(select l.item_id from item_tag l join tag g on g.org_id = l.org_id and g.id = l.tag_id
        where l.org_id = ${orgId}${listed(sql`g.name`, to)})`),
    tagId: (to) => among(sql`(select l.item_id from item_tag l where l.org_id = ${orgId}${listed(sql`l.tag_id`, to)})`),
    follower: (to) =>
      among(sql`(select f.item_id from item_follower f where f.org_id = ${orgId}${listed(sql`f.person_id`, to)})`),
    alias: (to) => among(sql`(select a.item_id from item_alias a where a.org_id = ${orgId}${listed(sql`a.key`, to)})`),
  };
}

interface FindArgs extends QueryArgs {
  readonly orgId: number;
  /** A JSON list. */
  readonly projects: string;
  /** Of a page alone. */
  readonly skip: number;
  readonly limit: number;
}

/** Lists that were found and hold until something changes in the organization. */
const kept = new WeakMap<Db, Map<string, readonly number[]>>();

/** How many numbers are kept in all, and in how many lists. */
const keptNumbers = 2_000_000;
const keptLists = 50;

/** The numbers of items in their order, and the organization's revision at which they were found. */
export interface FoundItems {
  readonly ids: readonly number[];
  readonly revision: number;
}

/**
 * The numbers of all items within a scope that a query asks for, in its order; ties are broken by age. `skip` and
 * `limit` are not looked at: a list is found once and holds until the next write, so that its last page costs what its
 * first does. Whoever read the beginning of a list names its revision, and goes on with the same list for as long as it
 * is kept.
 * @throws Refusal `invalid` at `query` when it takes longer than a query may
 */
export async function findItemIds(
  db: Db,
  scope: ItemScope,
  query: Query,
  begunAt: number | null = null,
): Promise<FoundItems> {
  const shape = shapeOf(query);
  const literals = shape.literals.map(boundValue);
  const lists = kept.get(db) ?? new Map<string, readonly number[]>();
  kept.set(db, lists);
  const nameAt = (revision: number) => JSON.stringify([scope, revision, shape.key, literals]);
  const begun = begunAt === null ? undefined : lists.get(nameAt(begunAt));
  if (begunAt !== null && begun !== undefined) return { ids: begun, revision: begunAt };
  const revision = await readRevision(db, scope.orgId, null);
  const known = lists.get(nameAt(revision));
  if (known !== undefined) return { ids: known, revision };
  const ids = await runFind(db, scope, query, shape);
  keep(lists, nameAt(revision), ids);
  return { ids, revision };
}

/**
 * The numbers on one page of what a query asks for, found by themselves: for lists of which mostly the beginning is read.
 * @throws Refusal `invalid` at `query` when it takes longer than a query may
 */
export async function findItemPage(
  db: Db,
  scope: ItemScope,
  query: Query & { readonly limit: number },
): Promise<readonly number[]> {
  return runFind(db, scope, query, shapeOf(query), query);
}

async function runFind(
  db: Db,
  scope: ItemScope,
  query: Query,
  shape: QueryShape,
  page?: { readonly skip: number; readonly limit: number },
): Promise<readonly number[]> {
  const projects = scope.projects === 'all' ? [] : scope.projects;
  if (scope.projects !== 'all' && projects.length === 0) return [];
  const run = compiledFor(scope, query, shape, page !== undefined);
  const args: FindArgs = {
    orgId: scope.orgId,
    projects: JSON.stringify(projects),
    ...queryArgs(shape),
    skip: page?.skip ?? 0,
    limit: page?.limit ?? 0,
  };
  return (await withinTime('query', () => run(db, args))).map((row) => row.id);
}

/** The list that was kept first goes first. */
function keep(lists: Map<string, readonly number[]>, name: string, ids: readonly number[]): void {
  lists.set(name, ids);
  let held = [...lists.values()].reduce((sum, each) => sum + each.length, 0);
  for (const [oldest, list] of lists) {
    if (lists.size <= keptLists && held <= keptNumbers) return;
    lists.delete(oldest);
    held -= list.length;
  }
}

type RunFind = (db: Db, args: FindArgs) => Promise<readonly { readonly id: number }[]>;

const statementOf = keptByShape<RunFind>();

/** The statement for queries of a shape in scopes of a shape. */
function compiledFor(scope: ItemScope, query: Query, shape: QueryShape, isPage: boolean): RunFind {
  const key = [scope.projects === 'all', scope.conditions, isPage, shape.key].join(';');
  return statementOf(key, () =>
    prepared((db, value) => ({ compile: () => found(db, value, scope, query, shape, isPage) })),
  );
}

type Value = <K extends keyof FindArgs>(name: K) => FindArgs[K];

function found(
  db: Db,
  value: Value,
  scope: ItemScope,
  query: Query,
  shape: QueryShape,
  isPage: boolean,
): CompiledQuery<{ readonly id: number }> {
  const bind = bindShape(shape, value);
  let matching = db
    .selectFrom('item as t')
    .select('t.id')
    .where('t.org_id', '=', value('orgId'))
    .where('t.condition', 'in', [...scope.conditions]);
  if (scope.projects !== 'all') matching = matching.where('t.project_id', 'in', numbersOf(db, value('projects')));
  if (query.filter !== undefined) {
    matching = matching
      .where(deadlineToSql(db, value('deadline')))
      .where(filterToSql(db, query.filter, columns, bind, relationsOf(value('orgId'))));
  }
  for (const key of orderToSql(db, query.order, columns, bind)) matching = matching.orderBy(key);
  // An order that ends with the number has no ties to break.
  const last = query.order.at(-1);
  const isStrict = last?.expression.kind === 'field' && last.expression.field === 'id';
  const ordered = isStrict ? matching : matching.orderBy('t.id');
  return (isPage ? ordered.limit(value('limit')).offset(value('skip')) : ordered).compile();
}
