import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import type { Actions } from '../../actions/index.ts';
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
          response: { 200: Outlook },
        },
      },
      async (request) => {
        const projectId = numberIn(request.params.id, 'project');
        return toOutlook(await actions.getOutlook(request.caller, { projectId, now: settings.now() }));
      },
    );
    server.refuseOtherMethods();
  };
}
