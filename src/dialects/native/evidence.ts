import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import type { Actions } from '../../actions/index.ts';
import { refuseFaults } from '../../domain/refusal.ts';
import { asOfIn, asOfQuery } from './as-of.ts';
import { Evidence, toEvidence } from './evidence.wire.ts';
import { numberIn } from './number-in.ts';

const EvidenceQuery = Type.Object({
  ...asOfQuery,
  last: Type.Optional(Type.String({ pattern: '^([1-9]|[1-4][0-9]|50)$', description: '1 to 50, 12 if absent' })),
});

/** What of evidence-based management the record of a project can give. */
export function evidence(actions: Actions): FastifyPluginAsyncTypebox {
  return async (server) => {
    server.get(
      '/projects/:id/evidence',
      {
        schema: {
          tags: ['flow'],
          summary: 'How often iterations are closed, what their work was for, and how much of it was not planned',
          params: Type.Object({ id: Type.String() }),
          querystring: EvidenceQuery,
          response: { 200: Evidence },
        },
        attachValidation: true,
      },
      async (request, reply) =>
        reply.sendAt(await actions.getRevision(request.caller, { projectId: null }), async () => {
          const projectId = numberIn(request.params.id, 'project');
          await actions.getProject(request.caller, { id: projectId });
          refuseFaults(request.doubts());
          const last = Number(request.query.last ?? 12);
          return {
            body: toEvidence(
              projectId,
              await actions.getEvidence(request.caller, { projectId, last, ...asOfIn(request.query) }),
            ),
          };
        }),
    );
    server.refuseOtherMethods();
  };
}
