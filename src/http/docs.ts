import type { FastifyPluginAsync, FastifyReply } from 'fastify';
import { docsScript } from './docs-script.ts';
import { docsStyle } from './docs-style.ts';

/** Nothing of the pages comes from elsewhere, and they ask nobody else. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** The documentation of each dialect for people, under `/docs/<dialect>`, to everybody. It is made when it is asked for. */
export const docs: FastifyPluginAsync = async (server) => {
  const names = [...server.apiDocuments.keys()];

  server.get('/docs', async (_request, reply) => reply.redirect('/docs/native', 302));
  server.get('/docs/style.css', async (_request, reply) =>
    reply.header('cache-control', 'public, max-age=3600').type('text/css; charset=utf-8').send(docsStyle),
  );
  server.get('/docs/script.js', async (_request, reply) =>
    reply.header('cache-control', 'public, max-age=3600').type('text/javascript; charset=utf-8').send(docsScript),
  );
  server.get<{ Params: { name: string } }>('/docs/:name', async (request, reply) => {
    const { name } = request.params;
    const found = server.apiDocuments.get(name);
    if (found === undefined) return missing(reply);
    const { api, document } = found;
    const { baseUrl, basePath } = request;
    const { apiPage } = await import('./api-page.ts');
    reply.headers({
      'content-security-policy': policy,
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
    });
    return reply.type('text/html; charset=utf-8').send(apiPage(document(), { name, names, api, baseUrl, basePath }));
  });
};

function missing(reply: FastifyReply): FastifyReply {
  return reply.code(404).type('text/plain; charset=utf-8').send('Not found');
}
