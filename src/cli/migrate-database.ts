import { databaseFile } from '../actions/app.ts';
import { lockFolder } from '../store/lock-folder.ts';
import { migrate } from '../store/migrate.ts';
import { openPostgres, openSqlite } from '../store/open.ts';
import type { Settings } from './settings.ts';

/** Takes every step of the schema that is still to be taken, and tells which. A server on a SQLite folder must be stopped. */
export async function migrateDatabase({ databaseUrl, dataDir }: Settings): Promise<void> {
  const lock = databaseUrl === null ? lockFolder(dataDir) : undefined;
  const { db, close } =
    databaseUrl === null ? openSqlite(databaseFile(dataDir), 'write') : await openPostgres(databaseUrl);
  try {
    const taken = await migrate(db);
    console.log(taken.length === 0 ? 'The schema is the newest' : `Steps taken: ${taken.join(', ')}`);
  } finally {
    await close();
    lock?.release();
  }
}
