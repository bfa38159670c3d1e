import type { FastifyRequest } from 'fastify';

/** The header that names the page behind this one; none on the last. */
export function linkToNext(request: FastifyRequest, cursor: string | null): { readonly link?: string } {
  if (cursor === null) return {};
  const url = new URL(request.baseUrl + request.originalUrl);
  url.searchParams.set('cursor', cursor);
  return { link: `<${url.href}>; rel="next"` };
}
