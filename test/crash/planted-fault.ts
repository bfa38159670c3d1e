import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { cutPower, underShim } from './power-loss.ts';
import type { Random } from './random.ts';

/** What a small writer lost at power cuts, with SQLite flushing or not. */
export interface PlantedFault {
  readonly synchronous: 'OFF' | 'FULL';
  readonly acknowledged: number;
  readonly lost: number;
}

/** Cuts the power of a small writer some times and counts the commits that it had acknowledged and that are gone. */
export async function plantFault(
  shim: string,
  folder: string,
  synchronous: PlantedFault['synchronous'],
  random: Random,
): Promise<PlantedFault> {
  const cuts = 3;
  let acknowledged = 0;
  let lost = 0;
  for (let cut = 0; cut < cuts; cut += 1) {
    const dataDir = join(folder, `writer-${synchronous}-${cut}`);
    mkdirSync(dataDir);
    const file = join(dataDir, 'writer.sqlite');
    const child = spawn(
      process.execPath,
      ['--import', 'tsx', fileURLToPath(new URL('./unsafe-writer.ts', import.meta.url)), file, synchronous],
      { env: { ...process.env, ...underShim(shim, dataDir) }, stdio: ['ignore', 'pipe', 'inherit', 'pipe'] },
    );
    let told = '';
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      told += text;
    });
    const drained = child.stdout === null ? undefined : once(child.stdout, 'end');
    while (told === '') await sleep(5);
    await sleep(100 + random.below(200));
    await cutPower(child, dataDir, { keep: 0, seed: random.below(1_000_000), after: 1 + random.below(5) });
    await drained;
    const lines = told.slice(0, told.lastIndexOf('\n')).split('\n').length;
    acknowledged += lines;
    lost += lines - Math.min(lines, rowsIn(file));
  }
  return { synchronous, acknowledged, lost };
}

function rowsIn(file: string): number {
  const database = new Database(file);
  try {
    const table = database.prepare("SELECT 1 FROM sqlite_master WHERE name = 'acknowledged'").get();
    if (table === undefined) return 0;
    const row: unknown = database.prepare('SELECT count(*) FROM acknowledged').pluck().get();
    return Number(row);
  } finally {
    database.close();
  }
}
