import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Proof } from '../../actions/index.ts';
import { Refusal } from '../../domain/refusal.ts';

/**
 * The token of `Authorization: Bearer …`, else the session of the pages' cookie. A cookie is sent by the browser
 * whoever made the page, so with one alone a change must come from a page of our own.
 * @throws Refusal `forbidden` for a change that another site caused
 */
export function findProof(request: FastifyRequest): Proof | undefined {
  const { authorization } = request.headers;
  if (authorization !== undefined) {
    const token = /^Bearer\s+(\S{1,512})$/i.exec(authorization.trim())?.[1];
    return token === undefined ? undefined : { token };
  }
  const session = findSession(request);
  if (session === undefined) return undefined;
  if (request.method !== 'GET' && request.method !== 'HEAD' && !isFromOurPages(request)) refuseForeignPage();
  return { session };
}

/** The secret of the session cookie, if the request carries one. */
export function findSession(request: FastifyRequest): string | undefined {
  const name = cookieName(request);
  for (const part of (request.headers.cookie ?? '').split(';')) {
    const [key, value] = part.trim().split('=');
    if (key === name && value !== undefined && /^\w{1,512}$/.test(value)) return value;
  }
  return undefined;
}

/**
 * Refuses a sign-in that a page of another site has caused, so that nobody is signed in as somebody else unawares.
 * A client that is no browser says nothing about where it comes from, and is let through.
 * @throws Refusal `forbidden`
 */
export function refuseForeignSignIn(request: FastifyRequest): void {
  const tells = request.headers['sec-fetch-site'] !== undefined || request.headers.origin !== undefined;
  if (tells && !isFromOurPages(request)) refuseForeignPage();
}

/** Hands the browser a session for so many milliseconds; an empty secret for none takes it back. */
export function setSession(reply: FastifyReply, session: { readonly secret: string; readonly lastsMs: number }): void {
  const { request } = reply;
  const age = Math.floor(session.lastsMs / 1000);
  const secure = isOverTls(request) ? '; Secure' : '';
  const path = `${request.basePath}/`;
  const cookie = `${cookieName(request)}=${session.secret}; Path=${path}; Max-Age=${age}; HttpOnly; SameSite=Lax${secure}`;
  reply.header('set-cookie', cookie);
}

/** Over https the name itself makes browsers insist on Secure, on the path `/`, and on no other host's say. */
function cookieName(request: FastifyRequest): string {
  return isOverTls(request) && request.basePath === '' ? '__Host-timebox_session' : 'timebox_session';
}

/** A proxy before the server may speak TLS for it. */
function isOverTls(request: FastifyRequest): boolean {
  return request.origin.startsWith('https:');
}

function isFromOurPages(request: FastifyRequest): boolean {
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin' || site === 'none';
  return request.headers.origin === request.origin;
}

function refuseForeignPage(): never {
  throw new Refusal('forbidden', 'A session may change things only from the pages of this server');
}
