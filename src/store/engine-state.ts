import { sql } from 'kysely';
import { type Db, isPostgres } from './engine.ts';
import { migrations } from './migrate.ts';

/** How a database is set up and how it is, for those who look after it. */
export interface EngineState {
  /** The newest step of the schema that was taken (0: none), and the newest one known. */
  readonly schema: { readonly taken: number; readonly newest: number };
  /** What it takes for a commit to survive a power loss, each with what it is and what it must be. */
  readonly durability: readonly { readonly name: string; readonly is: string; readonly mustBe: string }[];
  /** The instant of the newest event, and the database's own clock; epoch milliseconds, null where there is none. */
  readonly newestEventAt: number | null;
  readonly clock: number | null;
}

/** Asks the database how it is set up. */
export async function readEngineState(db: Db): Promise<EngineState> {
  const taken = await newestStep(db);
  const newest = migrations.at(-1)?.number ?? 0;
  return {
    schema: { taken, newest },
    durability: isPostgres(db) ? await postgresDurability(db) : await sqliteDurability(db),
    newestEventAt: taken === 0 ? null : await newestEvent(db),
    clock: isPostgres(db) ? await postgresClock(db) : null,
  };
}

/** Looks through a SQLite file for damage; a line for each that was found. PostgreSQL looks after its own pages. */
export async function findDamage(db: Db): Promise<readonly string[]> {
  if (isPostgres(db)) return [];
  const { rows } = await sql<{ quick_check: string }>`PRAGMA quick_check`.execute(db);
  return rows.map((row) => row.quick_check).filter((line) => line !== 'ok');
}

async function newestStep(db: Db): Promise<number> {
  const tables = isPostgres(db)
    ? sql`SELECT 1 WHERE to_regclass('migration') IS NOT NULL`
    : sql`SELECT 1 FROM sqlite_master WHERE name = 'migration'`;
  if ((await tables.execute(db)).rows.length === 0) return 0;
  const { rows } = await sql<{ taken: number | null }>`SELECT max(number) AS taken FROM migration`.execute(db);
  return rows[0]?.taken ?? 0;
}

async function newestEvent(db: Db): Promise<number | null> {
  const { rows } = await sql<{ at: number | null }>`
    SELECT max(e.at) AS at FROM organization_counter AS c
    JOIN event AS e ON e.org_id = c.org_id AND e.seq = c.event`.execute(db);
  return rows[0]?.at ?? null;
}

async function sqliteDurability(db: Db): Promise<EngineState['durability']> {
  const journal = await sql<{ journal_mode: string }>`PRAGMA journal_mode`.execute(db);
  const synchronous = await sql<{ synchronous: number }>`PRAGMA synchronous`.execute(db);
  return [
    { name: 'journal_mode', is: String(journal.rows[0]?.journal_mode), mustBe: 'wal' },
    { name: 'synchronous', is: String(synchronous.rows[0]?.synchronous), mustBe: '2' },
  ];
}

async function postgresDurability(db: Db): Promise<EngineState['durability']> {
  const names = ['fsync', 'full_page_writes', 'synchronous_commit'];
  const { rows } = await sql<{ name: string; is: string }>`
    SELECT name, setting AS "is" FROM pg_settings WHERE name IN (${sql.join(names)}) ORDER BY name`.execute(db);
  return rows.map((row) => ({ ...row, mustBe: 'on' }));
}

async function postgresClock(db: Db): Promise<number | null> {
  const { rows } = await sql<{ now: number }>`
    SELECT cast(extract(epoch FROM clock_timestamp()) * 1000 AS bigint) AS now`.execute(db);
  return rows[0]?.now ?? null;
}

/** @throws Error when the schema is not the newest that this program knows */
export async function requireNewest(db: Db): Promise<void> {
  const { taken, newest } = (await readEngineState(db)).schema;
  if (taken === newest) return;
  const advice = taken < newest ? 'run `timebox migrate`, or start the server' : 'use the newer version of Timebox';
  throw new Error(`The database is at schema ${taken}, and this version of Timebox works with ${newest}: ${advice}`);
}
