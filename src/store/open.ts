import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { Kysely, PostgresDialect, type PostgresPoolClient, SqliteDialect } from 'kysely';
import type { PoolClient } from 'pg';
import { type Db, runDirectly } from './engine.ts';
import type { Schema } from './schema.ts';
import { registerSqlFunctions } from './sql-functions.ts';

/** An open database of either engine. */
export interface OpenDatabase {
  readonly db: Db;
  close(): Promise<void>;
}

/** An open SQLite file, with the bare connection for the writer's own transactions. */
export interface OpenSqlite extends OpenDatabase {
  readonly connection: Database.Database;
}

/** How many different statements one connection keeps prepared. */
const statementLimit = 500;

/**
 * Pages that a connection keeps for itself, KiB. The system has the others in its cache, and four times as many save no time;
 * but a close of thousands of items goes over the same pages again and again, and takes a tenth less with twice as many.
 */
const cacheKib = { read: 4000, write: 8000 };

/**
 * Opens a SQLite file so that a commit is on the disk when it returns: write-ahead log, `synchronous=FULL`.
 * The driver is compiled with a weaker default that takes effect silently, so the setting is read back.
 * @throws Error when the setting did not hold
 */
export function openSqlite(file: string, mode: 'read' | 'write'): OpenSqlite {
  if (mode === 'write' && !existsSync(file)) {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    writeFileSync(file, '', { mode: 0o600 });
  }
  const connection = new Database(file, { readonly: mode === 'read', timeout: 5000 });
  if (mode === 'write') {
    chmodSync(file, 0o600);
    connection.pragma('journal_mode = WAL');
  }
  connection.pragma('synchronous = FULL');
  connection.pragma('foreign_keys = ON');
  connection.pragma('trusted_schema = OFF');
  connection.pragma(`cache_size = -${cacheKib[mode]}`);
  // No ANALYZE and no `PRAGMA optimize`: with statistics at hand this build prepares a statement anew for other values.
  // A first transaction is what lets the compiled-in default slip in; ask afterwards.
  connection.exec('BEGIN; SELECT 1 FROM sqlite_master LIMIT 1; COMMIT');
  const synchronous = connection.pragma('synchronous', { simple: true });
  if (synchronous !== 2) throw new Error(`SQLite runs with synchronous=${String(synchronous)}, and FULL (2) is needed`);
  registerSqlFunctions(connection);

  const statements = new Map<string, Database.Statement>();
  const prepare = (text: string): Database.Statement => {
    const kept = statements.get(text);
    if (kept !== undefined) return kept;
    if (statements.size >= statementLimit) {
      const oldest = statements.keys().next();
      if (oldest.done !== true) statements.delete(oldest.value);
    }
    const made = connection.prepare(text);
    statements.set(text, made);
    return made;
  };
  const db = new Kysely<Schema>({
    dialect: new SqliteDialect({ database: { prepare, close: () => connection.close() } }),
  });
  runDirectly(db, ({ sql, parameters }) => {
    const statement = prepare(sql);
    if (statement.reader) return statement.all(parameters);
    statement.run(parameters);
    return [];
  });
  return { db, connection, close: () => db.destroy() };
}

/**
 * Opens a pool on PostgreSQL 15 or newer. From its second use a statement is named, so that the server parses its
 * text once per connection; queries are cut off after five seconds, lock waits after two.
 */
export async function openPostgres(url: string, connections = 10): Promise<OpenDatabase> {
  // A server on SQLite has no use for the driver.
  const { default: pg } = await import('pg');
  // bigint, and numeric as made by sum(): both fit a double here, and SQLite answers numbers as well.
  pg.types.setTypeParser(20, Number);
  pg.types.setTypeParser(1700, Number);
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    connectionTimeoutMillis: 2000,
    options: '-c statement_timeout=5000 -c lock_timeout=2000 -c idle_in_transaction_session_timeout=10000',
  });
  // A connection that dies while idle is replaced at the next use; without a listener it would end the process.
  pool.on('error', () => {});
  const db = new Kysely<Schema>({
    dialect: new PostgresDialect({
      pool: {
        connect: async () => namingStatements(await pool.connect()),
        end: () => pool.end(),
      },
    }),
  });
  return { db, close: () => db.destroy() };
}

const statementNames = new Map<string, string>();
const seenOnce = new Set<string>();

function namingStatements(client: PoolClient): PostgresPoolClient {
  return {
    // The other way to call it, with a cursor, is never taken.
    // oxlint-disable-next-line typescript/consistent-type-assertions
    query: ((text: string, values: unknown[]) => client.query({ ...nameOf(text), text, values })) as never,
    release: () => client.release(),
  };
}

function nameOf(text: string): { name?: string } {
  const known = statementNames.get(text);
  if (known !== undefined) return { name: known };
  if (statementNames.size >= statementLimit) return {};
  // A name is never given up, so that texts that come but once get none.
  if (!seenOnce.delete(text)) {
    if (seenOnce.size >= statementLimit) seenOnce.clear();
    seenOnce.add(text);
    return {};
  }
  const name = createHash('sha1').update(text).digest('hex');
  statementNames.set(text, name);
  return { name };
}
