import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import type { Actions } from '../../actions/index.ts';
import { refuseFaults } from '../../domain/refusal.ts';
import { asOfIn, asOfQuery } from './as-of.ts';
import { Burndown, toBurndown } from './burndown.wire.ts';
import { numberIn } from './number-in.ts';
import { requireIterationOf } from './require-iteration-of.ts';

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
          querystring: Type.Object(asOfQuery),
          response: { 200: Burndown },
        },
        attachValidation: true,
      },
      async (request, reply) => {
        const id = numberIn(request.params.id, 'iteration');
        return reply.sendAt(await actions.getRevision(request.caller, { projectId: null }), async () => {
          if (request.query.asOf !== undefined) await requireIterationOf(actions, request.caller, id);
          refuseFaults(request.doubts());
          const found = await actions.getFigures(request.caller, { iteration: { id }, ...asOfIn(request.query) });
          return { body: toBurndown(found), version: found.iteration.version };
        });
      },
    );
    server.refuseOtherMethods();
  };
}
