import type { FastifyRequest } from 'fastify';
import type { Proof } from '../../actions/index.ts';

/** The token of `Authorization: Bearer <token>` (vendor page "Authorization"). */
export function findProof(request: FastifyRequest): Proof | undefined {
  const match = /^Bearer\s+(\S{1,512})$/i.exec(request.headers.authorization?.trim() ?? '');
  return match?.[1] === undefined ? undefined : { token: match[1] };
}
