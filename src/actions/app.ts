import { join } from 'node:path';
import type { Db } from '../store/engine.ts';
import { requireNewest } from '../store/engine-state.ts';
import type { StoredEvent } from '../store/events.ts';
import { type Files, openFiles } from '../store/files.ts';
import { migrate } from '../store/migrate.ts';
import { openPostgres, openSqlite } from '../store/open.ts';
import { postgresWriter } from './postgres-writer.ts';
import { sqliteWriter } from './sqlite-writer.ts';
import type { Writer } from './writer.ts';

/** Where the data is: a folder, and a PostgreSQL URL unless the folder has a SQLite file too. */
export interface DataPlace {
  readonly dataDir: string;
  readonly databaseUrl?: string | null;
}

/** What the actions stand on. The clock and the telling of events are the two seams that tests replace. */
export interface App {
  readonly read: Db;
  readonly writer: Writer;
  readonly files: Files;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Told after the commit, in order. */
  readonly publish: (events: readonly StoredEvent[]) => void;
  readonly close: () => Promise<void>;
}

/** The SQLite file within a data folder. */
export function databaseFile(dataDir: string): string {
  return join(dataDir, 'timebox.sqlite');
}

/** The folder of attached files within a data folder, whichever engine has the rest. */
export function filesFolder(dataDir: string): string {
  return join(dataDir, 'files');
}

/**
 * Opens the data with its writer. The schema is brought to the newest step, or, `as it is`, must be there already: who
 * only has a word to put in beside a running server must not change the tables under it.
 * @throws Error when the schema is newer than this program, or older and to be left as it is
 */
export async function openApp(
  place: DataPlace,
  seams: Partial<Pick<App, 'now' | 'publish'>> = {},
  schema: 'to the newest' | 'as it is' = 'to the newest',
): Promise<App> {
  const { now = Date.now, publish = () => {} } = seams;
  const prepare = schema === 'as it is' ? requireNewest : migrate;
  const files = openFiles(filesFolder(place.dataDir));
  const { databaseUrl = null } = place;
  if (databaseUrl !== null) {
    const { db, close: closePool } = await openPostgres(databaseUrl);
    await prepare(db);
    const writer = postgresWriter(db);
    const close = async () => {
      await writer.close();
      await closePool();
    };
    return { read: db, writer, files, now, publish, close };
  }
  const file = databaseFile(place.dataDir);
  await onFile(file, prepare);
  const writer = sqliteWriter(file);
  const reader = openSqlite(file, 'read');
  const close = async () => {
    await reader.close();
    await writer.close();
  };
  return { read: reader.db, writer, files, now, publish, close };
}

async function onFile(file: string, prepare: (db: Db) => Promise<unknown>): Promise<void> {
  const { db, close } = openSqlite(file, 'write');
  try {
    await prepare(db);
  } finally {
    await close();
  }
}
