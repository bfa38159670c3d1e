import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { type Actions, type Caller, newToken, secretHash } from '../../actions/index.ts';
import { refuseForeignSignIn, setSession } from './credentials.ts';
import { Me, toMe } from './session.wire.ts';
import { NewSetup, SetupState, toSetup } from './setup.wire.ts';

/**
 * Fills the organization of a caller with projects to look at; the rooms above know how.
 * @throws Refusal forbidden, taken (there is a project)
 */
export type LoadDemo = (caller: Pick<Caller, 'actor'>) => Promise<void>;

/** The first organization of a new server, made by whoever has the link that the server told when it started. */
export function setup(actions: Actions, loadDemo: LoadDemo): FastifyPluginAsyncTypebox {
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

    server.post(
      '/demo',
      {
        schema: {
          tags,
          summary: 'Fill an organization that has no project yet with projects to look at',
          description: 'For administrators. It makes people, too, who cannot sign in.',
          response: { 204: Type.Null() },
        },
      },
      async (request, reply) => {
        // Many commands, each of which would take a retry key for its own.
        await loadDemo({ actor: request.caller.actor });
        return reply.code(204).send(null);
      },
    );
    server.refuseOtherMethods();
  };
}
