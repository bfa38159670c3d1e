import { sql } from 'kysely';
import type { Db } from './engine.ts';
import type { Schema } from './schema.ts';

/** The tables of details. */
export type DetailTable = 'area' | 'team' | 'criterion' | 'item_link' | 'time_entry' | 'attachment';

/** What a detail is known by. */
export interface DetailKey {
  readonly orgId: number;
  readonly id: number;
}

/** What is stored of every detail when it is made; `Stamp` when it changes. */
export interface FirstStamp extends Stamp {
  readonly createdAt: number;
  readonly createdBy: number;
}

/** Which version a detail has now, since when, and by whom. */
export interface Stamp {
  readonly version: number;
  readonly updatedAt: number;
  readonly updatedBy: number;
}

/** The ways to write one kind of detail. */
export interface DetailWriter<Made, Changed> {
  readonly insert: (db: Db, row: Made & Changed & FirstStamp & DetailKey) => Promise<void>;
  /** Writes a detail over what it was; what it is made with stays. */
  readonly save: (db: Db, row: Changed & Stamp & DetailKey) => Promise<void>;
  readonly remove: (db: Db, orgId: number, id: number) => Promise<void>;
}

/** Makes the ways to write one kind of detail, of the columns it is made with and of those that may change. */
export function createWriter<Made, Changed, Table extends DetailTable>(
  table: Table,
  columns: {
    readonly made: (row: Made) => Partial<Schema[Table]>;
    readonly changed: (row: Changed) => Partial<Schema[Table]>;
  },
): DetailWriter<Made, Changed> {
  const name = sql.table(table);
  return {
    insert: async (db, row) => {
      const values = Object.entries({
        org_id: row.orgId,
        id: row.id,
        ...columns.made(row),
        ...columns.changed(row),
        ...stampColumns(row),
        created_at: row.createdAt,
        created_by: row.createdBy,
      });
      await sql`INSERT INTO ${name} (${sql.join(values.map(([column]) => sql.id(column)))})
        VALUES (${sql.join(values.map(([, value]) => value))})`.execute(db);
    },
    save: async (db, row) => {
      const values = Object.entries({ ...columns.changed(row), ...stampColumns(row) });
      await sql`UPDATE ${name} SET ${sql.join(values.map(([column, value]) => sql`${sql.id(column)} = ${value}`))}
        WHERE org_id = ${row.orgId} AND id = ${row.id}`.execute(db);
    },
    remove: async (db, orgId, id) => {
      await sql`DELETE FROM ${name} WHERE org_id = ${orgId} AND id = ${id}`.execute(db);
    },
  };
}

function stampColumns(stamp: Stamp) {
  return { version: stamp.version, updated_at: stamp.updatedAt, updated_by: stamp.updatedBy };
}
