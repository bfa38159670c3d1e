import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmdirSync, statSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

const made = 'dist/web/.vite/manifest.json';
const lock = 'node_modules/.pages-being-built';
const sources = ['src/web', 'src/charts', 'src/client', 'vite.config.ts', 'package-lock.json'];

/** Builds the pages, unless the last build has seen every source as it is. One test file does it, others wait for it. */
export async function buildPages(): Promise<void> {
  while (!takeLock()) await pause(200);
  try {
    if (changedAt(made) > Math.max(...sources.map(changedAt))) return;
    // In a process of its own: within a test Vite would build React for development.
    const env = { ...process.env, NODE_ENV: 'production' };
    execFileSync(process.execPath, ['node_modules/vite/bin/vite.js', 'build', '--logLevel', 'error'], { env });
  } finally {
    rmdirSync(lock);
  }
}

/** Another's lock that is older than any build was left by a process that died. */
function takeLock(): boolean {
  if (Date.now() - changedAt(lock) > 120_000 && changedAt(lock) > 0) rmdirSync(lock);
  try {
    mkdirSync(lock);
    return true;
  } catch {
    return false;
  }
}

/** When a file, or anything in a folder, was last changed; 0 for what is not there. */
function changedAt(path: string): number {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) return 0;
  if (!found.isDirectory()) return found.mtimeMs;
  return Math.max(found.mtimeMs, ...readdirSync(path).map((name) => changedAt(`${path}/${name}`)));
}
