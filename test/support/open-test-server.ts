import type { FastifyInstance, InjectOptions } from 'fastify';
import pino from 'pino';
import { afterAll, beforeAll } from 'vitest';
import { demoLoader } from '../../src/cli/demo.ts';
import { serverExaminer } from '../../src/cli/examine-server.ts';
import { buildServer, type ServerSettings } from '../../src/http/server.ts';
import { carryOutBulkChanges } from '../../src/jobs/bulk-changes.ts';
import { checkTarget } from '../../src/jobs/outbound.ts';
import { type Engine, openTestApp, type TestApp } from './open-test-app.ts';

/** A server over an app of its own, asked without a network. */
export interface TestServer extends TestApp {
  readonly server: FastifyInstance;
  /** Sends a request; a body that is not text goes as JSON. */
  send(
    method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    url: string,
    options?: { body?: unknown; headers?: Record<string, string> },
  ): Promise<{ status: number; headers: Record<string, string | undefined>; text: string; json: () => any }>;
}

/** Opens a server on the engine. */
export async function openTestServer(engine: Engine, settings: Partial<ServerSettings> = {}): Promise<TestServer> {
  const opened = await openTestApp(engine);
  const bulkChanges = carryOutBulkChanges(opened.app, (error) => console.error(error));
  opened.hear(bulkChanges.heed);
  const server = await buildServer(opened.actions, {
    baseUrl: null,
    trustedProxies: [],
    rateLimit: null,
    trackerRequiresVersion: false,
    logger: pino({ level: 'silent' }),
    now: opened.app.now,
    isReady: () => true,
    checkTarget: (url) => checkTarget(url, 'public'),
    loadDemo: demoLoader(opened.app),
    examine: serverExaminer(opened.app, opened.place),
    ...settings,
  });
  return {
    ...opened,
    server,
    send: async (method, url, { body, headers = {} } = {}) => {
      const request: InjectOptions = { method, url, headers: { host: 'timebox.test', ...headers } };
      if (body !== undefined) {
        request.payload = typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body);
        request.headers = { 'content-type': 'application/json', ...request.headers };
      }
      const answer = await server.inject(request);
      return {
        status: answer.statusCode,
        headers: Object.fromEntries(
          Object.entries(answer.headers).map(([name, value]) => [
            name,
            value === undefined ? undefined : String(value),
          ]),
        ),
        text: answer.body,
        json: () => JSON.parse(answer.body),
      };
    },
    close: async () => {
      await bulkChanges.stop();
      await server.close();
      await opened.close();
    },
  };
}

/** A server for the tests of one `describe`. */
export function useTestServer(engine: Engine, settings: Partial<ServerSettings> = {}): () => TestServer {
  let opened: TestServer | undefined;
  beforeAll(async () => {
    opened = await openTestServer(engine, settings);
  });
  afterAll(async () => {
    await opened?.close();
  });
  return () => {
    if (opened === undefined) throw new Error('The server is open only while tests run');
    return opened;
  };
}
