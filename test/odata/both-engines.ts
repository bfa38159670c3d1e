import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import type { Expression, FieldCatalogue, SortKey, ValueType } from '../../src/domain/filter.ts';
import type { Db } from '../../src/store/engine.ts';
import { type ColumnMap, filterToSql, orderToSql } from '../../src/store/filter-to-sql.ts';
import { openPostgres, openSqlite } from '../../src/store/open.ts';
import type { Row } from '../support/evaluate-filter.ts';
import { freshPostgres } from '../support/postgres.ts';

/** A table of sample rows in a SQLite file and in PostgreSQL, to be asked the same of both. */
export interface BothEngines {
  readonly sqlite: Db;
  readonly postgres: Db;
  /** Replaces the rows. */
  readonly fill: (rows: readonly Row[]) => Promise<void>;
  /** The ids that each engine answers with, ties in order of id. */
  readonly ask: (
    filter: Expression | undefined,
    order?: readonly SortKey[],
  ) => Promise<{ readonly sqlite: readonly number[]; readonly postgres: readonly number[] }>;
  readonly close: () => Promise<void>;
}

const columnTypes: Readonly<Record<ValueType, { readonly sqlite: string; readonly postgres: string }>> = {
  boolean: { sqlite: 'integer', postgres: 'integer' },
  integer: { sqlite: 'integer', postgres: 'bigint' },
  number: { sqlite: 'real', postgres: 'double precision' },
  text: { sqlite: 'text', postgres: 'text' },
  day: { sqlite: 'text', postgres: 'text' },
  instant: { sqlite: 'integer', postgres: 'bigint' },
};

export async function openBothEngines(catalogue: FieldCatalogue): Promise<BothEngines> {
  const folder = mkdtempSync(join(tmpdir(), 'timebox-filter-'));
  const sqlite = openSqlite(join(folder, 'sample.sqlite'), 'write');
  const fresh = await freshPostgres();
  const postgres = await openPostgres(fresh.url, 2);
  const engines = [
    ['sqlite', sqlite.db],
    ['postgres', postgres.db],
  ] as const;
  const names = Object.keys(catalogue);
  const columns: ColumnMap = Object.fromEntries(names.map((name) => [name, sql.ref(`sample.${name}`)]));
  for (const [engine, db] of engines) {
    const defined = Object.entries(catalogue).map(
      ([name, { type }]) => sql`${sql.ref(name)} ${sql.raw(columnTypes[type][engine])}`,
    );
    await sql`create table sample (${sql.join(defined)})`.execute(db);
  }

  async function askOne(db: Db, filter: Expression | undefined, order: readonly SortKey[]): Promise<readonly number[]> {
    const where = filter === undefined ? sql`` : sql`where ${filterToSql(db, filter, columns)}`;
    const keys = sql.join([...orderToSql(db, order, columns), sql`sample.id`]);
    const { rows } = await sql<{ id: number }>`select sample.id from sample ${where} order by ${keys}`.execute(db);
    return rows.map((row) => row.id);
  }

  return {
    sqlite: sqlite.db,
    postgres: postgres.db,
    fill: async (rows) => {
      for (const [, db] of engines) {
        await sql`delete from sample`.execute(db);
        for (const row of rows) {
          const values = names.map((name) =>
            typeof row[name] === 'boolean' ? Number(row[name]) : (row[name] ?? null),
          );
          await sql`insert into sample (${sql.join(names.map((name) => sql.ref(name)))}) values (${sql.join(values)})`.execute(
            db,
          );
        }
      }
    },
    ask: async (filter, order = []) => {
      const [one, other] = await Promise.all(engines.map(([, db]) => askOne(db, filter, order)));
      return { sqlite: one!, postgres: other! };
    },
    close: async () => {
      await sqlite.close();
      await postgres.close();
      await fresh.drop();
      rmSync(folder, { recursive: true });
    },
  };
}
