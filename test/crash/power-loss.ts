import { type ChildProcess, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Duplex } from 'node:stream';

/** When and how power goes: see the head of power-loss.c. */
export interface PowerCut {
  /** How many percent of what was not flushed reach the disk all the same. */
  readonly keep: number;
  readonly seed: number;
  /** Power goes at so many changes or flushes from now, before that one happens. */
  readonly after: number;
}

/** What a power cut destroyed. */
export interface Damage {
  /** Writes and truncations that had not been flushed, and their bytes. */
  readonly writes: number;
  readonly bytes: number;
  /** Names made, renamed or removed in a folder that had not been flushed. */
  readonly names: number;
  /** Flushes that the process made in its life. */
  readonly flushes: number;
}

/** Compiles the shim into a folder and answers its path. @throws Error without a C compiler */
export function compileShim(folder: string): string {
  const shim = join(folder, 'power-loss.so');
  const source = join(import.meta.dirname, 'power-loss.c');
  const made = spawnSync('gcc', ['-shared', '-fPIC', '-O2', '-o', shim, source, '-ldl', '-lpthread'], {
    encoding: 'utf8',
  });
  if (made.status !== 0) throw new Error(`power-loss.c needs gcc on Linux: ${made.stderr ?? made.error?.message}`);
  return shim;
}

/** The environment that puts a process, with a pipe as its descriptor 3, under the shim for one data folder. */
export function underShim(shim: string, dataDir: string): Readonly<Record<string, string>> {
  return { LD_PRELOAD: shim, POWER_LOSS_DIR: dataDir, POWER_LOSS_FD: '3', UV_USE_IO_URING: '0' };
}

/** Cuts the power of a process under the shim, and tells what was lost once it is gone. */
export async function cutPower(child: ChildProcess, dataDir: string, cut: PowerCut): Promise<Damage> {
  const line = child.stdio[3];
  if (!(line instanceof Duplex)) throw new Error('The process has no pipe for orders');
  const gone = once(child, 'exit');
  let told = '';
  line.setEncoding('utf8').on('data', (text: string) => {
    told += text;
  });
  line.write(`${cut.keep} ${cut.seed} ${cut.after}\n`);
  await gone;
  if (told === '') await once(line, 'close');
  // The machine's memory is gone too, and with it SQLite's shared memory.
  for (const name of readdirSync(dataDir)) if (name.endsWith('-shm')) rmSync(join(dataDir, name));
  return JSON.parse(told);
}
