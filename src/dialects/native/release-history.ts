import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import type { Actions } from '../../actions/index.ts';
import { numberIn } from './number-in.ts';
import { ReleaseHistory, toReleaseHistory } from './release-history.wire.ts';

const Id = Type.Object({ id: Type.String() });

/** How the scope of a release, and what was done of it, came to be. */
export function releaseHistory(actions: Actions): FastifyPluginAsyncTypebox {
  return async (server) => {
    server.get(
      '/iterations/:id/history',
      {
        schema: {
          tags: ['figures'],
          summary: 'What a release held, and what of it was done, at the first start and at every close',
          params: Id,
          response: { 200: ReleaseHistory },
        },
      },
      async (request, reply) => {
        const id = numberIn(request.params.id, 'iteration');
        return reply.sendAt(await actions.getRevision(request.caller, { projectId: null }), async () => {
          const moments = await actions.getReleaseHistory(request.caller, { release: { id } });
          return { body: toReleaseHistory(id, moments) };
        });
      },
    );
    server.refuseOtherMethods();
  };
}
