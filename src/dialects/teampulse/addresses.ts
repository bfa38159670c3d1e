import type { FastifyRequest } from 'fastify';

/** Where the caller reached this TeamPulse, without a slash at the end: `scheme://host`, and `/teampulse` if it was used. */
export function siteOf(request: FastifyRequest): string {
  return `${request.baseUrl}${sitePathOf(request)}`;
}

/** The path of this server that is before those of TeamPulse, as the caller used it: empty, or `/teampulse`. */
export function sitePathOf(request: FastifyRequest): string {
  return /^\/+teampulse(?![^/?])/i.test(request.originalUrl) ? '/teampulse' : '';
}

/** The address of a resource in the API as the caller addressed it: with or without the version. */
export function addressOf(request: FastifyRequest, resource: string): string {
  const isVersioned = /^(?:\/+teampulse)?\/+api\/+v1(?![^/?])/i.test(request.originalUrl);
  return `${siteOf(request)}/api/${isVersioned ? 'v1/' : ''}${resource}`;
}

/** What stands behind the `?` of a request, still encoded. */
export function rawQueryOf(request: FastifyRequest): string {
  const { originalUrl } = request;
  const mark = originalUrl.indexOf('?');
  return mark < 0 ? '' : originalUrl.slice(mark + 1);
}
