import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest, FastifySchemaValidationError } from 'fastify';
import type { Actions, Authenticated, Caller, Proof, RetryKey } from '../actions/index.ts';
import { type Actor, visibleProjects } from '../domain/access.ts';
import type { Precondition } from '../domain/precondition.ts';
import { type Doubts, Refusal, type RefusalData, refusalData } from '../domain/refusal.ts';
import { answerCache } from './answer-cache.ts';
import { faultsOfSchema } from './body-faults.ts';
import { readJson } from './json-body.ts';
import { isNotModified, readPrecondition } from './preconditions.ts';
import type { RequestLimits } from './request-limits.ts';

/** An answer that depends on stored data alone, to be made when it is not at hand. */
export interface MadeAnswer {
  readonly body: unknown;
  /** The version of the one object shown; lists have none. */
  readonly version?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

declare module 'fastify' {
  interface FastifyRequest {
    signedIn: Caller | null;
    /** Who asks, as `signIn` found out: there before any handler runs. */
    readonly caller: Caller;
    /**
     * Finds out who asks, and remembers it as `caller`. Each dialect calls it with what it found in its own headers.
     * @throws Refusal unauthenticated, rate_limited
     */
    signIn: (proof: Proof | undefined) => Promise<Authenticated>;
    /**
     * Checks a login and password, within the limits on guessing. @throws Refusal unauthenticated, rate_limited
     */
    checkPassword: (login: string, password: string) => Promise<Actor>;
    /** Why the body could not be read, if so; the action tells it at its turn. */
    bodyRefusal: RefusalData | null;
    /** SHA-256 of the body's bytes, hex; of nothing when there is no body. */
    bodyHash: string;
    /** The answer is that of an earlier request with the same retry key. */
    replayed: boolean;
    /** `scheme://host[:port]` as the caller used it, and the prefix under which it addressed this dialect, if any. */
    readonly origin: string;
    /** What is wrong with the body, for an action's `doubts`. Routes that take a body attach their validation. */
    doubts: () => Doubts;
    /** What If-Match says. `bareDigits` takes a version without quotes too. */
    precondition: (form: { readonly bareDigits: boolean }) => Precondition;
  }
  interface FastifyReply {
    /**
     * Sends an answer that holds until `revision` changes: from memory if it was made before, as 304 if the caller has
     * it. The tag of a single object is its version and the revision, that of a list the revision alone.
     */
    sendAt: (revision: number, make: () => Promise<MadeAnswer>) => Promise<FastifyReply>;
  }
  interface FastifyInstance {
    /** Answers 405 on every path under this scope's prefix for the methods it does not have. Called after the last route. */
    refuseOtherMethods: () => void;
    /** Takes bodies of one more content type in this scope: read as JSON is, or by a reader that throws `malformed_body`. */
    takeBodies: (contentType: string, read: 'as JSON' | ((bytes: Buffer) => unknown)) => void;
  }
  interface FastifyContextConfig {
    /** Needs no token. */
    open?: boolean;
  }
}

const nothingHash = createHash('sha256').digest('hex');

/** Gives every dialect what HTTP asks of all of them alike: callers, bodies, preconditions, retry keys, cached answers, 405. */
export function decorateEdge(server: FastifyInstance, actions: Actions, limits: RequestLimits): void {
  decorateCallers(server, actions, limits);
  server.decorateRequest('bodyRefusal', null);
  server.decorateRequest('bodyHash', nothingHash);
  server.decorateRequest('origin', {
    getter(this: FastifyRequest) {
      return `${this.protocol}://${this.host}`;
    },
  });
  server.decorateRequest('doubts', function (this: FastifyRequest): Doubts {
    if (this.bodyRefusal !== null) return { body: this.bodyRefusal };
    const errors: readonly FastifySchemaValidationError[] | undefined = this.validationError?.validation;
    return errors === undefined ? {} : { faults: faultsOfSchema(errors) };
  });
  server.decorateRequest('precondition', function (this: FastifyRequest, form: { readonly bareDigits: boolean }) {
    return readPrecondition(this.headers['if-match'], form.bareDigits);
  });
  decorateCachedAnswers(server);
  decorateOtherMethods(server);
  readBodies(server);
}

function decorateCallers(server: FastifyInstance, actions: Actions, limits: RequestLimits): void {
  server.decorateRequest('signedIn', null);
  server.decorateRequest('caller', {
    getter(this: FastifyRequest) {
      if (this.signedIn === null) throw new Error(`${this.method} ${this.originalUrl} was not authenticated`);
      return this.signedIn;
    },
  });
  server.decorateRequest('replayed', false);
  server.decorateRequest('signIn', async function (this: FastifyRequest, proof: Proof | undefined) {
    try {
      if (proof === undefined) throw new Refusal('unauthenticated', 'A token is needed');
      const found = await actions.authenticate(proof);
      const retry = readRetryKey(this);
      this.signedIn = retry === undefined ? { actor: found.actor } : { actor: found.actor, retry };
      return found;
    } catch (error) {
      if (error instanceof Refusal && error.code === 'unauthenticated') limits.countFailure(this.ip);
      throw error;
    }
  });
  server.decorateRequest('checkPassword', function (this: FastifyRequest, login: string, password: string) {
    limits.countSignIn(login, this.ip);
    return actions.checkPassword(login, password);
  });
  // Once the caller is known, and before the body is read. The headers go out with every answer, limited or not.
  server.addHook('preParsing', async (request, reply) => {
    const allowance = request.signedIn === null ? null : limits.countRequest(request.signedIn.actor);
    if (allowance === null) return;
    reply.headers({
      'x-ratelimit-limit': allowance.limit,
      'x-ratelimit-remaining': allowance.remaining,
      'x-ratelimit-reset': allowance.resetAt,
    });
    const { retryAfter } = allowance;
    if (retryAfter > 0) throw new Refusal('rate_limited', 'Too many requests, please try again later.', { retryAfter });
  });
  server.addHook('onSend', async (request, reply) => {
    if (request.replayed) reply.header('idempotency-replayed', 'true');
  });
}

function decorateCachedAnswers(server: FastifyInstance): void {
  const cache = answerCache();
  server.decorateReply(
    'sendAt',
    async function (this: FastifyReply, revision: number, make: () => Promise<MadeAnswer>) {
      const { request } = this;
      const key = cacheKey(request);
      let answer = cache.find(key, revision);
      if (answer === undefined) {
        const { body, version, headers = {} } = await make();
        const etag = version === undefined ? `"r${revision}"` : `"${version}-${revision}"`;
        answer = { revision, etag, payload: JSON.stringify(body), headers };
        cache.keep(key, answer);
      }
      this.headers(answer.headers).header('etag', answer.etag);
      if (isNotModified(request.headers['if-none-match'], answer.etag)) return this.code(304).send();
      return this.type('application/json; charset=utf-8').send(answer.payload);
    },
  );
}

/** Everything that an answer may depend on beside the stored data. */
function cacheKey(request: FastifyRequest): string {
  const { actor } = request.caller;
  const visible = visibleProjects(actor);
  const rights = visible === 'all' ? '*' : visible.join(',');
  return `${actor.orgId} ${rights} ${request.origin} ${request.headers['accept-language'] ?? ''} ${request.originalUrl}`;
}

function decorateOtherMethods(server: FastifyInstance): void {
  const offered = new Map<string, Set<string>>();
  server.addHook('onRoute', (route) => {
    const methods = offered.get(route.path) ?? new Set<string>();
    offered.set(route.path, methods);
    for (const method of [route.method].flat()) methods.add(method);
  });
  server.decorate('refuseOtherMethods', function (this: FastifyInstance) {
    for (const [path, methods] of offered) {
      if (!path.startsWith(`${this.prefix}/`)) continue;
      const allow = [...methods].sort();
      const others = (['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'] as const).filter((each) => !methods.has(each));
      if (others.length === 0) continue;
      this.route({
        method: others,
        url: path.slice(this.prefix.length),
        config: { open: true },
        exposeHeadRoute: false,
        handler: (request) => {
          throw new Refusal('method_not_allowed', `${request.method} is not allowed here`, { allow });
        },
      });
    }
  });
}

/** JSON is read strictly; a body that cannot be read is remembered, not thrown, because other checks come first. */
function readBodies(server: FastifyInstance): void {
  server.removeAllContentTypeParsers();
  server.decorate('takeBodies', function (this: FastifyInstance, contentType, read) {
    this.addContentTypeParser(contentType, { parseAs: 'buffer' }, async (request: FastifyRequest, body: Buffer) => {
      request.bodyHash = hashOf(body);
      return remembering(request, () => (read === 'as JSON' ? readJson(body) : read(body)));
    });
  });
  server.takeBodies('application/json', 'as JSON');
  server.addContentTypeParser('*', { parseAs: 'buffer' }, async (request: FastifyRequest, body: Buffer) => {
    request.bodyHash = hashOf(body);
    if (body.length === 0) return undefined;
    return remembering(request, () => {
      throw new Refusal('unsupported_media_type', 'The body must be application/json');
    });
  });
}

function remembering(request: FastifyRequest, read: () => unknown): unknown {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    request.bodyRefusal = refusalData(error);
    return undefined;
  }
}

function hashOf(body: Buffer): string {
  return createHash('sha256').update(body).digest('hex');
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
      return createHash('sha256').update(`${request.method} ${request.originalUrl} ${request.bodyHash}`).digest('hex');
    },
    replayed: () => {
      request.replayed = true;
    },
  };
}
