import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';

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

/** What index.html holds where the nonce of the answer belongs; the pages hand it to the styles they make. */
const nonceMark = 'STYLE_NONCE';

/** What index.html says of where the pages live. */
const builtBase = '<base href="/"';

/** Everything comes from here, and no style that a stranger has put into the page takes effect. */
function policyWith(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}

interface PageFile {
  readonly type: string;
  readonly plain: Buffer;
  /** Null for what is compressed already. */
  readonly zipped: Buffer | null;
}

/** The web pages, as they were built: a few files, each held in memory from when it is first asked for. */
export interface Pages {
  /** Answers with the first page, which finds by its address what to show. */
  readonly send: (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>;
  /** The addresses of the pages, and their files, which browsers keep for good. */
  readonly plugin: FastifyPluginAsync;
}

/** Looks for the pages; where they were not built, all of them are missing. */
export function readyPages(): Pages {
  const files = findPages();
  const send: Pages['send'] = async ({ basePath }, reply) => {
    const page = await files.get('index.html')?.();
    if (page === undefined) return sendMissing(reply);
    const nonce = randomBytes(16).toString('base64url');
    reply.headers({
      'content-security-policy': policyWith(nonce),
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cache-control': 'no-store',
    });
    const text = page.plain.toString().replaceAll(nonceMark, nonce).replace(builtBase, `<base href="${basePath}/"`);
    return reply.type('text/html; charset=utf-8').send(text);
  };
  const plugin: FastifyPluginAsync = async (server) => {
    for (const address of ['/', '/projects', '/setup', '/p/*', '/me', '/me/*', '/admin', '/admin/*'])
      server.get(address, send);

    server.get<{ Params: { '*': string } }>('/assets/*', async (request, reply) => {
      const file = await files.get(`assets/${request.params['*']}`)?.();
      if (file === undefined) return sendMissing(reply);
      const isZipped = file.zipped !== null && String(request.headers['accept-encoding'] ?? '').includes('gzip');
      reply.headers({ vary: 'accept-encoding', 'cache-control': 'public, max-age=31536000, immutable' });
      if (isZipped) reply.header('content-encoding', 'gzip');
      return reply.type(file.type).send(isZipped ? file.zipped : file.plain);
    });
  };
  return { send, plugin };
}

function sendMissing(reply: FastifyReply): FastifyReply {
  return reply.code(404).type('text/plain; charset=utf-8').send('Not found');
}

/**
 * By its path, what reads a file. The built pages stand beside the built server; run from source, they are where the last
 * build left them.
 */
function findPages(): ReadonlyMap<string, () => Promise<PageFile>> {
  const folder = [new URL('../web/', import.meta.url), new URL('../../dist/web/', import.meta.url)]
    .map((url) => fileURLToPath(url))
    .find((path) => existsSync(join(path, 'index.html')) && existsSync(join(path, 'assets')));
  if (folder === undefined) return new Map();
  return new Map(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => {
        const path = join(entry.parentPath, entry.name);
        return [relative(folder, path).replaceAll('\\', '/'), readOnce(path)];
      }),
  );
}

/** Reads a file when it is asked for first; those who ask meanwhile wait with it. */
function readOnce(path: string): () => Promise<PageFile> {
  let file: Promise<PageFile> | undefined;
  return () => {
    file ??= readPage(path).catch((error: unknown) => {
      file = undefined;
      throw error;
    });
    return file;
  };
}

const zip = promisify(gzip);

async function readPage(path: string): Promise<PageFile> {
  const type = contentTypes[extname(path)] ?? 'application/octet-stream';
  const plain = await readFile(path);
  const isText = /^text|json|svg/.test(type);
  return { type, plain, zipped: isText && plain.length > 1000 ? await zip(plain) : null };
}
