import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { type Actions, newToken, secretHash } from '../../actions/index.ts';
import { refuseForeignSignIn, setSession } from './credentials.ts';
import { Me, toMe } from './session.wire.ts';
import { NewSetup, SetupState, toSetup } from './setup.wire.ts';

/** The first organization of a new server, made by whoever has the link that the server told when it started. */
export function setup(actions: Actions): FastifyPluginAsyncTypebox {
  return async (server) => {
    const tags = ['session'];

    server.get(
      '/setup',
      {
        config: { open: true },
        schema: { tags, summary: 'Whether the server waits to be set up', response: { 200: SetupState } },
      },
      async () => ({ isOpen: actions.setup.isOpen() }),
    );

    server.post(
      '/setup',
      {
        config: { open: true },
        schema: {
          tags,
          summary: 'Set the server up, once; signs the administrator in',
          body: NewSetup,
          response: { 201: Me },
        },
        attachValidation: true,
      },
      async (request, reply) => {
        refuseForeignSignIn(request);
        const asked = toSetup(request.body, request.doubts());
        await actions.setup.complete(asked);
        const actor = await request.checkPassword(asked.admin.login, asked.admin.password);
        const secret = newToken();
        const { lastsMs } = await actions.openSession({ actor }, { hash: secretHash(secret) });
        setSession(reply, { secret, lastsMs });
        reply.code(201);
        return toMe(actor);
      },
    );
    server.refuseOtherMethods();
  };
}
