import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import type { Actions } from '../../actions/index.ts';
import { numberIn } from './number-in.ts';
import { Scorecard, toScorecard } from './scorecard.wire.ts';

/** How well the future of a project was foretold. */
export function scorecard(actions: Actions, settings: { readonly now: () => number }): FastifyPluginAsyncTypebox {
  return async (server) => {
    server.get(
      '/projects/:id/scorecard',
      {
        schema: {
          tags: ['forecasts'],
          summary: 'How well forecasts and odds of a project did',
          params: Type.Object({ id: Type.String() }),
          response: { 200: Scorecard },
        },
      },
      async (request) => {
        const projectId = numberIn(request.params.id, 'project');
        return toScorecard(projectId, await actions.getScorecard(request.caller, { projectId, now: settings.now() }));
      },
    );
    server.refuseOtherMethods();
  };
}
