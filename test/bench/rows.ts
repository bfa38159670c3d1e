import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { databaseFile, openApp } from '../../src/actions/app.ts';
import { operatorOf } from '../../src/actions/authenticate.ts';
import { bindActions } from '../../src/actions/index.ts';
import { kill, type ServerProcess } from '../crash/server-process.ts';
import { readers, requestsTo, writers } from './callers.ts';
import { percentile } from './http-load.ts';
import { type LimitServer, send } from './limit.ts';
import { compete, type Effort, median, type Run, ratio, type Subject } from './measure.ts';
import { memoryOf } from './processor.ts';
import { ms, type Row } from './report.ts';
import type { Seeded } from './seed-data.ts';

/** What every measurement is given. */
export interface Bench {
  readonly seeded: Seeded;
  readonly limit: LimitServer;
  readonly effort: Effort;
  /** The data folder that was filled; measurements work on copies. */
  readonly dataDir: string;
  readonly folder: string;
  /** Starts a server on the servers' processor. */
  readonly start: (env: Readonly<Record<string, string>>, nodeFlags?: readonly string[]) => Promise<ServerProcess>;
}

const mib = (value: number) => `${Math.round(value)} MiB`;
const times = (value: number) => `${value.toFixed(2)} ×`;
const middle = (runs: readonly Run[] | undefined, figure: 'cpu' | 'rps' | 'p50' | 'p99') =>
  median((runs ?? []).map((run) => run[figure]));

/** What a pair of limit and server came to, in words. */
function besideLimit(limit: readonly Run[] | undefined, ours: readonly Run[] | undefined): string {
  const cpu = `${middle(ours, 'cpu').toFixed(0)} µs beside ${middle(limit, 'cpu').toFixed(0)}`;
  const rate = `${Math.round(middle(ours, 'rps'))} / s`;
  return `${cpu}, ${rate}, p50 ${ms(middle(ours, 'p50'))}, p99 ${ms(middle(ours, 'p99'))}`;
}

/** Reads against the limit: one iteration, a list that is at hand, a list that has to be made. */
export async function readRows({ seeded, limit, effort }: Bench, subject: Subject): Promise<Row[]> {
  const { sprint, list } = requestsTo(seeded);
  const many = <T>(count: number, make: (number: number) => T) => Array.from({ length: count }, (_, n) => make(n));
  const measured = [
    { name: 'GET one (token, ETag)', requests: many(1000, sprint), must: 2.5, goal: 1.9 },
    { name: 'LIST 50, nothing changed', requests: [list(0)], must: 2, goal: 1.5 },
    { name: 'LIST 50 cold: filter, order, total of 375', requests: many(3000, list), must: 25, goal: 12 },
  ];
  const rows: Row[] = [];
  for (const { name, requests, must, goal } of measured) {
    await limit.answerAs(await send(subject.url, requests[0] ?? list(0)));
    const [limits, ours] = await compete(
      [
        { subject: limit, callers: readers(requests) },
        { subject, callers: readers(requests) },
      ],
      effort,
    );
    rows.push({ name, value: ratio(ours, limits, 'cpu'), show: times, must, goal, detail: besideLimit(limits, ours) });
  }
  return rows;
}

/** Durable writes: against the limit, against committing each alone, and beside reads on a disk that flushes slowly. */
export async function writeRows(bench: Bench, subject: Subject): Promise<Row[]> {
  const { seeded, limit, effort, start } = bench;
  const { sprint, rename } = requestsTo(seeded);
  const [{ firstIteration } = { firstIteration: 0 }] = seeded.projects;
  const alone = await start({ TIMEBOX_DATA_DIR: copyOf(bench, 'commit-each') }, [
    '--import',
    join(import.meta.dirname, 'commit-each.mjs'),
  ]);
  await limit.answerAs(await send(subject.url, rename(firstIteration + 99, 1, 'Renamed')));
  const [limits, ours, each] = await compete(
    [
      { subject: limit, callers: writers(seeded) },
      { subject, callers: writers(seeded) },
      { subject: subjectOf(alone), callers: writers(seeded) },
    ],
    effort,
  );
  await kill(alone.child);

  const slow = await start({ TIMEBOX_DATA_DIR: copyOf(bench, 'slow-disk'), LD_PRELOAD: slowFlush(bench.folder) });
  const reads = Array.from({ length: 1000 }, (_, n) => sprint(n));
  const [quickMix, slowMix] = await compete(
    [
      { subject, callers: writers(seeded, reads) },
      { subject: subjectOf(slow), callers: writers(seeded, reads) },
    ],
    effort,
  );
  await kill(slow.child);
  const readP99 = median((slowMix ?? []).map((run) => percentile(run.result, 0.99, 'read')));
  return [
    {
      name: 'PATCH with If-Match, durable',
      value: ratio(ours, limits, 'cpu'),
      show: times,
      must: 5,
      goal: 3.5,
      detail: besideLimit(limits, ours),
    },
    {
      name: 'PATCH per second, over committing each alone',
      value: ratio(ours, each, 'rps'),
      show: times,
      must: 2.5,
      goal: 4,
      isMore: true,
      detail: `${Math.round(middle(ours, 'rps'))} beside ${Math.round(middle(each, 'rps'))} / s`,
    },
    {
      name: '90 GET : 10 PATCH, flushes 5 ms slower, over its own rate',
      value: ratio(slowMix, quickMix, 'rps'),
      show: times,
      must: 0.7,
      goal: 0.85,
      isMore: true,
      detail: `${Math.round(middle(slowMix, 'rps'))} beside ${Math.round(middle(quickMix, 'rps'))} / s`,
    },
    { name: '… p99 of its GETs', value: readP99, show: ms, must: 40, goal: 20 },
  ];
}

/** Figures of an iteration, which must not depend on how much it holds. */
export async function statisticsRows({ seeded, effort, dataDir }: Bench, subject: Subject): Promise<Row[]> {
  const { iteration } = requestsTo(seeded);
  const fresh = (uid: string) => readers(Array.from({ length: 40_000 }, (_, n) => iteration(uid, n)));
  const [small, large] = await compete(
    [
      { subject, callers: fresh(seeded.filledUid) },
      { subject, callers: fresh(seeded.largestUid) },
    ],
    effort,
  );
  const app = await openApp({ dataDir });
  const actions = bindActions(app);
  const caller = { actor: await operatorOf(app, 'bench') };
  const spent: number[] = [];
  for (let run = 0; run < 300; run += 1) {
    const begin = performance.now();
    await actions.getFigures(caller, { iteration: { id: seeded.largestId } });
    spent.push(performance.now() - begin);
  }
  await app.close();
  return [
    {
      name: 'GET iteration with figures, 10,000 cards over 100',
      value: ratio(large, small, 'cpu'),
      show: times,
      must: 1.2,
      goal: 1.05,
      detail: `${middle(large, 'cpu').toFixed(0)} µs beside ${middle(small, 'cpu').toFixed(0)}`,
    },
    {
      name: 'Burndown of 10,000 cards and 50,000 events, in process',
      value: median(spent.slice(100)),
      show: (value) => `${value.toFixed(3)} ms`,
      must: 1,
      goal: 0.1,
    },
  ];
}

/** From nothing to the first answer, and what an idle server holds. */
export async function startRows({ dataDir, effort, start }: Bench): Promise<Row[]> {
  const spent: number[] = [];
  const idle: number[] = [];
  for (let round = 0; round < effort.rounds; round += 1) {
    const server = await start({ TIMEBOX_DATA_DIR: dataDir });
    spent.push(server.startedIn);
    await sleep(1000);
    idle.push(memoryOf(server.child.pid ?? 0).now);
    await kill(server.child);
  }
  return [
    { name: 'Start to the first 200, 10,000 iterations there', value: median(spent), show: ms, must: 1000, goal: 600 },
    { name: 'Memory, idle', value: median(idle), show: mib, must: 110, goal: 85 },
  ];
}

/** The most that a server has held so far. */
export function memoryRow(server: ServerProcess): Row {
  return {
    name: 'Memory, most under load',
    value: memoryOf(server.child.pid ?? 0).most,
    show: mib,
    must: 220,
    goal: 130,
  };
}

/** PostgreSQL: its processes count as the server's. */
export async function postgresRows({ seeded, limit, effort }: Bench, subject: Subject): Promise<Row[]> {
  const { sprint, rename } = requestsTo(seeded);
  const reads = Array.from({ length: 1000 }, (_, n) => sprint(n));
  const [{ firstIteration } = { firstIteration: 0 }] = seeded.projects;
  await limit.answerAs(await send(subject.url, sprint(0)));
  const [limitReads, ourReads] = await compete(
    [
      { subject: limit, callers: readers(reads) },
      { subject, callers: readers(reads) },
    ],
    effort,
  );
  await limit.answerAs(await send(subject.url, rename(firstIteration + 99, 1, 'Renamed')));
  const [limitWrites, ourWrites] = await compete(
    [
      { subject: limit, callers: writers(seeded) },
      { subject, callers: writers(seeded) },
    ],
    effort,
  );
  return [
    {
      name: 'PostgreSQL: GET one, its processor time included',
      value: ratio(ourReads, limitReads, 'cpu'),
      show: times,
      must: 8,
      goal: 6,
      detail: besideLimit(limitReads, ourReads),
    },
    {
      name: 'PostgreSQL: PATCH, its processor time included',
      value: ratio(ourWrites, limitWrites, 'cpu'),
      show: times,
      must: 20,
      goal: 14,
      detail: besideLimit(limitWrites, ourWrites),
    },
  ];
}

/** A server with its own process as all that counts. */
export function subjectOf({ url, child }: ServerProcess): Subject {
  return { url, pids: () => [child.pid ?? 0] };
}

/** A copy of the filled data folder. */
export function copyOf({ dataDir, folder }: Bench, name: string): string {
  const copy = join(folder, name);
  mkdirSync(copy);
  copyFileSync(databaseFile(dataDir), databaseFile(copy));
  return copy;
}

function slowFlush(folder: string): string {
  const library = join(folder, 'slow-flush.so');
  const made = spawnSync('gcc', [
    '-shared',
    '-fPIC',
    '-O2',
    '-o',
    library,
    join(import.meta.dirname, 'slow-flush.c'),
    '-ldl',
  ]);
  if (made.status !== 0) throw new Error(`slow-flush.c needs gcc on Linux: ${String(made.stderr)}`);
  return library;
}
