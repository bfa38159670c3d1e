import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import type { Actions } from '../../actions/index.ts';
import { refuseFaults } from '../../domain/refusal.ts';
import { asOfIn, asOfQuery } from './as-of.ts';
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
          querystring: Type.Object(asOfQuery),
          response: { 200: Scorecard },
        },
        attachValidation: true,
      },
      async (request) => {
        const projectId = numberIn(request.params.id, 'project');
        await actions.getProject(request.caller, { id: projectId });
        refuseFaults(request.doubts());
        const find = { projectId, now: settings.now(), ...asOfIn(request.query) };
        return toScorecard(projectId, await actions.getScorecard(request.caller, find));
      },
    );
    server.refuseOtherMethods();
  };
}
