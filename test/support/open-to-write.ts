import { databaseFile } from '../../src/actions/app.ts';
import { type OpenDatabase, openPostgres, openSqlite } from '../../src/store/open.ts';
import type { TestApp } from './open-test-app.ts';

/** The database of a test, to be brought into a state that nothing a caller can do leads to. The test closes it. */
export async function openToWrite({ place }: TestApp): Promise<OpenDatabase> {
  const { dataDir, databaseUrl } = place;
  return typeof databaseUrl === 'string' ? openPostgres(databaseUrl, 1) : openSqlite(databaseFile(dataDir), 'write');
}
