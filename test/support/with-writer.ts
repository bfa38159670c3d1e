import { sql } from 'kysely';
import type { App } from '../../src/actions/app.ts';
import { type Db, isPostgres } from '../../src/store/engine.ts';
import { openSqlite } from '../../src/store/open.ts';

/** Writes beside the app what no action of it can write. */
export async function withWriter(app: App, work: (db: Db) => Promise<unknown>): Promise<void> {
  if (isPostgres(app.read)) {
    await work(app.read);
    return;
  }
  const { rows } = await sql<{ file: string }>`SELECT file FROM pragma_database_list WHERE name = 'main'`.execute(
    app.read,
  );
  const { db, close } = openSqlite(rows[0]?.file ?? '', 'write');
  try {
    await work(db);
  } finally {
    await close();
  }
}
