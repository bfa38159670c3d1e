import type { FastifyReply, FastifyRequest } from 'fastify';
import { Refusal } from '../../domain/refusal.ts';

/** Clients look for this very name, at the start of a Set-Cookie header of its own, and split the value at `=`. */
const loginCookie = '.ASPXAUTH';

/** The secret of the login cookie, if the request carries one. */
export function findLoginCookie(request: FastifyRequest): string | undefined {
  return findCookie(request, loginCookie);
}

/** Hands the browser a login for so many milliseconds; an empty secret for none takes it back. */
export function setLoginCookie(
  reply: FastifyReply,
  login: { readonly secret: string; readonly lastsMs: number },
): void {
  setCookie(reply, loginCookie, login.secret, Math.floor(login.lastsMs / 1000));
}

/** A cookie of ours, whose value is a word. */
export function findCookie(request: FastifyRequest, name: string): string | undefined {
  for (const part of (request.headers.cookie ?? '').split(';')) {
    const [key, value] = part.trim().split('=');
    if (key === name && value !== undefined && /^\w{1,512}$/.test(value)) return value;
  }
  return undefined;
}

/** Sets a cookie that scripts cannot read and that other sites' forms do not carry. */
export function setCookie(reply: FastifyReply, name: string, value: string, seconds: number): void {
  const { origin, basePath } = reply.request;
  const secure = origin.startsWith('https:') ? '; Secure' : '';
  reply.header(
    'set-cookie',
    `${name}=${value}; Path=${basePath}/; Max-Age=${seconds}; HttpOnly; SameSite=Lax${secure}`,
  );
}

/**
 * Lets a cookie change things only from a page of this server: a browser sends it whoever made the page.
 * @throws Refusal `forbidden`
 */
export function refuseForeignChange(request: FastifyRequest): void {
  if (request.method !== 'GET' && request.method !== 'HEAD' && !isFromOurPages(request)) {
    throw new Refusal('forbidden', 'A login cookie may change things only from the pages of this server');
  }
}

/** Whether a form was surely sent by a page of another site. Browsers that say nothing are left to the form's token. */
export function isFromElsewhere(request: FastifyRequest): boolean {
  const tells = request.headers['sec-fetch-site'] !== undefined || request.headers.origin !== undefined;
  return tells && !isFromOurPages(request);
}

function isFromOurPages(request: FastifyRequest): boolean {
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin' || site === 'none';
  return request.headers.origin === request.origin;
}
