import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** One simultaneous caller: what it sends next, told what came of the last. */
export interface LoadCaller {
  /** The next request, whole, and the name under which its time is counted. */
  readonly next: () => { readonly bytes: Buffer; readonly kind: string };
  /** Hears each answer: its status and its head as text. */
  readonly answered?: (status: number, head: string) => void;
}

/** What a load came to. */
export interface LoadResult {
  readonly requests: number;
  readonly seconds: number;
  /** Answers by status. */
  readonly statuses: ReadonlyMap<number, number>;
  /** Times in milliseconds by kind of request, ascending. */
  readonly times: ReadonlyMap<string, readonly number[]>;
  readonly bytes: number;
}

/** A request as it goes over the wire. */
export function rawRequest(method: string, path: string, headers: Readonly<Record<string, string>>, body = ''): Buffer {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  const length = body === '' ? '' : `content-length: ${Buffer.byteLength(body)}\r\n`;
  return Buffer.from(`${method} ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\n${lines.join('')}${length}\r\n${body}`);
}

/**
 * Keeps every caller busy for a while, each on a connection of its own that stays open: the next request goes out when
 * the last was answered. Bare sockets, because a client that costs more than the server would measure itself.
 */
export async function loadFor(url: string, callers: readonly LoadCaller[], ms: number): Promise<LoadResult> {
  const times = new Map<string, number[]>();
  const statuses = new Map<number, number>();
  let requests = 0;
  let bytes = 0;
  const begin = performance.now();
  const end = begin + ms;
  const note = (kind: string, status: number, took: number, size: number) => {
    requests += 1;
    bytes += size;
    statuses.set(status, (statuses.get(status) ?? 0) + 1);
    const list = times.get(kind);
    if (list === undefined) times.set(kind, [took]);
    else list.push(took);
  };
  await Promise.all(callers.map((caller) => keepBusy(url, caller, end, note)));
  const seconds = (performance.now() - begin) / 1000;
  for (const list of times.values()) list.sort((a, b) => a - b);
  return { requests, seconds, statuses, times, bytes };
}

/** The time below which a share (0 to 1) of the requests of all kinds, or of one, were answered; milliseconds. */
export function percentile({ times }: LoadResult, share: number, kind?: string): number {
  const list = kind === undefined ? [...times.values()].flat().sort((a, b) => a - b) : (times.get(kind) ?? []);
  return list[Math.min(list.length - 1, Math.floor(list.length * share))] ?? Number.NaN;
}

type Note = (kind: string, status: number, took: number, size: number) => void;

async function keepBusy(url: string, caller: LoadCaller, end: number, note: Note): Promise<void> {
  while (performance.now() < end) {
    const { hostname, port } = new URL(url);
    const socket = connect({ host: hostname, port: Number(port), noDelay: true });
    await once(socket, 'connect');
    await talkOver(socket, caller, end, note);
    socket.destroy();
  }
}

/** Sends and receives on one connection until time is up or the server wants it closed. */
function talkOver(socket: Socket, caller: LoadCaller, end: number, note: Note): Promise<void> {
  return new Promise((resolve, reject) => {
    let sentAt = 0;
    let kind = '';
    let pending: Buffer | undefined;
    let head: { text: string; status: number; total: number } | undefined;
    let received = 0;
    const send = () => {
      const request = caller.next();
      kind = request.kind;
      sentAt = performance.now();
      socket.write(request.bytes);
    };
    socket.on('error', reject);
    socket.on('close', () => resolve());
    socket.on('data', (chunk) => {
      received += chunk.length;
      if (head === undefined) {
        const start = pending === undefined ? chunk : Buffer.concat([pending, chunk]);
        head = readHead(start);
        if (head === undefined) {
          pending = start;
          return;
        }
        pending = undefined;
      }
      if (received < head.total) return;
      const now = performance.now();
      note(kind, head.status, now - sentAt, received);
      caller.answered?.(head.status, head.text);
      const isLast = now >= end || head.text.includes('\r\nconnection: close');
      head = undefined;
      received = 0;
      if (isLast) resolve();
      else send();
    });
    send();
  });
}

/** The head of an answer once it is whole, with the length of all of it. */
function readHead(bytes: Buffer): { text: string; status: number; total: number } | undefined {
  const at = bytes.indexOf('\r\n\r\n');
  if (at < 0) return undefined;
  const text = bytes.toString('latin1', 0, at).toLowerCase();
  const status = Number(text.slice(9, 12));
  const length = /\r\ncontent-length: (\d+)/.exec(text)?.[1];
  if (length === undefined && status !== 304 && status !== 204) throw new Error(`An answer without a length: ${text}`);
  return { text, status, total: at + 4 + Number(length ?? 0) };
}
