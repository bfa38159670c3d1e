import { join } from 'node:path';
import type { Db } from '../store/engine.ts';
import type { StoredEvent } from '../store/events.ts';
import { migrate } from '../store/migrate.ts';
import { openPostgres, openSqlite } from '../store/open.ts';
import { postgresWriter } from './postgres-writer.ts';
import { sqliteWriter } from './sqlite-writer.ts';
import type { Writer } from './writer.ts';

/** Where the data is: a PostgreSQL URL, or the folder of a SQLite file. */
export type DataPlace = { readonly databaseUrl: string } | { readonly dataDir: string };

/** What the actions stand on. The clock and the telling of events are the two seams that tests replace. */
export interface App {
  readonly read: Db;
  readonly writer: Writer;
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

/** Opens the data, brought to the newest schema, with its writer. */
export async function openApp(place: DataPlace, seams: Partial<Pick<App, 'now' | 'publish'>> = {}): Promise<App> {
  const { now = Date.now, publish = () => {} } = seams;
  if ('databaseUrl' in place) {
    const { db, close } = openPostgres(place.databaseUrl);
    await migrate(db);
    return { read: db, writer: postgresWriter(db), now, publish, close };
  }
  await migrateFile(databaseFile(place.dataDir));
  const writer = sqliteWriter(databaseFile(place.dataDir));
  const reader = openSqlite(databaseFile(place.dataDir), 'read');
  const close = async () => {
    await reader.close();
    await writer.close();
  };
  return { read: reader.db, writer, now, publish, close };
}

async function migrateFile(file: string): Promise<void> {
  const { db, close } = openSqlite(file, 'write');
  await migrate(db);
  await close();
}
