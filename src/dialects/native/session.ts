import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { type Actions, newToken, secretHash } from '../../actions/index.ts';
import { Refusal, refuseFaults, refuseUnreadable } from '../../domain/refusal.ts';
import { findSession, refuseForeignSignIn, setSession } from './credentials.ts';
import { Me, Session, SignIn, toMe } from './session.wire.ts';

/** Signing in and out of the pages, and who the caller is. */
export function session(actions: Actions): FastifyPluginAsyncTypebox {
  return async (server) => {
    const tags = ['session'];

    server.post(
      '/session',
      {
        config: { open: true },
        schema: { tags, summary: 'Sign in; sets a cookie', body: SignIn, response: { 201: Me } },
        attachValidation: true,
      },
      async (request, reply) => {
        refuseForeignSignIn(request);
        refuseUnreadable(request.doubts());
        refuseFaults(request.doubts());
        const actor = await request.checkPassword(request.body.login, request.body.password);
        const secret = newToken();
        const { lastsMs } = await actions.openSession({ actor }, { hash: secretHash(secret) });
        setSession(reply, { secret, lastsMs });
        reply.code(201);
        return toMe(actor);
      },
    );

    server.get(
      '/session',
      { config: { open: true }, schema: { tags, summary: 'Who is signed in, if anybody', response: { 200: Session } } },
      async (request) => {
        const secret = findSession(request);
        if (secret === undefined) return { me: null };
        try {
          const { actor } = await actions.authenticate({ session: secret });
          return { me: toMe(actor) };
        } catch (error) {
          if (error instanceof Refusal && error.code === 'unauthenticated') return { me: null };
          throw error;
        }
      },
    );

    server.delete(
      '/session',
      { schema: { tags, summary: 'Sign out', response: { 204: Type.Null() } } },
      async (request, reply) => {
        const secret = findSession(request);
        if (secret !== undefined) await actions.closeSession(request.caller, { hash: secretHash(secret) });
        setSession(reply, { secret: '', lastsMs: 0 });
        return reply.code(204).send(null);
      },
    );

    server.get('/me', { schema: { tags, summary: 'Who the caller is', response: { 200: Me } } }, async (request) =>
      toMe(request.caller.actor),
    );
    server.refuseOtherMethods();
  };
}
