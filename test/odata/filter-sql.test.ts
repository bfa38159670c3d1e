import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Expression } from '../../src/domain/filter.ts';
import { deadlineToSql } from '../../src/store/deadline-to-sql.ts';
import { filterToSql } from '../../src/store/filter-to-sql.ts';
import { deadlineMessage, monotonicNow } from '../../src/store/sql-functions.ts';
import { filterRows, sortRows } from '../support/evaluate-filter.ts';
import { catalogue, expression, rows } from './arbitrary-filter.ts';
import { type BothEngines, openBothEngines } from './both-engines.ts';

let engines: BothEngines;
beforeAll(async () => {
  engines = await openBothEngines(catalogue);
});
afterAll(() => engines.close());

const runs = 120;

it('both engines keep the rows that the filter means, whatever the filter and the rows', {
  timeout: 600_000,
}, async () => {
  const filters = fc.array(expression('boolean', 3), { minLength: 8, maxLength: 8 });
  await fc.assert(
    fc.asyncProperty(rows, filters, async (table, asked) => {
      await engines.fill(table);
      for (const filter of asked) {
        const meant = filterRows(filter, table).map((row) => row.id);
        expect(await engines.ask(filter)).toEqual({ sqlite: meant, postgres: meant });
      }
    }),
    { numRuns: runs },
  );
});

it('both engines order rows by the values that the keys mean, missing ones lowest', { timeout: 600_000 }, async () => {
  const key = fc
    .constantFrom('boolean', 'integer', 'number', 'text', 'day', 'instant')
    .chain((type) => fc.record({ expression: expression(type, 2), direction: fc.constantFrom('asc', 'desc') }));
  const orders = fc.array(fc.array(key, { maxLength: 3 }), { minLength: 4, maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(rows, orders, async (table, asked) => {
      await engines.fill(table);
      for (const order of asked) {
        const meant = sortRows(order, table).map((row) => row.id);
        expect(await engines.ask(undefined, order)).toEqual({ sqlite: meant, postgres: meant });
      }
    }),
    { numRuns: runs },
  );
});

const one: Expression = { kind: 'literal', type: 'number', nullable: false, value: 1 };
const cost: Expression = { kind: 'field', field: 'cost', type: 'number', nullable: true };

/** Wraps an expression in itself, `times` over. */
function nested(times: number, from: Expression, wrap: (inner: Expression) => Expression): Expression {
  let tree = from;
  for (let time = 0; time < times; time += 1) tree = wrap(tree);
  return tree;
}

it.each<[string, Expression]>([
  [
    '1,900 choices in a row',
    {
      kind: 'or',
      type: 'boolean',
      nullable: false,
      terms: Array.from({ length: 1900 }, (_, value) => ({
        kind: 'compare',
        type: 'boolean',
        nullable: false,
        operator: 'eq',
        left: cost,
        right: { ...one, value },
      })),
    },
  ],
  [
    '60 sums within each other',
    {
      kind: 'compare',
      type: 'boolean',
      nullable: false,
      operator: 'gt',
      right: one,
      left: nested(60, cost, (left) => ({
        kind: 'arithmetic',
        type: 'number',
        nullable: true,
        operator: 'add',
        left,
        right: one,
      })),
    },
  ],
  [
    '60 roundings, substrings and changes of case within each other',
    {
      kind: 'compare',
      type: 'boolean',
      nullable: false,
      operator: 'ne',
      right: { kind: 'literal', type: 'text', nullable: false, value: '' },
      left: nested(60, { kind: 'field', field: 'name', type: 'text', nullable: false }, (inner) => ({
        kind: 'call',
        type: 'text',
        nullable: false,
        name: 'substring',
        args: [inner, { kind: 'call', type: 'number', nullable: false, name: 'round', args: [{ ...one, value: 0 }] }],
      })),
    },
  ],
  [
    '62 negations and memberships within each other',
    nested(62, { kind: 'field', field: 'late', type: 'boolean', nullable: true }, (term) => ({
      kind: 'not',
      type: 'boolean',
      nullable: false,
      term: {
        kind: 'in',
        type: 'boolean',
        nullable: false,
        term,
        list: [
          { kind: 'literal', type: 'boolean', nullable: false, value: true },
          { kind: 'literal', type: 'boolean', nullable: true, value: null },
        ],
      },
    })),
  ],
])('both engines answer in good time to %s', { timeout: 10_000 }, async (_, filter) => {
  const table = [
    { id: 1, cost: 5, name: 'a', late: true },
    { id: 2, cost: null, name: '', late: null },
  ];
  await engines.fill(table);
  const meant = filterRows(filter, table).map((row) => row.id);
  expect(await engines.ask(filter)).toEqual({ sqlite: meant, postgres: meant });
});

it('values never become part of the statement', () => {
  const filter: Expression = {
    kind: 'compare',
    type: 'boolean',
    nullable: false,
    operator: 'eq',
    left: { kind: 'field', field: 'name', type: 'text', nullable: false },
    right: { kind: 'literal', type: 'text', nullable: false, value: "'; drop table sample; --" },
  };
  for (const db of [engines.sqlite, engines.postgres]) {
    const { sql: statement, parameters } = filterToSql(db, filter, { name: sql.ref('name') }).compile(db);
    expect(statement).not.toContain('drop');
    expect(parameters).toEqual(["'; drop table sample; --"]);
  }
});

it('a plain comparison leaves an index of SQLite usable, and one that may be null does too where only truth counts', async () => {
  const { sqlite } = engines;
  await sql`create index by_cost on sample (cost)`.execute(sqlite);
  const filter: Expression = {
    kind: 'compare',
    type: 'boolean',
    nullable: false,
    operator: 'gt',
    left: cost,
    right: one,
  };
  const condition = filterToSql(sqlite, filter, { cost: sql.ref('cost') });
  const { rows: plan } = await sql<{
    detail: string;
  }>`explain query plan select id from sample where ${condition}`.execute(sqlite);
  await sql`drop index by_cost`.execute(sqlite);
  expect(plan.map((step) => step.detail)).toEqual(['SEARCH sample USING INDEX by_cost (cost>?)']);
});

it('a field without a column is our mistake, not an answer', () => {
  expect(() => filterToSql(engines.sqlite, cost, {})).toThrow('No column stands for the field cost');
});

it('a query on SQLite ends with an error when its time is over, and only then', async () => {
  const { sqlite, postgres } = engines;
  const count = (db: typeof sqlite, milliseconds: number, upTo: number) =>
    sql<{ n: number }>`with recursive numbers (n) as (select 1 union all select n + 1 from numbers where n < ${upTo}
      and ${deadlineToSql(db, monotonicNow() + milliseconds)}) select count(*) as n from numbers`.execute(db);
  await expect(count(sqlite, 20, 100_000_000)).rejects.toThrow(deadlineMessage);
  await expect(count(postgres, 20, 100_000_000)).rejects.toThrow(deadlineMessage);
  expect((await count(sqlite, 60_000, 1000)).rows).toEqual([{ n: 1000 }]);
  expect((await count(postgres, 60_000, 1000)).rows).toEqual([{ n: 1000 }]);
});
