/**
 * `npm run check:webhooks [-- --kills N --changes N --engine sqlite|postgres|both --seed S]`: changes items of a real server while a
 * receiver refuses a fifth of the messages once, kills the server again and again, and proves that the receiver was told of every change that
 * was acknowledged: with a good signature, and by ids that never stand for two messages. Exit code 0 only if nothing was lost.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { startPostgres } from '../support/postgres-server.ts';
import { type Random, randomFrom } from './random.ts';
import { buildServer, kill, type ServerProcess, startServer } from './server-process.ts';

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '10' },
    changes: { type: 'string', default: '500' },
    engine: { type: 'string', default: 'both' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
  },
});
const kills = Number(values.kills);
const wanted = Number(values.changes);
const engines = values.engine === 'sqlite' || values.engine === 'postgres' ? [values.engine] : ['sqlite', 'postgres'];
const token = 'check-webhooks-token';
const refusedShare = 20;
/** How long the receiver is waited for at the end. */
const patienceMs = 15 * 60_000;

buildServer();
let isSound = true;
for (const engine of engines) isSound = (await prove(engine)) && isSound;
process.exitCode = isSound ? 0 : 1;

async function prove(engine: string): Promise<boolean> {
  const random = randomFrom(Number(values.seed));
  const folder = mkdtempSync(join(tmpdir(), 'timebox-webhooks-'));
  const postgres = engine === 'postgres' ? await startPostgres() : undefined;
  const receiver = await receive(random);
  try {
    const env = {
      TIMEBOX_DATA_DIR: folder,
      TIMEBOX_WEBHOOK_TARGETS: 'any',
      TIMEBOX_BOOTSTRAP_TOKEN: token,
      ...(postgres === undefined ? {} : { TIMEBOX_DATABASE_URL: postgres.url }),
    };
    return await runKills(engine, env, receiver, random);
  } finally {
    receiver.close();
    await postgres?.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function runKills(
  engine: string,
  env: Readonly<Record<string, string>>,
  receiver: Receiver,
  random: Random,
): Promise<boolean> {
  let server = await startServer(env);
  const space = await ask(server, 'POST', '/api/latest/spaces', { title: 'Killed' });
  const { id: boardId } = await ask(server, 'POST', `/api/latest/spaces/${space.id}/boards`, { title: 'Board' });
  const hook = { name: 'Proof', url: receiver.url, format: 'kaiten', kinds: ['card:add'] };
  receiver.trust((await ask(server, 'POST', '/native/v1/webhooks', hook)).secret);

  const acknowledged = new Set<string>();
  for (let count = 1; count <= kills; count += 1) {
    const goal = Math.ceil((wanted * count) / kills);
    const writing = write(server, boardId, acknowledged, goal);
    await Promise.race([writing, sleep(50 + random.below(1000))]);
    // Half of the times in the middle of changes, half of the times while messages are sent.
    if (random.below(2) === 0) await writing;
    await kill(server.child);
    await writing;
    server = await startServer(env);
    await write(server, boardId, acknowledged, goal);
  }
  const begin = performance.now();
  const missing = () => [...acknowledged].filter((uid) => !receiver.heard.has(uid));
  while (missing().length > 0 && performance.now() - begin < patienceMs) await sleep(500);
  const waited = Math.round((performance.now() - begin) / 1000);
  await kill(server.child);
  const lost = missing().length;
  const { messages, refused, repeated, badSignatures, mixedIds } = receiver.counts;
  console.log(
    `${engine}: kills ${kills}, acknowledged ${acknowledged.size}, messages ${messages}, refused ${refused}, repeated ${repeated}, ` +
      `never told ${lost}, bad signatures ${badSignatures}, ids of two messages ${mixedIds}, all told ${waited} s after the last kill`,
  );
  return lost === 0 && badSignatures === 0 && mixedIds === 0 && acknowledged.size >= wanted;
}

/** Makes cards until there are so many, or the server is gone. */
async function write(server: ServerProcess, boardId: number, acknowledged: Set<string>, goal: number): Promise<void> {
  const writer = async () => {
    while (acknowledged.size < goal) {
      try {
        acknowledged.add((await ask(server, 'POST', '/api/latest/cards', { title: 'Card', board_id: boardId })).uid);
      } catch {
        return;
      }
    }
  };
  await Promise.all(Array.from({ length: 4 }, writer));
}

/** What of an answer is of interest here. */
interface Made {
  readonly id: number;
  readonly uid: string;
  readonly secret: string;
}

async function ask(server: ServerProcess, method: string, path: string, body: object): Promise<Made> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const answer = await fetch(`${server.url}${path}`, { method, headers, body: JSON.stringify(body) });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
  const made: Made = JSON.parse(text);
  return made;
}

interface Receiver {
  readonly url: string;
  /** The cards that it took a message about. */
  readonly heard: ReadonlySet<string>;
  readonly counts: { messages: number; refused: number; repeated: number; badSignatures: number; mixedIds: number };
  readonly trust: (secret: string) => void;
  readonly close: () => void;
}

/** Somebody who refuses a fifth of the messages, or breaks the connection off, and checks the others. */
async function receive(random: Random): Promise<Receiver> {
  const heard = new Set<string>();
  const bodies = new Map<string, string>();
  const taken = new Set<string>();
  const refused = new Set<string>();
  const counts = { messages: 0, refused: 0, repeated: 0, badSignatures: 0, mixedIds: 0 };
  let key = Buffer.alloc(0);
  const take = async (request: IncomingMessage, response: ServerResponse) => {
    const body = await read(request);
    const id = String(request.headers['webhook-id']);
    counts.messages += 1;
    if (!isSigned(request, id, body, key)) counts.badSignatures += 1;
    if ((bodies.get(id) ?? body) !== body) counts.mixedIds += 1;
    bodies.set(id, body);
    // Once at most, as the second wait is one of minutes.
    if (!refused.has(id) && random.below(100) < refusedShare) {
      counts.refused += 1;
      refused.add(id);
      if (random.below(2) === 0) response.writeHead(500).end();
      else request.socket.destroy();
      return;
    }
    if (taken.has(id)) counts.repeated += 1;
    taken.add(id);
    heard.add(JSON.parse(body).data.uid);
    response.writeHead(204).end();
  };
  const server = createServer((request, response) => {
    // A sender that was killed in the middle of its message has said nothing.
    take(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The receiver has no port');
  return {
    url: `http://127.0.0.1:${address.port}/`,
    heard,
    counts,
    trust: (secret) => {
      key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
    },
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

async function read(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

/** Standard Webhooks 1.0, read once more. */
function isSigned({ headers }: IncomingMessage, id: string, body: string, key: Buffer): boolean {
  const signed = `${id}.${String(headers['webhook-timestamp'])}.${body}`;
  const wanted = Buffer.from(`v1,${createHmac('sha256', key).update(signed).digest('base64')}`);
  return String(headers['webhook-signature'])
    .split(' ')
    .some((each) => each.length === wanted.length && timingSafeEqual(Buffer.from(each), wanted));
}
