import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Actions } from '../actions/index.ts';
import { Refusal } from '../domain/refusal.ts';
import type { DemoCredentials } from './demo.ts';

/** Keeps the way into the demo data, for later starts, where only its owner can read it. */
export function writeDemoCredentials(dataDir: string, credentials: DemoCredentials): void {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  writeFileSync(fileIn(dataDir), `${JSON.stringify(credentials, null, 2)}\n`, { mode: 0o600 });
}

/** What an earlier start kept, with the file it is in; null when there is nothing, or its token does not open this database. */
export async function readDemoCredentials(
  actions: Actions,
  dataDir: string,
): Promise<(DemoCredentials & { readonly file: string }) | null> {
  const kept = read(fileIn(dataDir));
  if (!isCredentials(kept)) return null;
  try {
    await actions.authenticate({ token: kept.token });
    return { ...kept, file: fileIn(dataDir) };
  } catch (error) {
    if (error instanceof Refusal && error.code === 'unauthenticated') return null;
    throw error;
  }
}

function fileIn(dataDir: string): string {
  return join(dataDir, 'demo.json');
}

function read(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}

function isCredentials(value: unknown): value is DemoCredentials {
  if (typeof value !== 'object' || value === null) return false;
  return ['login', 'password', 'token'].every((name) => typeof Reflect.get(value, name) === 'string');
}
