import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import type { Actions } from '../../actions/index.ts';
import { noPrecondition } from '../../domain/precondition.ts';
import { refuseFaults } from '../../domain/refusal.ts';
import { asOfIn, asOfQuery } from './as-of.ts';
import { nativePolicy } from './iterations.wire.ts';
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
          querystring: Type.Object(asOfQuery),
          response: { 200: ReleaseHistory },
        },
        attachValidation: true,
      },
      async (request, reply) => {
        const id = numberIn(request.params.id, 'iteration');
        return reply.sendAt(await actions.getRevision(request.caller, { projectId: null }), async () => {
          const known = { iteration: { id }, precondition: noPrecondition, policy: nativePolicy };
          await actions.getIteration(request.caller, known);
          refuseFaults(request.doubts());
          const find = { release: { id }, ...asOfIn(request.query) };
          const moments = await actions.getReleaseHistory(request.caller, find);
          return { body: toReleaseHistory(id, moments) };
        });
      },
    );
    server.refuseOtherMethods();
  };
}
