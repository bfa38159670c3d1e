import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import type { Actions } from '../../actions/index.ts';
import { Capacity, toCapacity } from './capacity.wire.ts';
import { numberIn } from './number-in.ts';

/** What a team can give to an iteration. */
export function capacity(actions: Actions): FastifyPluginAsyncTypebox {
  return async (server) => {
    server.get(
      '/iterations/:id/capacity',
      {
        schema: {
          tags: ['iterations'],
          summary: 'What the team of an iteration can give, and how full it is',
          params: Type.Object({ id: Type.String() }),
          response: { 200: Capacity },
        },
      },
      async (request, reply) => {
        const id = numberIn(request.params.id, 'iteration');
        return reply.sendAt(await actions.getRevision(request.caller, { projectId: null }), async () => {
          const found = await actions.getCapacity(request.caller, { iteration: { id } });
          return { body: toCapacity(found), version: found.iteration.version };
        });
      },
    );
    server.refuseOtherMethods();
  };
}
