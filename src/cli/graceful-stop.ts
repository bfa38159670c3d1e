import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { buildServer } from '../http/server.ts';

/** How long a stopping server still takes requests, so that busy callers learn from `Connection: close` to go elsewhere. */
const farewellMs = 100;
/** How long connections without a request are waited for: one that was just opened may be about to send its first. */
const silentMs = 1000;
/** How long requests that are running may take. */
const runningMs = 10_000;
const lookMs = 20;

/**
 * Makes the function that closes a server which by then answers `Connection: close`, without cutting off a request: it
 * stops listening, and connections are closed as they fall idle. What still runs after ten seconds is cut off. To be
 * called before the server listens, because from here on requests are counted.
 */
export function gracefulStop(
  server: Awaited<ReturnType<typeof buildServer>>,
  log: Pick<Logger, 'warn'>,
): () => Promise<void> {
  let running = 0;
  server.server.on('request', (_request, response) => {
    running += 1;
    response.once('close', () => {
      running -= 1;
    });
  });
  return async () => {
    await sleep(farewellMs);
    const begin = performance.now();
    const watch = setInterval(() => {
      server.server.closeIdleConnections();
      const waited = performance.now() - begin;
      if (waited < (running === 0 ? silentMs : runningMs)) return;
      if (running > 0) log.warn({ requests: running }, 'cutting off what still runs');
      server.server.closeAllConnections();
    }, lookMs);
    await server.close().finally(() => clearInterval(watch));
  };
}
