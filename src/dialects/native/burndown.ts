import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import type { Actions } from '../../actions/index.ts';
import { Burndown, toBurndown } from './burndown.wire.ts';
import { numberIn } from './number-in.ts';

/** The figures of an iteration day by day. */
export function burndown(actions: Actions): FastifyPluginAsyncTypebox {
  return async (server) => {
    server.get(
      '/iterations/:id/burndown',
      {
        schema: {
          tags: ['iterations'],
          summary: 'Scope, done and remaining of an iteration, day by day',
          params: Type.Object({ id: Type.String() }),
          response: { 200: Burndown },
        },
      },
      async (request, reply) => {
        const id = numberIn(request.params.id, 'iteration');
        return reply.sendAt(await actions.getRevision(request.caller, { projectId: null }), async () => {
          const found = await actions.getFigures(request.caller, { iteration: { id } });
          return { body: toBurndown(found), version: found.iteration.version };
        });
      },
    );
    server.refuseOtherMethods();
  };
}
