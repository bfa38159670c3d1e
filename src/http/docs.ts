import type { FastifyPluginAsync, FastifyReply } from 'fastify';
import { docsStyle } from './docs-style.ts';

/** The pages hold no script, and nothing of them comes from elsewhere. */
const policy = [
  "default-src 'none'",
  "style-src 'self'",
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
  server.get<{ Params: { name: string } }>('/docs/:name', async (request, reply) => {
    const { name } = request.params;
    const document = server.apiDocuments.get(name)?.();
    if (document === undefined) return missing(reply);
    const { apiPage } = await import('./api-page.ts');
    reply.headers({
      'content-security-policy': policy,
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
    });
    return reply.type('text/html; charset=utf-8').send(apiPage(document, { name, names }));
  });
};

function missing(reply: FastifyReply): FastifyReply {
  return reply.code(404).type('text/plain; charset=utf-8').send('Not found');
}
