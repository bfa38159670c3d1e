import { once } from 'node:events';
import { Server as NetServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { buildServer } from '../http/server.ts';

/** How long connections are left open for callers between two requests: they learn from the next answer to go elsewhere. */
const farewellMs = 100;
/** How long connections without a request are waited for: one that was just opened may be about to send its first. */
const silentMs = 1000;
/** How long requests that are running may take. */
const runningMs = 10_000;
const lookMs = 20;

/**
 * Makes the function that closes a server which by then answers `Connection: close`, without cutting off a request: it
 * takes no more connections, and closes those there are as they fall idle. What still runs after ten seconds is cut off.
 * To be called before the server listens, because from here on requests are counted.
 */
export function gracefulStop(
  server: Awaited<ReturnType<typeof buildServer>>,
  log: Pick<Logger, 'warn'>,
): () => Promise<void> {
  const connections = server.server;
  let running = 0;
  connections.on('request', (_request, response) => {
    running += 1;
    response.once('close', () => {
      running -= 1;
    });
  });
  return async () => {
    const begin = performance.now();
    const closed = once(connections, 'close');
    // HTTP's own close would end idle connections as well, with requests on the way to them.
    NetServer.prototype.close.call(connections);
    await Promise.race([closed, sleep(farewellMs)]);
    const watch = setInterval(() => {
      connections.closeIdleConnections();
      if (performance.now() - begin < (running === 0 ? silentMs : runningMs)) return;
      if (running > 0) log.warn({ requests: running }, 'cutting off what still runs');
      connections.closeAllConnections();
    }, lookMs);
    try {
      await server.close();
      await closed;
    } finally {
      clearInterval(watch);
    }
  };
}
