import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import type { Actions } from '../../actions/index.ts';
import { isDay } from '../../domain/days.ts';
import { type Term, terms } from '../../domain/explain.ts';
import { refuseFaults } from '../../domain/refusal.ts';
import { asOfIn, asOfQuery } from './as-of.ts';
import { fromCursor, toCursor } from './cursor.ts';
import { Explanation, toExplanation } from './explanations.wire.ts';
import { linkToNext } from './link-to-next.ts';
import { numberIn } from './number-in.ts';
import { limitIn, pageQuery, refusedParameter } from './page-query.ts';
import { requireIterationOf } from './require-iteration-of.ts';

const ExplainQuery = Type.Object({
  ...asOfQuery,
  ...pageQuery,
  term: Type.Optional(Type.String({ enum: [...terms], description: 'The events of this term; of all if absent' })),
  day: Type.Optional(Type.String({ maxLength: 10, description: 'A day of the iteration: what happened on it alone' })),
});

/** How the figures of an iteration come about. */
export function explanations(actions: Actions): FastifyPluginAsyncTypebox {
  return async (server) => {
    server.get(
      '/iterations/:id/explain',
      {
        schema: {
          tags: ['figures'],
          summary: 'The events that make up what remains of an iteration, term by term',
          params: Type.Object({ id: Type.String() }),
          querystring: ExplainQuery,
          response: { 200: Explanation },
        },
        attachValidation: true,
      },
      async (request, reply) => {
        const id = numberIn(request.params.id, 'iteration');
        return reply.sendAt(await actions.getRevision(request.caller, { projectId: null }), async () => {
          await requireIterationOf(actions, request.caller, id);
          refuseFaults(request.doubts());
          const { term, limit: text, cursor } = request.query;
          const when = { ...asOfIn(request.query), ...dayIn(request.query) };
          const [skip, limit] = [fromCursor(id, cursor), limitIn(text)];
          const found = await actions.explainFigures(request.caller, {
            iteration: { id },
            ...when,
            ...termIn(term),
            skip,
            limit,
          });
          const next = found.isLast ? null : toCursor(id, skip + limit);
          const headers = linkToNext(request, next);
          return { body: toExplanation(found, { ...when, next }), version: found.iteration.version, headers };
        });
      },
    );
    server.refuseOtherMethods();
  };
}

function dayIn({ day }: { readonly day?: string }): { readonly day?: string } {
  if (day === undefined) return {};
  if (!isDay(day)) throw refusedParameter('day', 'A day is written YYYY-MM-DD, from 1900 to 2200');
  return { day };
}

function termIn(text: string | undefined): { readonly term?: Term } {
  const term = terms.find((each) => each === text);
  return term === undefined ? {} : { term };
}
