import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const root = join(import.meta.dirname, '../..');
const program = join(root, 'dist/main.js');
const startMs = 30_000;

/** A server in a process of its own, ready to answer. */
export interface ServerProcess {
  readonly url: string;
  readonly child: ChildProcess;
  /** From the start of the process to its first 200, in milliseconds. */
  readonly startedIn: number;
  /** What the process has written to its log so far. */
  readonly log: () => string;
}

/** Builds the server into `dist`, as it is delivered. Whether its types are right is the business of another check. */
export function buildServer(): void {
  const vite = join(root, 'node_modules/vite/bin/vite.js');
  const env = { ...process.env, NODE_ENV: 'production' };
  spawnSync(process.execPath, [vite, 'build', '--config', 'vite.server.config.ts'], { cwd: root, env });
  if (!existsSync(program)) throw new Error('The server could not be built: run npm run build');
}

/**
 * Starts the built server as the README says, on a free port, and waits until it answers. `env` is added to the environment, `prefix` is put
 * before the command (such as taskset), `nodeFlags` behind `node`. The child has a pipe as its descriptor 3.
 * @throws Error with the log when it ends or does not answer within 30 seconds
 */
export async function startServer(
  env: Readonly<Record<string, string>>,
  { prefix = [], nodeFlags = [] }: { readonly prefix?: readonly string[]; readonly nodeFlags?: readonly string[] } = {},
): Promise<ServerProcess> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const [command, ...args] = [...prefix, process.execPath, '--max-semi-space-size=2', ...nodeFlags, program, 'serve'];
  const begin = performance.now();
  const child = spawn(command, args, {
    cwd: root,
    env: { ...process.env, TIMEBOX_HOST: '127.0.0.1', TIMEBOX_PORT: String(port), TIMEBOX_RATE_LIMIT: 'off', ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  });
  // It must not outlive us, whatever ends us.
  const end = () => child.kill('SIGKILL');
  process.once('exit', end);
  child.once('exit', () => process.off('exit', end));
  let log = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      log = (log + text).slice(-20_000);
    });
  }
  while (!(await answers(url))) {
    if (child.exitCode !== null || child.signalCode !== null || performance.now() - begin > startMs) {
      child.kill('SIGKILL');
      throw new Error(`The server did not start:\n${log}`);
    }
    await sleep(5);
  }
  return { url, child, startedIn: performance.now() - begin, log: () => log };
}

/** Ends a process at once, as a power button would end its machine's. */
export async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/readyz`)).status === 200;
  } catch {
    return false;
  }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new Error('No free port');
  return address.port;
}
