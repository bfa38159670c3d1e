import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { type Actions, newToken, secretHash } from '../../actions/index.ts';
import { Refusal, refuseFaults } from '../../domain/refusal.ts';
import { pageOf } from './page-of.ts';
import { MadeToken, NewToken, type Token, TokenQuery, Tokens, toNewToken, toToken } from './tokens.wire.ts';

const Id = Type.Object({ id: Type.String() });

/** The caller's own tokens: list, make with the secret told once, revoke. `now` in epoch milliseconds. */
export function tokens(actions: Actions, now: () => number): FastifyPluginAsyncTypebox {
  return async (server) => {
    const tags = ['tokens'];

    server.get(
      '/tokens',
      {
        schema: {
          tags,
          summary: "The caller's own tokens that were not revoked, newest first",
          querystring: TokenQuery,
          response: { 200: Tokens },
        },
        attachValidation: true,
      },
      async (request, reply) => {
        refuseFaults(request.doubts());
        const { state } = request.query;
        const all = (await actions.listOwnTokens(request.caller)).map((token) => toToken(token, now()));
        const wanted = state === undefined ? all : all.filter((token) => token.state === state);
        const paged = { list: 'tokens', numberOf: ({ id }: Token) => id, order: 'newest first' } as const;
        const { page, next, headers } = await pageOf(request, paged, wanted);
        reply.headers(headers);
        return { tokens: page, next };
      },
    );

    server.post(
      '/tokens',
      {
        schema: {
          tags,
          summary: 'Make a token; its secret is told once',
          body: NewToken,
          response: { 201: MadeToken },
        },
        attachValidation: true,
      },
      async (request, reply) => {
        const { caller } = request;
        const secret = newToken();
        const { id } = await actions.createToken(caller, {
          ...toNewToken(request.body, request.doubts(), now()),
          login: caller.actor.login,
          hash: secretHash(secret),
          lastFour: secret.slice(-4),
        });
        const made = (await actions.listOwnTokens(caller)).find((each) => each.id === id);
        if (made === undefined) throw new Refusal('not_found', 'The token was revoked in the meantime');
        reply.code(201);
        // Asked again with the same retry key, only the first answer knows the secret.
        return { ...toToken(made, now()), secret: request.replayed ? null : secret };
      },
    );

    server.delete(
      '/tokens/:id',
      { schema: { tags, summary: 'Revoke a token', params: Id, response: { 204: Type.Null() } } },
      async (request, reply) => {
        const { id } = request.params;
        if (!/^[1-9]\d{0,14}$/.test(id)) throw new Refusal('not_found', 'Token not found');
        await actions.revokeToken(request.caller, { id: Number(id) });
        return reply.code(204).send(null);
      },
    );
    server.refuseOtherMethods();
  };
}
