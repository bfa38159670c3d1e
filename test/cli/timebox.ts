import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, vi } from 'vitest';
import { runProgram } from '../../src/cli/program.ts';

/** What a finished command said. */
export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A server in a process of its own. */
export interface RunningServer {
  readonly process: ChildProcess;
  readonly url: string;
  /** What it has written so far. */
  readonly stdout: () => string;
  readonly stderr: () => string;
  /** Settles when the process is gone. */
  readonly ended: Promise<Finished>;
}

type Env = Readonly<Record<string, string>>;

/** Runs one command to its end, with the settings given and no others. */
export function timebox(args: readonly string[], env: Env = {}, input = ''): Promise<Finished> {
  const { child, ended } = start(args, env);
  child.stdin?.end(input);
  return ended;
}

/** The same within this process, which takes a tenth of the time. Not for two at once. */
export async function timeboxHere(args: readonly string[]): Promise<Finished> {
  const said = { stdout: '', stderr: '' };
  const spies = [
    vi.spyOn(console, 'log').mockImplementation((text) => void (said.stdout += `${text}\n`)),
    vi.spyOn(console, 'error').mockImplementation((text) => void (said.stderr += `${text}\n`)),
    vi.spyOn(process.stderr, 'write').mockImplementation((text) => ((said.stderr += String(text)), true)),
  ];
  try {
    return { code: await runProgram(args), ...said };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}

/** Starts `serve` on a free port and waits until it listens. */
export async function startServer(env: Env, ...args: string[]): Promise<RunningServer> {
  const { child, ended, stdout, stderr } = start(['serve', '--port', '0', ...args], env);
  servers.add(child);
  const isOver = ended.then((finished) => {
    servers.delete(child);
    throw new Error(`The server ended with ${finished.code}:\n${finished.stderr}`);
  });
  for (;;) {
    const url = /listening at (http:[^"]+)"/.exec(stderr())?.[1];
    if (url !== undefined) {
      isOver.catch(() => {});
      return { process: child, url, stdout, stderr, ended };
    }
    await Promise.race([isOver, once(child.stderr!, 'data')]);
  }
}

/** A folder that is removed after the tests of the file. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'timebox-cli-'));
  folders.push(folder);
  return folder;
}

const servers = new Set<ChildProcess>();
const folders: string[] = [];

afterAll(async () => {
  for (const child of servers) {
    child.kill('SIGKILL');
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  }
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

function start(args: readonly string[], env: Env) {
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('TIMEBOX_'));
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/main.ts', ...args], {
    env: { ...Object.fromEntries(inherited), ...env },
    stdio: 'pipe',
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const ended = once(child, 'close').then(([code]): Finished => ({ code, stdout, stderr }));
  return { child, ended, stdout: () => stdout, stderr: () => stderr };
}
