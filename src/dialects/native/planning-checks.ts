import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import type { Actions } from '../../actions/index.ts';
import { numberIn } from './number-in.ts';
import { PlanningChecks, toPlanningChecks } from './planning-checks.wire.ts';

/** What the plan of a project lacks, and how full its iterations are. */
export function planningChecks(actions: Actions): FastifyPluginAsyncTypebox {
  return async (server) => {
    server.get(
      '/projects/:id/planning-checks',
      {
        schema: {
          tags: ['projects'],
          summary: 'What should be looked at in the plan of a project',
          params: Type.Object({ id: Type.String() }),
          response: { 200: PlanningChecks },
        },
      },
      async (request, reply) => {
        const projectId = numberIn(request.params.id, 'project');
        return reply.sendAt(await actions.getRevision(request.caller, { projectId: null }), async () => ({
          body: toPlanningChecks(projectId, await actions.planningChecks(request.caller, { projectId })),
        }));
      },
    );
    server.refuseOtherMethods();
  };
}
