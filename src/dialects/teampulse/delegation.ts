import { timingSafeEqual } from 'node:crypto';
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import { type Actions, newToken, secretHash } from '../../actions/index.ts';
import type { Actor } from '../../domain/access.ts';
import { Refusal, refuseUnreadable } from '../../domain/refusal.ts';
import { rawQueryOf, sitePathOf } from './addresses.ts';
import { longestLogin, longestPassword } from './credentials.ts';
import { findCookie, findLoginCookie, isFromElsewhere, setCookie, setLoginCookie } from './login-cookie.ts';
import { languageOf } from './page-words.ts';
import { clientId, refuseOtherClients } from './sign-in-form.ts';
import {
  consentPage,
  delegationPage,
  loginPage,
  type PageFrame,
  pagePolicy,
  signedInPage,
  type Trouble,
} from './sign-in-pages.ts';

/** What stands for a browser in which nobody has signed in yet. */
const formCookie = 'timebox_form';
const formCookieSeconds = 3600;

/** The pages on which a person signs in with a browser, and lets an application act for them (WRAP 0.9, rich clients). */
export function delegation(actions: Actions): FastifyPluginAsync {
  return async (server) => {
    const open = { config: { open: true }, exposeHeadRoute: false, onRequest: recognise };

    // A program that brings the cookie gets its code at once; a person is asked.
    server.get('/authenticate/wrapv0.9', open, async (request, reply) => {
      refuseOtherClients(request);
      if (request.signedIn === null) return redirectTo(reply, 'Login', clientId);
      const { actor } = request.signedIn;
      if (isFromBrowser(request)) {
        return sendPage(reply, consentPage(frameOf(reply, clientId), actor.name));
      }
      return sendPage(reply, delegationPage(frameOf(reply, clientId), await actions.delegations.issueCode(actor)));
    });

    server.post('/authenticate/delegate', open, async (request, reply) => {
      refuseUnreadable(request.doubts());
      if (request.signedIn === null) return redirectTo(reply, 'Login', clientId);
      const { actor } = request.signedIn;
      const frame = frameOf(reply, clientId);
      if (!isOurForm(request)) return sendPage(reply.code(403), consentPage(frame, actor.name));
      const code = fieldOf(request, 'answer') === 'allow' ? await actions.delegations.issueCode(actor) : null;
      return sendPage(reply, delegationPage(frame, code));
    });

    server.get('/authenticate/login', open, async (request, reply) => {
      const client = new URLSearchParams(rawQueryOf(request)).has('wrap_client_id') ? clientId : null;
      if (request.signedIn === null) return sendLoginPage(reply, client, null);
      if (client !== null) return redirectTo(reply, 'WRAPv0.9', client);
      return sendPage(reply, signedInPage(frameOf(reply, client), request.signedIn.actor.name));
    });

    server.post('/authenticate/login', { ...open, onRequest: [] }, async (request, reply) => {
      refuseUnreadable(request.doubts());
      const client = fieldOf(request, 'wrap_client_id') === '' ? null : clientId;
      if (!isOurForm(request)) return sendLoginPage(reply.code(403), client, 'staleForm');
      const actor = await personIn(request);
      if (typeof actor === 'string') {
        return sendLoginPage(reply.code(actor === 'wrongLogin' ? 401 : 429), client, actor);
      }
      const secret = newToken();
      const { lastsMs } = await actions.openSession({ actor }, { hash: secretHash(secret) });
      setLoginCookie(reply, { secret, lastsMs });
      // Where to go next is never the request's to say.
      return redirectTo(reply, client === null ? 'Login' : 'WRAPv0.9', client);
    });

    server.post('/authenticate/logout', open, async (request, reply) => {
      refuseUnreadable(request.doubts());
      const secret = findLoginCookie(request);
      if (request.signedIn === null || secret === undefined) return redirectTo(reply, 'Login', null);
      if (!isOurForm(request)) throw new Refusal('forbidden', 'This form was not sent from a page of this server');
      await actions.closeSession({ actor: request.signedIn.actor }, { hash: secretHash(secret) });
      setLoginCookie(reply, { secret: '', lastsMs: 0 });
      return redirectTo(reply, 'Login', fieldOf(request, 'wrap_client_id') === '' ? null : clientId);
    });
  };
}

/** Finds out who is signed in, if anybody. A login that has ended is no guess: it is as if there were none. */
async function recognise(request: FastifyRequest): Promise<void> {
  const session = findLoginCookie(request);
  if (session === undefined) return;
  try {
    await request.signIn({ session });
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== 'unauthenticated') throw error;
  }
}

/** Only browsers ask for HTML by name, and only they say where a request comes from. */
function isFromBrowser({ headers }: FastifyRequest): boolean {
  return /text\/html/i.test(headers.accept ?? '') || headers['sec-fetch-mode'] !== undefined;
}

/** Who signs in with the form, or why nobody does. */
async function personIn(request: FastifyRequest): Promise<Actor | Exclude<Trouble, 'staleForm'>> {
  const login = fieldOf(request, 'login');
  const password = fieldOf(request, 'password');
  if (login.length > longestLogin || password.length > longestPassword) return 'wrongLogin';
  try {
    return await request.checkPassword(login, password);
  } catch (error) {
    if (error instanceof Refusal && error.code === 'unauthenticated') return 'wrongLogin';
    if (error instanceof Refusal && error.code === 'rate_limited') return 'tooManyAttempts';
    throw error;
  }
}

function sendLoginPage(reply: FastifyReply, client: string | null, trouble: Trouble | null): FastifyReply {
  const { request } = reply;
  const secret = findCookie(request, formCookie) ?? newToken();
  setCookie(reply, formCookie, secret, formCookieSeconds);
  const frame = { ...frameOf(reply, client), formToken: tokenFor(secret) };
  return sendPage(reply, loginPage(frame, { trouble, login: fieldOf(request, 'login').slice(0, longestLogin) }));
}

function frameOf({ request }: FastifyReply, client: string | null): PageFrame {
  const formToken = tokenFor(findLoginCookie(request) ?? '');
  return { language: languageOf(request), sitePath: request.basePath + sitePathOf(request), formToken, client };
}

/** What only a page of ours can put into its forms: whoever cannot read the cookie cannot make it. */
function tokenFor(cookie: string): string {
  return secretHash(`form ${cookie}`);
}

function isOurForm(request: FastifyRequest): boolean {
  const secret = request.signedIn === null ? findCookie(request, formCookie) : findLoginCookie(request);
  if (secret === undefined || isFromElsewhere(request)) return false;
  const expected = Buffer.from(tokenFor(secret));
  const given = Buffer.from(fieldOf(request, 'form_token'));
  return given.length === expected.length && timingSafeEqual(given, expected);
}

function fieldOf({ body }: FastifyRequest, name: string): string {
  return body instanceof URLSearchParams ? (body.get(name) ?? '') : '';
}

/** To a page of ours, on this server, whatever the request says of where it wants to go. */
function redirectTo(reply: FastifyReply, page: 'Login' | 'WRAPv0.9', client: string | null): FastifyReply {
  const { request } = reply;
  const query = client === null ? '' : `?wrap_client_id=${encodeURIComponent(client)}`;
  const address = `${sitePathOf(request)}/Authenticate/${page}${query}`;
  return reply.header('cache-control', 'no-store').redirect(address, request.method === 'GET' ? 302 : 303);
}

function sendPage(reply: FastifyReply, page: string): FastifyReply {
  return reply
    .headers({
      'content-security-policy': pagePolicy,
      'referrer-policy': 'same-origin',
      'cross-origin-opener-policy': 'same-origin',
      'cache-control': 'no-store',
      'content-language': languageOf(reply.request),
      vary: 'accept-language, cookie',
    })
    .type('text/html; charset=utf-8')
    .send(page);
}
