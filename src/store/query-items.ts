import type { Query } from '../domain/filter.ts';
import type { ItemCondition } from '../domain/item.ts';
import { bindShape, keptByShape, type QueryArgs, queryArgs, withinTime } from './bounded-query.ts';
import { deadlineToSql } from './deadline-to-sql.ts';
import { type Db, prepared, rowCount } from './engine.ts';
import { readRevision } from './events.ts';
import { filterToSql, orderToSql } from './filter-to-sql.ts';
import { itemFieldColumns, itemRelations } from './item-columns.ts';
import { numbersOf } from './numbers-of.ts';
import { boundValue, type QueryShape, shapeOf } from './query-shape.ts';

/** Which items a list is about, before any filter of the caller's. */
export interface ItemScope {
  readonly orgId: number;
  /** Projects the caller can see. */
  readonly projects: 'all' | readonly number[];
  readonly conditions: readonly ItemCondition[];
}

interface FindArgs extends QueryArgs {
  readonly orgId: number;
  /** A JSON list. */
  readonly projects: string;
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

/** A page of items, and how many match in all. */
export interface ItemPage {
  readonly ids: readonly number[];
  readonly total: number;
}

/**
 * The part of `findItemIds` that `skip` and `limit` ask for. Without a filter the list is not found as a whole.
 * @throws Refusal `invalid` at `query` when it takes longer than a query may
 */
export async function findItemPage(db: Db, scope: ItemScope, query: Query): Promise<ItemPage> {
  const { skip, limit } = query;
  if (query.filter !== undefined || limit === null) {
    const { ids } = await findItemIds(db, scope, query);
    return { ids: ids.slice(skip, limit === null ? undefined : skip + limit), total: ids.length };
  }
  if (scope.projects !== 'all' && scope.projects.length === 0) return { ids: [], total: 0 };
  const { run, args } = pageFor(scope, query, limit);
  return withinTime('query', async () => {
    const rows = limit === 0 ? [] : await run.page(db, args);
    const [counted] = await run.count(db, args);
    return { ids: rows.map((row) => row.id), total: Math.max(counted?.total ?? 0, rows.length) };
  });
}

/**
 * The numbers on one page of what a query asks for, found by themselves: for lists of which mostly the beginning is read.
 * @throws Refusal `invalid` at `query` when it takes longer than a query may
 */
export async function findPageAlone(
  db: Db,
  scope: ItemScope,
  query: Query & { readonly limit: number },
): Promise<readonly number[]> {
  if (query.limit === 0 || (scope.projects !== 'all' && scope.projects.length === 0)) return [];
  const { run, args } = pageFor(scope, query, query.limit);
  return withinTime('query', async () => (await run.page(db, args)).map((row) => row.id));
}

/** The statements for a page of queries of one shape, and what they are run with. */
function pageFor(scope: ItemScope, query: Query, limit: number) {
  const shape = shapeOf(query);
  const key = [scope.projects === 'all', scope.conditions, shape.key].join(';');
  const run = pages(key, () => ({
    page: prepared((db, value) => ({ compile: () => pageOf(db, value, scope, query, shape) })),
    count: prepared((db, value) => countOf(db, value, scope)),
  }));
  const args: PageArgs = {
    orgId: scope.orgId,
    projects: JSON.stringify(scope.projects === 'all' ? [] : scope.projects),
    skip: Math.min(query.skip, lastPlace),
    limit: Math.min(limit, lastPlace),
    ...queryArgs(shape),
  };
  return { run, args };
}

interface PageArgs extends FindArgs {
  readonly skip: number;
  readonly limit: number;
}

/** The largest position that both engines take in a list; no list is near as long. */
const lastPlace = 2 ** 31 - 2;

const pages = keptByShape<{
  readonly page: (db: Db, args: PageArgs) => Promise<readonly { readonly id: number }[]>;
  readonly count: (db: Db, args: PageArgs) => Promise<readonly { readonly total: number }[]>;
}>();

async function runFind(db: Db, scope: ItemScope, query: Query, shape: QueryShape): Promise<readonly number[]> {
  const projects = scope.projects === 'all' ? [] : scope.projects;
  if (scope.projects !== 'all' && projects.length === 0) return [];
  const run = compiledFor(scope, query, shape);
  const args: FindArgs = {
    orgId: scope.orgId,
    projects: JSON.stringify(projects),
    ...queryArgs(shape),
  };
  return withinTime('query', async () => (await run(db, args)).map((row) => row.id));
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

const compiled = keptByShape<RunFind>();

/** The statement for queries of a shape: no value is in its text, so it is kept and used again. */
function compiledFor(scope: ItemScope, query: Query, shape: QueryShape): RunFind {
  const key = [scope.projects === 'all', scope.conditions, shape.key].join(';');
  return compiled(key, () => prepared((db, value) => ({ compile: () => found(db, value, scope, query, shape) })));
}

type Value<Args = FindArgs> = <K extends keyof Args>(name: K) => Args[K];

function found(db: Db, value: Value, scope: ItemScope, query: Query, shape: QueryShape) {
  return ordered(db, value, matchingOf(db, value, scope, query, shape), query, shape).compile();
}

function pageOf(db: Db, value: Value<PageArgs>, scope: ItemScope, query: Query, shape: QueryShape) {
  const matching = matchingOf(db, value, scope, query, shape);
  return ordered(db, value, matching, query, shape)
    .limit(rowCount(value('limit')))
    .offset(rowCount(value('skip')))
    .compile();
}

function countOf(db: Db, value: Value<PageArgs>, scope: ItemScope) {
  return itemsOf(db, value, scope).select((eb) => eb.fn.countAll<number>().as('total'));
}

function itemsOf(db: Db, value: Value, scope: ItemScope) {
  const items = db
    .selectFrom('item as t')
    .where('t.org_id', '=', value('orgId'))
    .where('t.condition', 'in', [...scope.conditions]);
  return scope.projects === 'all' ? items : items.where('t.project_id', 'in', numbersOf(db, value('projects')));
}

function matchingOf(db: Db, value: Value, scope: ItemScope, { filter, order }: Query, shape: QueryShape) {
  const items = itemsOf(db, value, scope).select('t.id');
  const isQuick =
    filter === undefined && order.every(({ expression }) => 'field' in expression && expression.field === 'id');
  const timed = isQuick ? items : items.where(deadlineToSql(db, value('deadline')));
  if (filter === undefined) return timed;
  const columns = itemFieldColumns(db, shape.fields);
  return timed.where(filterToSql(db, filter, columns, bindShape(shape, value), itemRelations(value('orgId'))));
}

function ordered(db: Db, value: Value, matching: ReturnType<typeof matchingOf>, query: Query, shape: QueryShape) {
  const columns = itemFieldColumns(db, shape.fields);
  let sorted = matching;
  for (const key of orderToSql(db, query.order, columns, bindShape(shape, value))) sorted = sorted.orderBy(key);
  // An order that ends with the number has no ties to break.
  const last = query.order.at(-1)?.expression;
  return last?.kind === 'field' && last.field === 'id' ? sorted : sorted.orderBy('t.id');
}
