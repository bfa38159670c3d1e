import { existsSync } from 'node:fs';
import { databaseFile } from '../actions/app.ts';
import { type OpenDatabase, openPostgres, openSqlite } from '../store/open.ts';
import {
  addressFindings,
  bookFindings,
  clockFindings,
  databaseFindings,
  diskFindings,
  type Finding,
  fileFindings,
  settingFindings,
  statementFindings,
} from './examine.ts';
import type { ReadSettings } from './read-settings.ts';
import type { Settings } from './settings.ts';

/**
 * Looks for trouble, group by group, each printed as soon as it is done; nothing is changed. Answers whether all is well:
 * warnings do not count.
 */
export async function doctor(read: ReadSettings, json: boolean): Promise<boolean> {
  let isWell = true;
  const examine = async (group: string, look: () => Promise<readonly Finding[]>): Promise<void> => {
    const findings = await look().catch((error: unknown): readonly Finding[] => [
      { level: 'fail', text: error instanceof Error ? error.message : String(error) },
    ]);
    if (findings.some(({ level }) => level === 'fail')) isWell = false;
    print(group, findings, json);
  };
  await examine('settings', async () => settingFindings(read));
  const { settings } = read;
  if (settings === null) return isWell;
  await examine('address', async () => addressFindings(settings));
  await examine('disk', async () => diskFindings(settings));
  const database = await open(settings);
  await examine('database', async () => {
    if (database === null) throw new Error(`there is no database in ${settings.dataDir}: timebox serve makes one`);
    return databaseFindings(database.db);
  });
  try {
    if (database !== null && isWell) {
      await examine('clock', () => clockFindings(database.db, Date.now()));
      await examine('books', () => bookFindings(database.db));
      await examine('statements', () => statementFindings(database.db));
      await examine('files', () => fileFindings(database.db, settings.dataDir, Date.now()));
    }
    return isWell;
  } finally {
    await database?.close();
  }
}

/** For reading alone; a server may be at work. */
async function open({ databaseUrl, dataDir }: Settings): Promise<OpenDatabase | null> {
  if (databaseUrl !== null) return openPostgres(databaseUrl);
  const file = databaseFile(dataDir);
  return existsSync(file) ? openSqlite(file, 'read') : null;
}

function print(group: string, findings: readonly Finding[], json: boolean): void {
  if (json) {
    for (const finding of findings) console.log(JSON.stringify({ group, ...finding }));
    return;
  }
  console.log(group);
  for (const { level, text, fix } of findings) {
    console.log(`  ${level.padEnd(4)}  ${text}`);
    if (fix !== undefined) console.log(`        → ${fix}`);
  }
}
