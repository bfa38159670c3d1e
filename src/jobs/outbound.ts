import { promises as dns, type LookupAddress } from 'node:dns';
import { type IncomingMessage, request as overHttp } from 'node:http';
import { request as overHttps } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import type { AttemptResult } from '../domain/webhook-schedule.ts';
import { isDenied } from './denied-addresses.ts';

/**
 * Where requests may go. `public`: over https, to the public internet, at port 443 or one above 1023, where no mail or shell
 * listens. `any`: anywhere, over http too.
 */
export type Targets = 'public' | 'any';

/** One request: a JSON body under an address that somebody else has chosen. */
export interface Post {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly targets: Targets;
  /** Breaks the request off. */
  readonly signal: AbortSignal;
}

/** For finding the host, connecting and the whole answer together. */
const timeoutMs = 15_000;
/** An answer is read to its end for good manners, and up to here; nothing of it is kept. */
const maxAnswerBytes = 1_048_576;

/**
 * Sends a request that cannot be led astray: the host is looked up once, every address it has must be allowed, and the
 * connection goes to one of just these, with the host's own name for TLS and the server. Redirections are answers like any
 * other, and no proxy is asked. Never throws: what went wrong is the result.
 */
export async function post({ url, headers, body, targets, signal }: Post): Promise<AttemptResult> {
  const fault = faultOfUrl(url, targets);
  if (fault !== null) return { kind: 'failed', error: fault };
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(), timeoutMs);
  const stop = () => limit.abort();
  signal.addEventListener('abort', stop);
  if (signal.aborted) stop();
  try {
    const target = new URL(url);
    const addresses = await unlessAborted(addressesOf(target), limit.signal);
    if (targets === 'public' && addresses.some(({ address }) => isDenied(address))) {
      return { kind: 'failed', error: notAllowed };
    }
    const answer = await send(target, { headers, body, addresses, signal: limit.signal });
    await readAway(answer);
    return {
      kind: 'answered',
      status: answer.statusCode ?? 0,
      retryAfter: retryAfterOf(answer.headers['retry-after']),
    };
  } catch (error) {
    const isLate = limit.signal.aborted && !signal.aborted;
    return { kind: 'failed', error: isLate ? `No answer within ${timeoutMs / 1000} seconds` : tell(error) };
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', stop);
  }
}

/**
 * What is wrong with an address that is to be sent to, or null. The host is looked up; one that is not known yet may be known
 * later, and is checked again before anything is sent.
 */
export async function checkTarget(url: string, targets: Targets): Promise<string | null> {
  const fault = faultOfUrl(url, targets);
  if (fault !== null || targets === 'any') return fault;
  try {
    const addresses = await unlessAborted(addressesOf(new URL(url)), AbortSignal.timeout(lookupMs));
    return addresses.some(({ address }) => isDenied(address)) ? notAllowed : null;
  } catch {
    return null;
  }
}

const lookupMs = 3000;
const notAllowed = 'The address is not on the public internet';

function faultOfUrl(text: string, targets: Targets): string | null {
  if (!URL.canParse(text)) return 'This is not an address';
  const { protocol, username, password, hostname, port } = new URL(text);
  if (protocol !== 'https:' && !(protocol === 'http:' && targets === 'any')) {
    return targets === 'any'
      ? 'The address must begin with http:// or https://'
      : 'The address must begin with https://';
  }
  if (username !== '' || password !== '') return 'The address must not hold a user name or a password';
  if (targets === 'public' && port !== '' && Number(port) <= lastSystemPort) {
    return `The port must be 443 or above ${lastSystemPort}`;
  }
  const literal = hostname.replace(/^\[|\]$/g, '');
  return targets === 'public' && isIP(literal) !== 0 && isDenied(literal) ? notAllowed : null;
}

/** Ports up to here are of well-known services (IANA); that of https is not written in an address. */
const lastSystemPort = 1023;

async function addressesOf({ hostname }: URL): Promise<readonly LookupAddress[]> {
  const literal = hostname.replace(/^\[|\]$/g, '');
  const family = isIP(literal);
  return family === 0 ? dns.lookup(hostname, { all: true }) : [{ address: literal, family }];
}

interface Sending extends Pick<Post, 'headers' | 'body' | 'signal'> {
  readonly addresses: readonly LookupAddress[];
}

function send(target: URL, { headers, body, addresses, signal }: Sending): Promise<IncomingMessage> {
  // Node asks this for the host's addresses when it connects: it gets those that were checked, and no others.
  const lookup: LookupFunction = (_hostname, { all }, done) => {
    const [first] = addresses;
    if (all === true) done(null, [...addresses]);
    else done(null, first?.address ?? '', first?.family);
  };
  return new Promise((resolve, reject) => {
    const open = target.protocol === 'https:' ? overHttps : overHttp;
    const length = Buffer.byteLength(body);
    const request = open(target, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json', 'content-length': length },
      lookup,
      // A connection of its own: none that a proxy or an earlier look-up has led elsewhere.
      agent: false,
      signal,
    });
    request.once('response', resolve);
    // A receiver that would go on in another protocol has answered; that it took the message is not said.
    request.once('upgrade', (answer, socket) => {
      socket.destroy();
      resolve(answer);
    });
    request.once('error', reject);
    request.once('close', () => reject(new Error('The connection was closed')));
    request.end(body);
  });
}

async function readAway(answer: IncomingMessage): Promise<void> {
  let size = 0;
  try {
    for await (const chunk of answer) {
      size += Buffer.isBuffer(chunk) ? chunk.length : 0;
      if (size > maxAnswerBytes) break;
    }
  } catch {
    // The status was heard; that the rest breaks off changes nothing.
  } finally {
    answer.destroy();
  }
}

/** Seconds, also where a date is given; null when nothing is said that can be read. */
function retryAfterOf(header: string | undefined): number | null {
  if (header === undefined) return null;
  if (/^\d{1,9}$/.test(header)) return Number(header);
  const at = Date.parse(header);
  return Number.isNaN(at) ? null : Math.max(0, Math.round((at - Date.now()) / 1000));
}

function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(new Error('aborted'));
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    work.then(resolve, reject);
  });
}

/** What may be told to whoever administers the webhook: what went wrong, and nothing of what is there. */
function tell(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'The host is not known';
  if (code === '') return 'The connection failed';
  return `The connection failed: ${code}`;
}
