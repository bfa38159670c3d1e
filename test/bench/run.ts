/**
 * `npm run bench [-- --quick] [-- --rows reads,postgres]`: what the server costs, as multiples of a bare node:http server
 * that sends the same bytes from memory. Servers run on processor 0, the load on processor 1. `--quick` and `--rows` are
 * for trying things out; only the whole run writes docs/benchmarks.md. Exit code 1 when a figure is not what it must be.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Client } from 'pg';
import { buildServer, kill, startServer } from '../crash/server-process.ts';
import { setup as startPostgres } from '../support/postgres-server.ts';
import { closeRows } from './close-rows.ts';
import { figureRows } from './figure-rows.ts';
import { startLimitServer } from './limit.ts';
import type { Subject } from './measure.ts';
import { familyOf, parentOf, runOn } from './processor.ts';
import { machine, misses, type Row, tableOf } from './report.ts';
import {
  type Bench,
  copyOf,
  memoryRow,
  postgresRows,
  readRows,
  startRows,
  statisticsRows,
  subjectOf,
  writeRows,
} from './rows.ts';
import { fullSize, type Seeded, seedData } from './seed-data.ts';

const groups = ['start', 'reads', 'writes', 'statistics', 'close', 'postgres'] as const;
const options = { quick: { type: 'boolean', default: false }, rows: { type: 'string' } } as const;
const { values } = parseArgs({ options });
const wanted = values.rows?.split(',') ?? groups;
const unknown = wanted.filter((group) => !groups.some((known) => known === group));
if (unknown.length > 0) throw new Error(`There are no rows ${unknown.join()}, only ${groups.join()}`);
const has = (group: (typeof groups)[number]) => wanted.includes(group);
const effort = values.quick ? { ms: 800, rounds: 2 } : { ms: 3000, rounds: 5 };
const processors = { server: 0, load: 1 };

const folder = mkdtempSync(join(tmpdir(), 'timebox-bench-'));
const about = machine();
const rows: Row[] = [];
try {
  console.log(about);
  buildServer();
  const dataDir = join(folder, 'seeded');
  mkdirSync(dataDir);
  const seeded = await seedData({ dataDir }, fullSize);
  const limit = await onServersProcessor(startLimitServer);
  const start: Bench['start'] = (env, nodeFlags = []) =>
    startServer(env, { prefix: ['taskset', '-c', String(processors.server)], nodeFlags });
  const bench: Bench = { seeded, limit, effort, dataDir, folder, start };

  if (has('start')) add(await startRows(bench));
  if (wanted.some((group) => group !== 'start' && group !== 'postgres')) {
    const server = await start({ TIMEBOX_DATA_DIR: copyOf(bench, 'main') });
    const subject = subjectOf(server);
    if (has('reads')) add(await readRows(bench, subject));
    if (has('writes')) add(await writeRows(bench, subject));
    add([memoryRow(server)]);
    if (has('statistics')) add([...(await statisticsRows(bench, subject)), ...(await figureRows(bench))]);
    if (has('close')) add(await closeRows(bench, subject));
    await kill(server.child);
  }
  if (has('postgres')) {
    await withPostgres(async (databaseUrl, pids) => {
      const size = { ...fullSize, filledEach: 0, largest: 0 };
      const inPostgres: Seeded = await seedData({ dataDir, databaseUrl }, size);
      const other = await start({ TIMEBOX_DATABASE_URL: databaseUrl });
      const both: Subject = { url: other.url, pids: () => [other.child.pid ?? 0, ...pids()] };
      add(await postgresRows({ ...bench, seeded: inPostgres }, both));
      await kill(other.child);
    });
  }
  limit.stop();
} finally {
  rmSync(folder, { recursive: true, force: true });
}

if (!values.quick && values.rows === undefined) writeFileSync('docs/benchmarks.md', report(rows));
for (const row of misses(rows)) console.log(`Not what it must be: ${row.name}, ${row.show(row.value)}`);
process.exitCode = misses(rows).length === 0 ? 0 : 1;

function add(more: readonly Row[]): void {
  rows.push(...more);
  console.log(tableOf(more));
}

/** What is started here stays where the servers run; we go back to where the load comes from. */
async function onServersProcessor<T>(work: () => Promise<T>): Promise<T> {
  runOn(processors.server);
  try {
    return await work();
  } finally {
    runOn(processors.load);
  }
}

/** A PostgreSQL server of our own, with the ids of all of its processes. */
async function withPostgres(work: (url: string, pids: () => readonly number[]) => Promise<void>): Promise<void> {
  let url = '';
  const run = {
    provide: (_name: string, value: string) => {
      url = value;
    },
  };
  // It asks nothing more of a test run than to be told of the address.
  const stop = await onServersProcessor(() => startPostgres(run as never));
  const client = new Client({ connectionString: url });
  await client.connect();
  const { rows: answered } = await client.query('SELECT pg_backend_pid() AS pid');
  const postmaster = parentOf(answered[0]?.pid);
  await client.end();
  await work(url, () => familyOf(postmaster));
  await stop?.();
}

function report(all: readonly Row[]): string {
  return `# Benchmarks

Measured on ${new Date().toISOString().slice(0, 10)} by \`npm run bench\` on ${about}.

${tableOf(all)}

How to read it:

- "×" compares processor time per request, user and system of all the server's threads, with that of a bare \`node:http\`
  server that sends the same bytes from memory. Both run on processor 0, the load on processor 1, in turn, ${effort.rounds} rounds of
  ${effort.ms / 1000} s each; the figure is the median of the rounds' own ratios. Rates and times depend on what else the machine does; this
  ratio hardly does. A difference under 15 % is noise.
- The server is started as the README says, with less room for short-lived objects than \`node\` takes by itself.
- 32 connections, each sending its next request when the last was answered. 10,000 iterations in 20 projects, 100,000 items,
  SQLite on the disk of the temporary folder, every write flushed to it.
- "Nothing changed" is answered from memory; "cold" asks another query each time. The list has 50 of 375 iterations.
- "Committing each alone" is the same server made to flush after every single change (test/bench/commit-each.mjs).
- "In process" is asked of the actions themselves: no HTTP, no answer that is kept; times are processor time, but for the burndown. What is explained, told of an instant or
  counted by profiles goes through every event of the iteration each time; what is read off kept sums does not.
- PostgreSQL is the one of the tests, which does not flush.
`;
}
