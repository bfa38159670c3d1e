import type { FastifyRequest } from 'fastify';
import type { Proof } from '../../actions/index.ts';

/**
 * The token of a request. `Authorization: WRAP access_token=<token>` (vendor page "Authentication") is taken in quotes
 * or without, URL-encoded once, twice or not at all, as clients of the original send it; `Bearer <token>` too, and
 * `Basic` with the token as the password of whatever login.
 */
export function findProof(request: FastifyRequest): Proof | undefined {
  const [, scheme = '', given = ''] = /^(\S+)\s+(\S.*)$/.exec(request.headers.authorization?.trim() ?? '') ?? [];
  const token = tokenIn(scheme.toLowerCase(), given);
  return token !== undefined && /^\S{1,512}$/.test(token) ? { token } : undefined;
}

function tokenIn(scheme: string, given: string): string | undefined {
  switch (scheme) {
    case 'wrap': {
      const written = /^access_token\s*=\s*(\S.*)$/i.exec(given)?.[1];
      return written === undefined ? undefined : unquoted(decoded(decoded(unquoted(written))));
    }
    case 'bearer':
      return given;
    case 'basic': {
      const pair = Buffer.from(given, 'base64').toString();
      const colon = pair.indexOf(':');
      return colon < 0 ? undefined : pair.slice(colon + 1);
    }
    default:
      return undefined;
  }
}

function unquoted(text: string): string {
  return /^"(.*)"$/.exec(text)?.[1] ?? text;
}

/** Percent-decoded, if it can be; else as it is. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
