import { sql } from 'kysely';
import type { Query } from '../domain/filter.ts';
import type { IterationKind, IterationStatus, IterationView } from '../domain/iteration.ts';
import { Refusal } from '../domain/refusal.ts';
import { shownEndAfter, shownLength, shownStartAfter } from '../domain/shown-days.ts';
import { type Db, prepared } from './engine.ts';
import { type ColumnMap, dayPlusToSql, deadlineToSql, filterToSql, orderToSql } from './filter-to-sql.ts';
import { selectViews, type ViewRow, viewFromRow } from './iteration-rows.ts';
import { deadlineMessage } from './sql-functions.ts';
import type { Sql } from './sql-spelling.ts';

/** Which iterations a list is about, before any filter of the caller's. */
export interface IterationScope {
  readonly orgId: number;
  /** Projects the caller can see. */
  readonly projects: 'all' | readonly number[];
  readonly boardId?: number;
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

const deadlineMs = 250;

/**
 * The SQL behind every field that a query may name. Missing dates are filtered as `shownDays` shows them, and
 * `createdSecond` and `updatedSecond` are for callers who are shown whole seconds.
 */
function columnsOf(db: Db): ColumnMap {
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
    createdSecond: sql`(i.created_at / 1000 * 1000)`,
    updatedAt: sql`i.updated_at`,
    updatedSecond: sql`(i.updated_at / 1000 * 1000)`,
    creatorName: sql`c.name`,
    updaterName: sql`u.name`,
  };
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
  const columns = columnsOf(db);
  let matching = selectViews(db)
    .where('i.org_id', '=', scope.orgId)
    .where('i.kind', 'in', [...scope.kinds])
    .where('i.status', 'in', [...scope.statuses]);
  if (scope.projects !== 'all') {
    if (scope.projects.length === 0) return { iterations: [], total: 0 };
    matching = matching.where('i.project_id', 'in', [...scope.projects]);
  }
  if (scope.boardId !== undefined) matching = matching.where('i.board_id', '=', scope.boardId);
  if (query.filter !== undefined) {
    matching = matching.where(filterToSql(db, query.filter, columns)).where(deadlineToSql(db, deadlineMs));
  }

  let page = matching;
  for (const key of orderToSql(db, query.order, columns)) page = page.orderBy(key);
  if (query.order.length === 0 && options.defaultOrder === 'tree')
    page = page.orderBy('i.project_id').orderBy('i.tree_key');
  page = page.orderBy('i.id', options.defaultOrder === 'newest first' ? 'desc' : 'asc');
  if (query.limit !== null) page = page.limit(query.limit);
  else if (query.skip > 0) page = page.limit(Number.MAX_SAFE_INTEGER);
  if (query.skip > 0) page = page.offset(query.skip);

  try {
    const rows = query.limit === 0 ? [] : await page.execute();
    const isWhole = query.skip === 0 && (query.limit === null || rows.length < query.limit);
    const total = !options.count ? null : isWhole ? rows.length : await countOf(matching);
    return { iterations: rows.map(viewFromRow), total };
  } catch (error) {
    if (!(error instanceof Error) || !error.message.includes(deadlineMessage)) throw error;
    throw new Refusal('invalid', 'The query takes too long; narrow it', {
      field: '$filter',
      faults: [{ field: '$filter', rule: 'rule', message: 'The query takes too long; narrow it' }],
    });
  }
}

async function countOf(matching: ReturnType<typeof selectViews>): Promise<number> {
  const row = await matching
    .clearSelect()
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return row.count;
}

const ofBoard = prepared<{ orgId: number; boardId: number }, ViewRow>((db, value) =>
  selectViews(db)
    .where('i.org_id', '=', value('orgId'))
    .where('i.board_id', '=', value('boardId'))
    .where('i.kind', '=', 'iteration')
    .where('i.status', '!=', 'removed')
    .orderBy('i.id'),
);

/** All iterations that stand on a board, oldest first. */
export async function listIterationsOfBoard(db: Db, orgId: number, boardId: number): Promise<readonly IterationView[]> {
  return (await ofBoard(db, { orgId, boardId })).map(viewFromRow);
}
