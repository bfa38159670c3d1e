import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import type { Actions } from '../../actions/index.ts';
import { refuseFaults } from '../../domain/refusal.ts';
import { asOfIn, asOfQuery } from './as-of.ts';
import { Figures, toFigures } from './figures.wire.ts';
import { numberIn } from './number-in.ts';
import { refusedParameter } from './page-query.ts';
import { requireIterationOf } from './require-iteration-of.ts';

const FiguresQuery = Type.Object({
  ...asOfQuery,
  statement: Type.Optional(
    Type.String({
      pattern: '^[1-9][0-9]{0,5}$',
      description: 'Of this statement; of a closed one the latest if absent',
    }),
  ),
});

/** What an iteration was committed to, what changed, and what came of it. */
export function figures(actions: Actions): FastifyPluginAsyncTypebox {
  return async (server) => {
    server.get(
      '/iterations/:id/figures',
      {
        schema: {
          tags: ['figures'],
          summary: 'Commitment, changes of scope, velocity, reliability and carry-over of an iteration',
          params: Type.Object({ id: Type.String() }),
          querystring: FiguresQuery,
          response: { 200: Figures },
        },
        attachValidation: true,
      },
      async (request, reply) => {
        const iteration = { id: numberIn(request.params.id, 'iteration') };
        return reply.sendAt(await actions.getRevision(request.caller, { projectId: null }), async () => {
          await requireIterationOf(actions, request.caller, iteration.id);
          refuseFaults(request.doubts());
          const { statement, ...query } = request.query;
          const when = asOfIn(query);
          if (statement !== undefined && when.asOf !== undefined) {
            throw refusedParameter('asOf', 'Either an instant or a statement is asked for');
          }
          const wanted = statement === undefined ? when : { statement: Number(statement) };
          const report = await actions.reportFigures(request.caller, { iteration, ...wanted });
          return { body: toFigures(report, when.asOf), version: report.iteration.version };
        });
      },
    );
    server.refuseOtherMethods();
  };
}
