import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import type { Actions } from '../../actions/index.ts';
import { refuseFaults } from '../../domain/refusal.ts';
import { asOfIn, asOfQuery } from './as-of.ts';
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
          querystring: Type.Object(asOfQuery),
          response: { 200: PlanningChecks },
        },
        attachValidation: true,
      },
      async (request, reply) => {
        const projectId = numberIn(request.params.id, 'project');
        return reply.sendAt(await actions.getRevision(request.caller, { projectId: null }), async () => {
          await actions.getProject(request.caller, { id: projectId });
          refuseFaults(request.doubts());
          const checks = await actions.planningChecks(request.caller, { projectId, ...asOfIn(request.query) });
          return { body: toPlanningChecks(projectId, checks) };
        });
      },
    );
    server.refuseOtherMethods();
  };
}
