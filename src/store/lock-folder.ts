import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';

/**
 * Keeps a second server out of a data folder until `release`. The lock is one that SQLite takes on a file of its own, so
 * the system lifts it when the process ends in whatever way, and it holds between containers that share the folder, where
 * process ids mean nothing. `timebox.pid` only tells others whom to look for.
 * @throws Error when another process holds it
 */
export function lockFolder(dataDir: string): { readonly release: () => void } {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const pidFile = join(dataDir, 'timebox.pid');
  const lock = new Database(join(dataDir, 'timebox.lock'), { timeout: 0 });
  try {
    lock.exec('BEGIN IMMEDIATE');
  } catch (error) {
    lock.close();
    if (!(error instanceof Error && 'code' in error && error.code === 'SQLITE_BUSY')) throw error;
    throw new Error(`Another server${processIn(pidFile)} is using ${dataDir}: stop it first, or name another folder`);
  }
  writeFileSync(pidFile, `${process.pid}\n`);
  const release = () => {
    rmSync(pidFile, { force: true });
    lock.close();
  };
  return { release };
}

function processIn(pidFile: string): string {
  try {
    return ` (process ${readFileSync(pidFile, 'utf8').trim()})`;
  } catch {
    return '';
  }
}
