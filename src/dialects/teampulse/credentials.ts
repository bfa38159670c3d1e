import type { FastifyRequest } from 'fastify';
import type { LoginProof, Proof } from '../../actions/index.ts';
import { findLoginCookie, refuseForeignChange } from './login-cookie.ts';

/** What a login and a password may measure. */
export const longestLogin = 256;
export const longestPassword = 1024;

/**
 * What proves who asks. `Authorization: WRAP access_token=<token>` (vendor page "Authentication") is taken in quotes
 * or without, URL-encoded once, twice or not at all, as clients of the original send it; `Bearer <token>` too, and
 * `Basic` with login and password, or with the token as the password of whatever login. Without that header the login
 * cookie of a browser will do.
 * @throws Refusal `forbidden` for a change with a cookie that another site caused
 */
export function findProof(request: FastifyRequest): Proof | LoginProof | undefined {
  const { authorization } = request.headers;
  if (authorization !== undefined) return proofIn(authorization);
  const session = findLoginCookie(request);
  if (session === undefined) return undefined;
  refuseForeignChange(request);
  return { session };
}

function proofIn(authorization: string): Proof | LoginProof | undefined {
  const [, scheme = '', given = ''] = /^(\S+)\s+(\S.*)$/.exec(authorization.trim()) ?? [];
  if (scheme.toLowerCase() === 'basic') return loginIn(given);
  const token = tokenIn(scheme.toLowerCase(), given);
  return token !== undefined && /^\S{1,512}$/.test(token) ? { token } : undefined;
}

function tokenIn(scheme: string, given: string): string | undefined {
  if (scheme === 'bearer') return given;
  if (scheme !== 'wrap') return undefined;
  const written = /^access_token\s*=\s*(\S.*)$/i.exec(given)?.[1];
  return written === undefined ? undefined : unquoted(decoded(decoded(unquoted(written))));
}

function loginIn(given: string): LoginProof | undefined {
  const pair = Buffer.from(given, 'base64').toString();
  const colon = pair.indexOf(':');
  const login = pair.slice(0, colon);
  const password = pair.slice(colon + 1);
  const isReadable = colon >= 0 && password !== '' && !pair.includes('\0');
  return isReadable && login.length <= longestLogin && password.length <= longestPassword
    ? { login, password }
    : undefined;
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
