/**
 * `npm run check:crash [-- --cycles N --mode kill|power|both --seed S]`: puts the real server under simultaneous writes,
 * takes it down in the middle of them again and again, and proves each time that what it had acknowledged is there and
 * that nothing is half done. `kill` ends the process, `power` also takes back everything that was not flushed to the
 * disk. Exit code 0 only if nothing was lost.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { databaseFile } from '../../src/actions/app.ts';
import { plantFault } from './planted-fault.ts';
import { compileShim, cutPower, underShim } from './power-loss.ts';
import { type Random, randomFrom } from './random.ts';
import { seedPlans } from './seed-plans.ts';
import { buildServer, kill, startServer } from './server-process.ts';
import { type Verdict, verify } from './verify.ts';
import { type Told, writeUntilGone } from './write-load.ts';

/** How a server is taken down. */
type Mode = 'kill' | 'power';

const placeCount = 6;

const { values } = parseArgs({
  options: {
    cycles: { type: 'string', default: '20' },
    mode: { type: 'string', default: 'both' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
  },
});
const cycles = Number(values.cycles);
const seed = Number(values.seed);
const modes: readonly Mode[] = values.mode === 'kill' || values.mode === 'power' ? [values.mode] : ['kill', 'power'];

const folder = mkdtempSync(join(tmpdir(), 'timebox-crash-'));
try {
  console.log(`${cycles} cycles of ${modes.join(' and ')}, seed ${seed}`);
  buildServer();
  let isSound = true;
  for (const mode of modes) {
    const random = randomFrom(seed);
    const shim = mode === 'power' ? compileShim(folder) : undefined;
    if (shim !== undefined) isSound = (await isShimSound(shim, random)) && isSound;
    isSound = (await runCycles(mode, shim, random)) && isSound;
  }
  process.exitCode = isSound ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** A power cut that destroys nothing proves nothing: a writer that does not flush must lose, one that does must not. */
async function isShimSound(shim: string, random: Random): Promise<boolean> {
  const off = await plantFault(shim, folder, 'OFF', random);
  const full = await plantFault(shim, folder, 'FULL', random);
  for (const { synchronous, acknowledged, lost } of [off, full]) {
    console.log(`power, a small writer with synchronous=${synchronous}: acknowledged ${acknowledged}, lost ${lost}`);
  }
  if (off.lost === 0) console.log('The planted fault was not found: the power cut destroys nothing');
  return off.lost > 0 && full.lost === 0;
}

async function runCycles(mode: Mode, shim: string | undefined, random: Random): Promise<boolean> {
  const dataDir = join(folder, mode);
  mkdirSync(dataDir);
  const { token, places } = await seedPlans(dataDir, placeCount);
  const env = { TIMEBOX_DATA_DIR: dataDir, ...(shim === undefined ? {} : underShim(shim, dataDir)) };
  const total = { acknowledged: 0, lost: 0, broken: 0, happened: 0, not: 0, writes: 0, starts: [0].slice(1) };
  let told: Told = { acknowledged: [], unanswered: [], surprises: [] };

  for (let cycle = 1; ; cycle += 1) {
    const server = await startServer(env);
    total.starts.push(server.startedIn);
    const isLast = cycle > cycles;
    const verdict = await verify(server.url, token, databaseFile(dataDir), places, told, isLast || cycle % 10 === 1);
    count(total, told, verdict);
    tell(`${mode}, cycle ${cycle - 1}`, [...verdict.lost, ...verdict.broken, ...told.surprises]);
    if (isLast) {
      await kill(server.child);
      break;
    }
    const writing = writeUntilGone(server.url, token, places, { cycle, random, beginnings: verdict.beginnings });
    await sleep(300 + random.below(1700));
    if (shim === undefined) await kill(server.child);
    else {
      // Half of the times the disk has written nothing on its own, else a part, in whatever order.
      const keep = random.below(2) === 0 ? 0 : random.below(100);
      const cut = { keep, seed: random.below(1_000_000), after: 1 + random.below(12) };
      total.writes += (await cutPower(server.child, dataDir, cut)).writes;
    }
    told = await writing;
  }

  const starts = total.starts.slice(1).sort((a, b) => a - b);
  const slow = starts[Math.ceil(starts.length * 0.95) - 1] ?? 0;
  const undone = shim === undefined ? '' : `, writes undone ${total.writes}`;
  console.log(
    `${mode}: cycles ${cycles}, acknowledged ${total.acknowledged}, lost ${total.lost}, broken rules ${total.broken}, ` +
      `closes cut off ${total.happened} after and ${total.not} before they happened${undone}, restart p95 ${Math.round(slow)} ms`,
  );
  return total.lost === 0 && total.broken === 0;
}

function count(
  total: { acknowledged: number; lost: number; broken: number; happened: number; not: number },
  told: Told,
  verdict: Verdict,
): void {
  total.acknowledged += told.acknowledged.length;
  total.lost += verdict.lost.length;
  total.broken += verdict.broken.length + told.surprises.length;
  total.happened += verdict.closes.happened;
  total.not += verdict.closes.not;
}

function tell(where: string, troubles: readonly string[]): void {
  for (const trouble of troubles.slice(0, 10)) console.log(`${where}: ${trouble}`);
}
