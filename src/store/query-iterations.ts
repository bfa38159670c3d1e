import { type CompiledQuery, type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Query } from '../domain/filter.ts';
import type { IterationKind, IterationStatus, IterationView } from '../domain/iteration.ts';
import { shownEndAfter, shownLength, shownStartAfter } from '../domain/shown-days.ts';
import { bindShape, isQuick, keptByShape, type QueryArgs, queryArgs, withinTime } from './bounded-query.ts';
import { deadlineToSql } from './deadline-to-sql.ts';
import { nameOf, wholeSeconds } from './detail-rows.ts';
import { type Db, isPostgres, prepared, rowCount } from './engine.ts';
import { presentRevision } from './events.ts';
import { type ColumnMap, dayPlusToSql, filterToSql, orderToSql } from './filter-to-sql.ts';
import { selectViews, type ViewsRow, viewsFromRows } from './iteration-views.ts';
import { iterationViews } from './kept-views.ts';
import { numbersOf } from './numbers-of.ts';
import { type QueryShape, shapeOf } from './query-shape.ts';
import type { Sql } from './sql-spelling.ts';

/** Which iterations a list is about, before any filter of the caller's. */
export interface IterationScope {
  readonly orgId: number;
  /** Projects the caller can see. */
  readonly projects: 'all' | readonly number[];
  readonly kinds: readonly IterationKind[];
  readonly statuses: readonly IterationStatus[];
}

/** The order when the caller asks for none: the tree of each project in reading order, or by age. */
export type DefaultOrder = 'tree' | 'oldest first' | 'newest first';

/** A page of iterations, and how many match in all when that was asked for. */
export interface IterationPage {
  readonly iterations: readonly IterationView[];
  readonly total: number | null;
}

/** The largest position that PostgreSQL takes in a list; no list is near as long. */
const lastPlace = 2 ** 31 - 2;

/**
 * The SQL behind every field that a query may name. Missing dates are filtered as `shownDays` shows them, and
 * `createdSecond` and `updatedSecond` are for callers who are shown whole seconds.
 */
export function iterationColumns(db: Db): ColumnMap & Record<'startDay' | 'endDay', Sql> {
  const days = (day: Sql, by: number) => dayPlusToSql(db, day, by);
  const [start, end, made] = [sql`i.start_day`, sql`i.end_day`, sql`i.created_day`];
  const [defaultStart, defaultEnd] = [days(made, shownStartAfter), days(made, shownEndAfter)];
  return {
    id: sql`i.id`,
    projectId: sql`i.project_id`,
    parentId: sql`coalesce(i.parent_id, -1)`,
    title: sql`i.title`,
    path: sql`i.path`,
    sequence: sql`i.sequence`,
    isRelease: sql`(case when i.kind = 'iteration' then 0 else 1 end)`,
    startDay: sql`coalesce(${start}, case when ${end} < ${defaultStart} then ${days(end, -shownLength)} else ${defaultStart} end)`,
    endDay: sql`coalesce(${end}, case when ${start} > ${defaultEnd} then ${days(start, shownLength)} else ${defaultEnd} end)`,
    minCapacity: sql`i.min_capacity`,
    maxCapacity: sql`i.max_capacity`,
    createdAt: sql`i.created_at`,
    createdSecond: wholeSeconds(sql`i.created_at`),
    updatedAt: sql`i.updated_at`,
    updatedSecond: wholeSeconds(sql`i.updated_at`),
    creatorName: nameOf(sql`i.created_by`),
    updaterName: nameOf(sql`i.updated_by`),
  };
}

interface PageArgs extends QueryArgs {
  readonly orgId: number;
  /** Of a scope of one project. */
  readonly project: number;
  /** Of a scope of several, a JSON list. */
  readonly projects: string;
  readonly skip: number;
  readonly limit: number;
}

interface PageRow {
  readonly total: number;
  readonly revision: number;
  readonly ids: string | readonly number[];
}

/**
 * Lists iterations within a scope by a query of the caller's. Ties are always broken by id.
 * @throws Refusal `invalid` at `$filter` when the query takes longer than a query may
 */
export async function queryIterations(
  db: Db,
  scope: IterationScope,
  query: Query,
  options: { readonly defaultOrder: DefaultOrder; readonly count: boolean },
): Promise<IterationPage> {
  const projects = scope.projects === 'all' ? [] : scope.projects;
  const [project] = projects;
  if (scope.projects !== 'all' && project === undefined) return { iterations: [], total: 0 };
  const shape = shapeOf(query);
  const run = compiledFor({ scope, query, defaultOrder: options.defaultOrder, shape });
  const skip = Math.min(query.skip, lastPlace);
  const args: PageArgs = {
    orgId: scope.orgId,
    project: project ?? 0,
    projects: JSON.stringify(projects),
    skip,
    limit: Math.min(query.limit ?? lastPlace, lastPlace - skip),
    ...queryArgs(shape),
  };
  const [row] = await withinTime('$filter', () => run(db, args));
  if (row === undefined) throw new Error('A page is always one row');
  const ids: readonly number[] = typeof row.ids === 'string' ? JSON.parse(row.ids) : row.ids;
  const of = { orgId: scope.orgId, projectId: breadthOf(scope) === 'one' ? args.project : null };
  const iterations = await iterationViews(db, of, row.revision, ids);
  return { iterations, total: options.count ? row.total : null };
}

/** What the text of a statement depends on. */
interface Asked {
  readonly scope: IterationScope;
  readonly query: Query;
  readonly defaultOrder: DefaultOrder;
  readonly shape: QueryShape;
}

type RunPage = (db: Db, args: PageArgs) => Promise<readonly PageRow[]>;

const kept = keptByShape<RunPage>();

/** The statement for queries of a shape in scopes of a shape. */
function compiledFor(asked: Asked): RunPage {
  const { scope, defaultOrder, shape } = asked;
  const key = [breadthOf(scope), scope.kinds, scope.statuses, defaultOrder, shape.key].join(';');
  return kept(key, () => prepared((db, value) => ({ compile: () => pageOf(db, value, asked) })));
}

function breadthOf({ projects }: IterationScope): 'all' | 'one' | 'some' {
  return projects === 'all' ? 'all' : projects.length === 1 ? 'one' : 'some';
}

type Value = <K extends keyof PageArgs>(name: K) => PageArgs[K];

/** One row: how many match, the ids of the page in order, and the revision at which that is so. */
function pageOf(db: Db, value: Value, { scope, query, defaultOrder, shape }: Asked): CompiledQuery<PageRow> {
  const columns = iterationColumns(db);
  const bind = bindShape(shape, value);
  let matching = db
    .selectFrom('iteration as i')
    .select('i.id')
    .where('i.org_id', '=', value('orgId'))
    .where(oneOf('i.kind', kinds, scope.kinds))
    .where(oneOf('i.status', statuses, scope.statuses));
  const breadth = breadthOf(scope);
  if (breadth === 'one') matching = matching.where('i.project_id', '=', value('project'));
  if (breadth === 'some') matching = matching.where('i.project_id', 'in', numbersOf(db, value('projects')));
  if (query.filter !== undefined) {
    // The deadline comes first, or a filter that nothing passes would never be asked for the time.
    if (!isQuick(query.filter)) matching = matching.where(deadlineToSql(db, value('deadline')));
    matching = matching.where(filterToSql(db, query.filter, columns, bind));
  }
  for (const key of orderToSql(db, query.order, columns, bind)) matching = matching.orderBy(key);
  if (query.order.length === 0 && defaultOrder === 'tree')
    matching = matching.orderBy('i.project_id').orderBy('i.tree_key');
  matching = matching.orderBy('i.id', defaultOrder === 'newest first' ? 'desc' : 'asc');

  const [skip, limit] = [value('skip'), value('limit')];
  const revision = sql`${presentRevision(value('orgId'), breadth === 'one' ? value('project') : null)} as revision`;
  if (isPostgres(db)) {
    const page = sql`ids[cast(${skip} as integer) + 1 : cast(${skip} as integer) + cast(${limit} as integer)]`;
    const selected = sql`cardinality(ids) as total, to_json(${page}) as ids, ${revision}`;
    return sql<PageRow>`with found as materialized (select array${matching} as ids) select ${selected} from found`.compile(
      db,
    );
  }
  const page = sql`select id from found limit ${rowCount(limit)} offset ${rowCount(skip)}`;
  const [total, ids] = [sql`(select count(*) from found)`, sql`(select json_group_array(id) from (${page}))`];
  // SQLite keeps the order of a materialized subquery.
  return sql<PageRow>`with found as materialized ${matching}
    select ${total} as total, ${ids} as ids, ${revision}`.compile(db);
}

const kinds: readonly IterationKind[] = ['root', 'release', 'iteration'];
const statuses: readonly IterationStatus[] = ['planned', 'active', 'closed', 'archived', 'removed'];

/** That a column is one of the values wanted out of all there are, in the words that take least to check. */
function oneOf(column: string, all: readonly string[], wanted: readonly string[]): RawBuilder<SqlBool> {
  const others = all.filter((each) => !wanted.includes(each));
  if (others.length === 0) return sql`(1 = 1)`;
  if (others.length === 1) return sql`${sql.ref(column)} <> ${others[0]}`;
  return sql`${sql.ref(column)} in (${sql.join([...wanted])})`;
}

const ofBoard = prepared<{ orgId: number; boardId: number }, ViewsRow>((db, value) =>
  selectViews(db)
    .where('i.org_id', '=', value('orgId'))
    .where('i.board_id', '=', value('boardId'))
    .where('i.kind', '=', 'iteration')
    .where('i.status', '!=', 'removed'),
);

/** All iterations that stand on a board, oldest first. */
export async function listIterationsOfBoard(db: Db, orgId: number, boardId: number): Promise<readonly IterationView[]> {
  return viewsFromRows(await ofBoard(db, { orgId, boardId }));
}
