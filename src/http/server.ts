import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify';
import type { Actions } from '../actions/index.ts';
import { belowBase, decorateAddresses, keepBelowBase } from './base-address.ts';
import { answerBrokenRequest, refuseTunnels } from './broken-requests.ts';
import { checkAddress } from './check-address.ts';
import { type DialectSettings, dialects, originForm, routedUrl } from './dialects.ts';
import { docs } from './docs.ts';
import { decorateEdge } from './edge.ts';
import { checkLate, compilersFactory } from './late-validators.ts';
import { shedLoad } from './overload.ts';
import { readyPages } from './pages.ts';
import { requestLimits } from './request-limits.ts';
import { answerShellErrors } from './shell-errors.ts';

/** What the shell is told from outside. */
export interface ServerSettings extends DialectSettings {
  /** Where everybody reaches the server, without a slash at the end; null where each request says so itself. */
  readonly baseUrl: string | null;
  /** Addresses and networks of proxies whose word for a client's address is taken (`X-Forwarded-For`). */
  readonly trustedProxies: readonly string[];
  /** Requests per second and token; null for no limit. */
  readonly rateLimit: number | null;
  readonly logger: FastifyBaseLogger;
  /** False while starting or stopping: `/readyz` then answers 503. */
  readonly isReady: () => boolean;
}

/** Puts the dialects, the pages and the health checks behind one HTTP server. It does not listen yet. */
export async function buildServer(actions: Actions, settings: ServerSettings): Promise<FastifyInstance> {
  const base = settings.baseUrl === null ? null : new URL(settings.baseUrl);
  const basePath = base === null || base.pathname === '/' ? '' : base.pathname;
  const server = Fastify({
    loggerInstance: settings.logger,
    // A line for every request costs half again of what the request costs.
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: requestIds(settings.now()),
    requestIdHeader: false,
    trustProxy: settings.trustedProxies.length === 0 ? false : [...settings.trustedProxies],
    bodyLimit: 1_048_576,
    // A request that still comes in on an open connection while the server stops is answered like any other.
    return503OnClosing: false,
    requestTimeout: 30_000,
    keepAliveTimeout: 5000,
    maxRequestsPerSocket: 1000,
    http: { maxHeaderSize: 16_384, headersTimeout: 10_000, connectionsCheckingInterval: 1000 },
    rewriteUrl: (request) => {
      const url = belowBase(originForm(request.url ?? '/'), basePath);
      // What links and retry keys are made from.
      if (url !== request.url) Object.assign(request, { originalUrl: url });
      return routedUrl(url, request.headers.authorization);
    },
    // An address is bounded as a whole, below; within that, a dialect says in its own words that an id names nothing.
    routerOptions: { maxParamLength: Number.MAX_SAFE_INTEGER },
    clientErrorHandler: answerBrokenRequest,
    schemaController: { compilersFactory },
  });
  server.server.maxConnections = 4096;
  refuseTunnels(server.server);
  const pages = readyPages();
  answerShellErrors(server, pages.send);
  checkLate(server);

  // Hooks that need not wait call on: one that answers with a promise costs as much as a header.
  server.addHook('onRequest', (request, reply, done) => {
    reply.headers({
      'x-request-id': request.id,
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-cache',
    });
    checkAddress(request);
    done();
  });
  server.addHook('onSend', (_request, reply, _payload, done) => {
    if (!settings.isReady()) reply.header('connection', 'close');
    done();
  });
  shedLoad(server);
  decorateAddresses(server, { origin: base?.origin ?? null, path: basePath });
  keepBelowBase(server, basePath);
  decorateEdge(server, actions, requestLimits(settings.rateLimit, settings.now));

  server.get('/healthz', { logLevel: 'silent' }, async () => ({ status: 'ok' }));
  server.get('/readyz', { logLevel: 'silent' }, async (_request, reply) => {
    const isReady = settings.isReady();
    return reply.code(isReady ? 200 : 503).send({ status: isReady ? 'ready' : 'not ready' });
  });
  for (const { prefix, plugin } of dialects(actions, settings)) await server.register(plugin, { prefix });
  await server.register(docs);
  await server.register(pages.plugin);
  server.refuseOtherMethods();
  return server;
}

/** Ids that are unique within the life of a server and cheap to make. */
function requestIds(start: number): () => string {
  const boot = start.toString(36);
  let count = 0;
  return () => {
    count += 1;
    return `${boot}-${count.toString(36)}`;
  };
}
