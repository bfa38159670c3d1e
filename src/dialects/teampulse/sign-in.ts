import type { FastifyPluginAsync, FastifyRequest } from 'fastify';
import type { Actions, Grant } from '../../actions/index.ts';
import { Refusal } from '../../domain/refusal.ts';
import { readTokenRequest, type TokenRequest } from './sign-in-form.ts';

/** What the tokens of applications are listed under. */
const tokenName = 'TeamPulse sign-in';

/** Where applications find out how to sign in, and exchange what they have for a token (OAuth WRAP 0.9). */
export function signIn(actions: Actions): FastifyPluginAsync {
  return async (server) => {
    // How clients find out where to sign in: by being refused, which is no failed attempt.
    server.get('/authentication/restrict', { config: { open: true } }, () => {
      throw new Refusal('unauthenticated', 'This address only tells where to sign in');
    });
    // Windows clients try here first. There is no domain behind this server, so it offers them nothing.
    server.get('/winlogin/login.aspx', { config: { open: true } }, () => {
      throw new Refusal('unauthenticated', 'Windows sign-in is not offered');
    });
    server.post('/authenticate/wrapv0.9', { config: { open: true } }, async (request, reply) => {
      const grant = await grantTo(actions, request, readTokenRequest(request));
      return reply
        .headers({ 'cache-control': 'no-store', 'content-type': 'application/x-www-form-urlencoded' })
        .send(textOfGrant(grant));
    });
  };
}

async function grantTo(actions: Actions, request: FastifyRequest, asked: TokenRequest): Promise<Grant> {
  const { open, renew, redeem } = actions.delegations;
  if ('refreshToken' in asked) return request.countingFailure(() => renew(asked.refreshToken, tokenName));
  if ('code' in asked) return request.countingFailure(() => redeem(asked.code, tokenName));
  return open(await personWith(request, asked.logins), tokenName);
}

/** Who signs in with one of the readings of their password; each is a guess of its own. */
async function personWith(request: FastifyRequest, logins: Extract<TokenRequest, { logins: unknown }>['logins']) {
  let refusal = new Refusal('unauthenticated', 'Wrong login or password');
  for (const { login, password } of logins) {
    try {
      return await request.checkPassword(login, password);
    } catch (error) {
      if (!(error instanceof Refusal) || error.code !== 'unauthenticated') throw error;
      refusal = error;
    }
  }
  throw refusal;
}

/** Clients match the text by patterns: both tokens in this order, and something after each of them. */
function textOfGrant({ accessToken, refreshToken, lastsMs }: Grant): string {
  const pairs = {
    wrap_access_token: accessToken,
    wrap_refresh_token: refreshToken,
    wrap_access_token_expires_in: String(Math.floor(lastsMs / 1000)),
  };
  return new URLSearchParams(pairs).toString();
}
