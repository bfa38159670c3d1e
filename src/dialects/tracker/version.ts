import type { FastifyRequest } from 'fastify';
import type { Precondition } from '../../domain/precondition.ts';

/** The version from `If-Match`, from `?version=`, or both, which must then agree with it. */
export function preconditionOf(request: FastifyRequest): Precondition {
  const header = request.precondition({ bareDigits: true });
  const query = request.query;
  const text = typeof query === 'object' && query !== null && 'version' in query ? query.version : undefined;
  if (text === undefined) return header;
  if (typeof text !== 'string' || !/^\d{1,400}$/.test(text)) return { kind: 'malformed', text: '?version' };
  const named = /^[1-9]\d{0,15}$/.test(text) ? [Number(text)] : [];
  if (header.kind === 'oneOf')
    return { kind: 'oneOf', versions: named.filter((each) => header.versions.includes(each)) };
  return header.kind === 'malformed' ? header : { kind: 'oneOf', versions: named };
}

/** Whether a stale version of an issue was named in the address, which the vendor page "Edit an issue" calls a conflict. */
export function isStaleInAddress({ query, routeOptions }: FastifyRequest, currentVersion: number): boolean {
  if (!/\/issues\//.test(routeOptions.url ?? '')) return false;
  const text = typeof query === 'object' && query !== null && 'version' in query ? query.version : undefined;
  return text !== undefined && text !== String(currentVersion);
}
