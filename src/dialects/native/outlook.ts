import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import type { Actions } from '../../actions/index.ts';
import { refuseFaults } from '../../domain/refusal.ts';
import { asOfIn, asOfQuery } from './as-of.ts';
import { numberIn } from './number-in.ts';
import { Outlook, toOutlook } from './outlook.wire.ts';

/** When what runs and what is planned is likely done. */
export function outlook(actions: Actions, settings: { readonly now: () => number }): FastifyPluginAsyncTypebox {
  return async (server) => {
    server.get(
      '/projects/:id/outlook',
      {
        schema: {
          tags: ['forecasts'],
          summary: 'When the iterations of a project that run or are planned are likely through',
          description:
            'Each is reckoned with the whole pace of the project, from now or from its planned start on. Nothing is kept: ' +
            'what is to be held against what comes is asked as a forecast.',
          params: Type.Object({ id: Type.String() }),
          querystring: Type.Object(asOfQuery),
          response: { 200: Outlook },
        },
        attachValidation: true,
      },
      async (request) => {
        const projectId = numberIn(request.params.id, 'project');
        await actions.getProject(request.caller, { id: projectId });
        refuseFaults(request.doubts());
        const find = { projectId, now: settings.now(), ...asOfIn(request.query) };
        return toOutlook(await actions.getOutlook(request.caller, find));
      },
    );
    server.refuseOtherMethods();
  };
}
