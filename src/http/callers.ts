import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Actions, Authenticated, Caller, LoginProof, Proof, RetryKey } from '../actions/index.ts';
import type { Actor } from '../domain/access.ts';
import { Refusal } from '../domain/refusal.ts';
import type { Allowance } from './rate-limit.ts';
import type { RequestLimits } from './request-limits.ts';

declare module 'fastify' {
  interface FastifyRequest {
    signedIn: Caller | null;
    /** Who asks, as `signIn` found out: there before any handler runs. */
    readonly caller: Caller;
    /**
     * Finds out who asks, and remembers it as `caller`. Each dialect calls it with what it found in its own headers.
     * @throws Refusal unauthenticated, rate_limited
     */
    signIn: (proof: Proof | LoginProof | undefined) => Promise<Authenticated>;
    /** Does what may turn out to be a caller's failing to prove themselves, and counts it if it does. */
    countingFailure: <T>(work: () => Promise<T>) => Promise<T>;
    /** Checks a login and password, within the limits on guessing. @throws Refusal unauthenticated, rate_limited */
    checkPassword: (login: string, password: string) => Promise<Actor>;
    /** What the caller has left, once they were counted. */
    allowance: Allowance | null;
    /** The answer is that of an earlier request with the same retry key. */
    replayed: boolean;
  }
}

/** Lets a dialect find out who asks; counts the caller's requests, and the attempts of those who are nobody. */
export function decorateCallers(server: FastifyInstance, actions: Actions, limits: RequestLimits): void {
  server.decorateRequest('signedIn', null);
  server.decorateRequest('caller', {
    getter(this: FastifyRequest) {
      if (this.signedIn === null) throw new Error(`${this.method} ${this.originalUrl} was not authenticated`);
      return this.signedIn;
    },
  });
  server.decorateRequest('replayed', false);
  server.decorateRequest('allowance', null);
  const count = (error: unknown, { ip }: FastifyRequest) => {
    if (error instanceof Refusal && error.code === 'unauthenticated') limits.countFailure(ip);
  };
  server.decorateRequest('countingFailure', async function <T>(this: FastifyRequest, work: () => Promise<T>) {
    try {
      return await work();
    } catch (error) {
      count(error, this);
      throw error;
    }
  });
  server.decorateRequest('signIn', async function (this: FastifyRequest, proof: Proof | LoginProof | undefined) {
    try {
      if (proof === undefined) throw new Refusal('unauthenticated', 'A token is needed');
      const found = await ('login' in proof
        ? actions.authenticateLogin(proof, () => limits.countSignIn(proof.login, this.ip))
        : actions.authenticate(proof));
      const retry = readRetryKey(this);
      // Each dialect is under a prefix of its own name.
      const actor = { ...found.actor, via: this.server.prefix.split('/')[1] ?? '' };
      this.signedIn = retry === undefined ? { actor } : { actor, retry };
      return found;
    } catch (error) {
      count(error, this);
      throw error;
    }
  });
  server.decorateRequest('checkPassword', function (this: FastifyRequest, login: string, password: string) {
    limits.countSignIn(login, this.ip);
    return actions.checkPassword(login, password);
  });
  // Once the caller is known, and before the body is read. The headers go out with every answer, limited or not.
  server.addHook('preParsing', (request, reply, _payload, done) => {
    if (request.signedIn === null) return done();
    const allowance = limits.countRequest(request.signedIn.actor);
    const { retryAfter } = allowance;
    request.allowance = allowance;
    reply.headers(headersOf(allowance));
    if (retryAfter > 0) throw new Refusal('rate_limited', 'Too many requests, please try again later.', { retryAfter });
    done();
  });
  server.addHook('onSend', (request, reply, _payload, done) => {
    if (request.replayed) reply.header('idempotency-replayed', 'true');
    // Asking whether anything has changed is to be encouraged.
    if (reply.statusCode === 304 && request.signedIn !== null) {
      request.allowance = limits.uncountRequest(request.signedIn.actor);
      reply.headers(headersOf(request.allowance));
    }
    done();
  });
}

function headersOf({ limit, remaining, resetAt }: Allowance): Record<string, number> {
  return { 'x-ratelimit-limit': limit, 'x-ratelimit-remaining': remaining, 'x-ratelimit-reset': resetAt };
}

/**
 * The retry key of a write (IETF draft "Idempotency-Key": a quoted string, or a bare token), 1 to 255 visible
 * characters. It stands for method, address and body together.
 * @throws Refusal `invalid`
 */
function readRetryKey(request: FastifyRequest): RetryKey | undefined {
  const header = request.headers['idempotency-key'] ?? request.headers['x-idempotency-key'];
  if (header === undefined || request.method === 'GET' || request.method === 'HEAD') return undefined;
  const text = String(header).trim();
  const key = /^"([\x21\x23-\x7e]{1,255})"$/.exec(text)?.[1] ?? /^[\x21\x23-\x7e]{1,255}$/.exec(text)?.[0];
  if (key === undefined) {
    const message = 'Idempotency-Key must be 1 to 255 visible ASCII characters';
    throw new Refusal('invalid', message, { faults: [{ field: 'Idempotency-Key', rule: 'format', message }] });
  }
  const [path = ''] = request.originalUrl.split('?');
  return {
    key: `${request.method} ${path} ${key}`,
    // The body is read after the caller is known, so the fingerprint is taken when it is needed.
    get fingerprint() {
      return createHash('sha256')
        .update(`${request.method} ${request.originalUrl} `)
        .update(request.bodyBytes ?? '')
        .digest('hex');
    },
    replayed: () => {
      request.replayed = true;
    },
  };
}
