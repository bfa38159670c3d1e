import { type CompiledQuery, sql } from 'kysely';
import type { Query } from '../domain/filter.ts';
import { bindShape, isQuick, keptByShape, type QueryArgs, queryArgs, withinTime } from './bounded-query.ts';
import { deadlineToSql } from './deadline-to-sql.ts';
import { type Db, prepared, rowCount } from './engine.ts';
import { type ColumnMap, filterToSql, orderToSql } from './filter-to-sql.ts';
import { numbersOf } from './numbers-of.ts';
import { type QueryShape, shapeOf } from './query-shape.ts';
import type { Sql } from './sql-spelling.ts';

/** Where the rows of one kind are, and what they hold. */
export interface RowSource<Row> {
  /** The tables after FROM, joined. */
  readonly from: Sql;
  readonly orgId: Sql;
  /** What breaks ties. */
  readonly id: Sql;
  /** The project a row belongs to; null for what belongs to none, and so is not hidden with one. */
  readonly projectId: Sql | null;
  /** What else holds for every row that is shown. */
  readonly where?: Sql;
  /** What is read: each value of a row. All of it may be queried too. */
  readonly columns: (db: Db) => { readonly [K in keyof Row]: Sql };
  /** What may be queried beside that. */
  readonly queried?: ColumnMap;
  /** The order when the caller asks for none; by age without it. */
  readonly order?: readonly Sql[];
}

/** Which rows a list is about, before any filter of the caller's. */
export interface RowScope {
  readonly orgId: number;
  /** Projects the caller can see. */
  readonly projects: 'all' | readonly number[];
  /** Columns that have just this number, such as that of the item the rows belong to. */
  readonly of?: Readonly<Record<string, number>>;
}

/** A page of rows, and how many match in all. */
export interface RowPage<Row> {
  readonly rows: readonly Row[];
  readonly total: number;
}

/** The rows of one kind, to be read. */
export interface Rows<Row> {
  /** @throws Refusal `invalid` at `$filter` when the query takes longer than a query may */
  readonly list: (db: Db, scope: RowScope, query: Query) => Promise<RowPage<Row>>;
  /** The row of that number in the organization, or undefined. */
  readonly find: (db: Db, orgId: number, id: number) => Promise<Row | undefined>;
}

interface Args extends QueryArgs {
  readonly orgId: number;
  /** A JSON list. */
  readonly projects: string;
  readonly skip: number;
  readonly limit: number;
  readonly [of: `of ${string}`]: number;
}

/** The largest position that both engines take in a list; no list is near as long. */
const lastPlace = 2 ** 31 - 2;

/** Makes the two ways to read rows of one kind: a list by a query, in an order that is always total, and one by number. */
export function createRows<Row extends object>(source: RowSource<Row>): Rows<Row> {
  const kept = keptByShape<Statements<Row>>();

  const list: Rows<Row>['list'] = async (db, scope, query) => {
    if (source.projectId !== null && scope.projects !== 'all' && scope.projects.length === 0) {
      return { rows: [], total: 0 };
    }
    const of = scope.of ?? {};
    const shape = shapeOf(query);
    const asked = { of: Object.keys(of), everywhere: scope.projects === 'all', query, shape };
    const key = [asked.of, asked.everywhere, shape.key].join(';');
    const run = kept(key, () => statementsFor(source, asked));
    const skip = Math.min(query.skip, lastPlace);
    const limit = Math.min(query.limit ?? lastPlace, lastPlace - skip);
    const args: Args = {
      orgId: scope.orgId,
      projects: JSON.stringify(scope.projects === 'all' ? [] : scope.projects),
      skip,
      limit,
      ...Object.fromEntries(Object.entries(of).map(([name, number]) => [`of ${name}`, number])),
      ...queryArgs(shape),
    };
    return withinTime('$filter', async () => {
      const rows = limit === 0 ? [] : await run.page(db, args);
      const isLast = rows.length < limit && (rows.length > 0 || skip === 0);
      if (isLast) return { rows, total: skip + rows.length };
      const [counted] = await run.count(db, args);
      // Rows may have gone between the two.
      return { rows, total: Math.max(counted?.total ?? 0, rows.length === 0 ? 0 : skip + rows.length) };
    });
  };

  const one: Query = { order: [], skip: 0, limit: 1 };
  return {
    list,
    find: async (db, orgId, id) => (await list(db, { orgId, projects: 'all', of: { id } }, one)).rows[0],
  };
}

/** What the text of a statement depends on, beside the source. */
interface Asked {
  /** Names of the columns that have a number given. */
  readonly of: readonly string[];
  readonly everywhere: boolean;
  readonly query: Query;
  readonly shape: QueryShape;
}

interface Statements<Row> {
  readonly page: (db: Db, args: Args) => Promise<readonly Row[]>;
  readonly count: (db: Db, args: Args) => Promise<readonly { readonly total: number }[]>;
}

type Value = <K extends keyof Args>(name: K) => Args[K];

/** The statements for queries of a shape: no value is in their text, so they are kept and used again. */
function statementsFor<Row extends object>(source: RowSource<Row>, asked: Asked): Statements<Row> {
  return {
    page: prepared((db, value) => ({ compile: () => pageOf(db, value, source, asked) })),
    count: prepared((db, value) => ({
      compile: () =>
        sql<{ total: number }>`select count(*) as total from ${source.from}
          where ${conditionOf(db, value, source, asked)}`.compile(db),
    })),
  };
}

function pageOf<Row extends object>(db: Db, value: Value, source: RowSource<Row>, asked: Asked): CompiledQuery<Row> {
  const { query, shape } = asked;
  const columns = queryable(db, source);
  const selected = Object.entries<Sql>(source.columns(db)).map(([name, column]) => sql`${column} as ${sql.id(name)}`);
  const wanted = orderToSql(db, query.order, columns, bindShape(shape, value));
  const order = [...(wanted.length === 0 ? (source.order ?? []) : wanted), source.id];
  return sql<Row>`select ${sql.join(selected)} from ${source.from}
    where ${conditionOf(db, value, source, asked)}
    order by ${sql.join(order)} limit ${rowCount(value('limit'))} offset ${rowCount(value('skip'))}`.compile(db);
}

function conditionOf<Row extends object>(db: Db, value: Value, source: RowSource<Row>, asked: Asked): Sql {
  const columns = queryable(db, source);
  const { filter } = asked.query;
  const conditions: Sql[] = [sql`${source.orgId} = ${value('orgId')}`];
  if (source.where !== undefined) conditions.push(source.where);
  if (source.projectId !== null && !asked.everywhere) {
    conditions.push(sql`${source.projectId} in ${numbersOf(db, value('projects'))}`);
  }
  for (const name of asked.of) conditions.push(sql`${columns[name]} = ${value(`of ${name}`)}`);
  if (filter !== undefined) {
    // The deadline comes first, or a filter that nothing passes would never be asked for the time.
    if (!isQuick(filter)) conditions.push(deadlineToSql(db, value('deadline')));
    conditions.push(filterToSql(db, filter, columns, bindShape(asked.shape, value)));
  }
  return sql.join(conditions, sql` and `);
}

function queryable<Row extends object>(db: Db, source: RowSource<Row>): ColumnMap {
  return { ...source.columns(db), ...source.queried };
}
