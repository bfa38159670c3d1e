import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import type { Actions } from '../../actions/index.ts';
import { Refusal, refuseFaults } from '../../domain/refusal.ts';
import { asOfIn, asOfQuery } from './as-of.ts';
import { sendRefusal } from './errors.ts';
import { Goal, GoalOdds, NewGoal, toGoal, toGoalFields, toGoalOdds } from './goals.wire.ts';
import { numberIn } from './number-in.ts';

const Id = Type.Object({ id: Type.String() });
const OddsQuery = Type.Object({
  ...asOfQuery,
  threshold: Type.Optional(
    Type.String({
      pattern: '^[1-9][0-9]?$',
      description: 'Per cent below which something should be cut; 70 if absent',
    }),
  ),
});

/** Goals of iterations: what they take, what became of them, and how likely they are reached. */
export function goals(actions: Actions, settings: { readonly now: () => number }): FastifyPluginAsyncTypebox {
  return async (server) => {
    const tags = ['goals'];

    server.get(
      '/iterations/:id/goal',
      { schema: { tags, summary: 'The goal of an iteration', params: Id, response: { 200: Goal } } },
      async (request, reply) => {
        const iteration = { id: numberIn(request.params.id, 'iteration') };
        return reply.sendAt(await actions.getRevision(request.caller, { projectId: null }), async () => {
          const goal = await actions.getGoal(request.caller, { iteration });
          return { body: toGoal(goal), version: goal.version };
        });
      },
    );

    server.put(
      '/iterations/:id/goal',
      {
        schema: {
          isVersioned: true,
          tags,
          summary: 'Set which items a goal takes and what became of it',
          params: Id,
          body: NewGoal,
          response: { 200: Goal },
        },
        attachValidation: true,
      },
      async (request, reply) => {
        const iteration = { id: numberIn(request.params.id, 'iteration') };
        try {
          const precondition = request.precondition({ bareDigits: false });
          const fields = toGoalFields(request.body, request.doubts());
          const goal = await actions.setGoal(request.caller, { iteration, precondition, ...fields });
          reply.header('etag', `"${goal.version}"`);
          return toGoal(goal);
        } catch (error) {
          if (!(error instanceof Refusal) || error.code !== 'version_conflict') throw error;
          return sendRefusal(error, reply, toGoal(await actions.getGoal(request.caller, { iteration })));
        }
      },
    );

    server.get(
      '/iterations/:id/goal-odds',
      {
        schema: {
          tags,
          summary: 'How likely an iteration reaches its goal, and what could be cut',
          params: Id,
          querystring: OddsQuery,
          response: { 200: GoalOdds },
        },
        attachValidation: true,
      },
      async (request) => {
        const iteration = { id: numberIn(request.params.id, 'iteration') };
        await actions.getGoal(request.caller, { iteration });
        refuseFaults(request.doubts());
        const threshold = Number(request.query.threshold ?? 70) / 100;
        const find = { iteration, threshold, now: settings.now(), ...asOfIn(request.query) };
        return toGoalOdds(await actions.getGoalOdds(request.caller, find), threshold);
      },
    );
    server.refuseOtherMethods();
  };
}
