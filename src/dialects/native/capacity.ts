import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import type { Actions } from '../../actions/index.ts';
import { refuseFaults } from '../../domain/refusal.ts';
import { asOfIn, asOfQuery } from './as-of.ts';
import { Capacity, toCapacity } from './capacity.wire.ts';
import { numberIn } from './number-in.ts';
import { requireIterationOf } from './require-iteration-of.ts';

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
          querystring: Type.Object(asOfQuery),
          response: { 200: Capacity },
        },
        attachValidation: true,
      },
      async (request, reply) => {
        const id = numberIn(request.params.id, 'iteration');
        return reply.sendAt(await actions.getRevision(request.caller, { projectId: null }), async () => {
          await requireIterationOf(actions, request.caller, id);
          refuseFaults(request.doubts());
          const found = await actions.getCapacity(request.caller, { iteration: { id }, ...asOfIn(request.query) });
          return { body: toCapacity(found), version: found.iteration.version };
        });
      },
    );
    server.refuseOtherMethods();
  };
}
