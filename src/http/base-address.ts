import type { FastifyInstance, FastifyRequest } from 'fastify';

declare module 'fastify' {
  interface FastifyRequest {
    /** `scheme://host[:port]` of the base address; without one, as the caller used it, or where the request came in. */
    readonly origin: string;
    /** The path before all paths of the server as callers see them: empty, or `/tools/timebox`. */
    readonly basePath: string;
    /** What absolute links begin with: `origin` and `basePath`. */
    readonly baseUrl: string;
  }
}

/** Tells every request where the server is. `origin` is null where each request says so itself. */
export function decorateAddresses(
  server: FastifyInstance,
  { origin, path }: { readonly origin: string | null; readonly path: string },
): void {
  server.decorateRequest('basePath', path);
  server.decorateRequest('origin', {
    getter(this: FastifyRequest) {
      // Not what a proxy forwards of scheme and host: many hand on what their callers made up.
      return origin ?? `http://${this.headers.host || placeOf(this)}`;
    },
  });
  server.decorateRequest('baseUrl', {
    getter(this: FastifyRequest) {
      return this.origin + path;
    },
  });
}

/** A path and query without the base path. A proxy may take it away or leave it, so what lacks it is left as it is. */
export function belowBase(url: string, basePath: string): string {
  if (basePath === '' || !url.startsWith(basePath)) return url;
  const rest = url.slice(basePath.length);
  if (rest === '' || rest.startsWith('?')) return `/${rest}`;
  return rest.startsWith('/') ? rest : url;
}

/** Puts the base path before every path in `Location`, so that whoever sets one need not think of it. */
export function keepBelowBase(server: FastifyInstance, basePath: string): void {
  if (basePath === '') return;
  server.addHook('onSend', (_request, reply, _payload, done) => {
    const location = reply.getHeader('location');
    if (typeof location === 'string' && location.startsWith('/')) reply.header('location', basePath + location);
    done();
  });
}

function placeOf({ socket: { localAddress, localPort } }: FastifyRequest): string {
  if (localAddress === undefined || localPort === undefined) return 'localhost';
  return `${localAddress.includes(':') ? `[${localAddress}]` : localAddress}:${localPort}`;
}
