import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import type { FastifyPluginAsync, FastifyReply } from 'fastify';

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.json': 'application/json; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
};

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'self'",
  "frame-ancestors 'none'",
].join('; ');

interface PageFile {
  readonly type: string;
  readonly plain: Buffer;
  /** Null for what is compressed already. */
  readonly zipped: Buffer | null;
}

/** The web pages, as they were built: a few files, held in memory, everything but the first page kept by browsers for good. */
export const pages: FastifyPluginAsync = async (server) => {
  const files = readPages();
  const send = (reply: FastifyReply, name: string, accepts: string) => {
    const file = files.get(name);
    if (file === undefined) return reply.code(404).type('text/plain; charset=utf-8').send('Not found');
    const isZipped = file.zipped !== null && accepts.includes('gzip');
    reply.type(file.type).header('vary', 'accept-encoding');
    reply.header('cache-control', name.startsWith('assets/') ? 'public, max-age=31536000, immutable' : 'no-cache');
    if (name === 'index.html') {
      reply.headers({
        'content-security-policy': policy,
        'referrer-policy': 'no-referrer',
        'cross-origin-opener-policy': 'same-origin',
      });
    }
    if (isZipped) reply.header('content-encoding', 'gzip');
    return reply.send(isZipped ? file.zipped : file.plain);
  };
  const acceptsOf = (header: string | string[] | undefined) => String(header ?? '');
  server.get('/', (request, reply) => send(reply, 'index.html', acceptsOf(request.headers['accept-encoding'])));
  server.get<{ Params: { '*': string } }>('/p/*', (request, reply) =>
    send(reply, 'index.html', acceptsOf(request.headers['accept-encoding'])),
  );
  server.get<{ Params: { '*': string } }>('/assets/*', (request, reply) =>
    send(reply, `assets/${request.params['*']}`, acceptsOf(request.headers['accept-encoding'])),
  );
};

/** The built pages stand beside the built server; run from source, they are where the last build left them. */
function readPages(): ReadonlyMap<string, PageFile> {
  const folder = [new URL('../web/', import.meta.url), new URL('../../dist/web/', import.meta.url)]
    .map((url) => fileURLToPath(url))
    .find((path) => existsSync(join(path, 'index.html')) && existsSync(join(path, 'assets')));
  if (folder === undefined) return new Map();
  return new Map(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => {
        const path = join(entry.parentPath, entry.name);
        return [relative(folder, path).replaceAll('\\', '/'), readPage(path)];
      }),
  );
}

function readPage(path: string): PageFile {
  const type = contentTypes[extname(path)] ?? 'application/octet-stream';
  const plain = readFileSync(path);
  const isText = /^text|json|svg/.test(type);
  return { type, plain, zipped: isText && plain.length > 1000 ? gzipSync(plain) : null };
}
