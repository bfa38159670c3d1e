import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { type Actions, longestFlow } from '../../actions/index.ts';
import { Refusal, refuseFaults } from '../../domain/refusal.ts';
import { asOfIn, asOfQuery } from './as-of.ts';
import { Flow, toFlow } from './flow.wire.ts';
import { numberIn } from './number-in.ts';
import { requireIterationOf } from './require-iteration-of.ts';

const Id = Type.Object({ id: Type.String() });
const FlowQuery = Type.Object({
  ...asOfQuery,
  boardId: Type.Optional(Type.String({ pattern: '^[1-9][0-9]{0,15}$', description: 'The default board if absent' })),
  days: Type.Optional(Type.String({ pattern: '^[1-9][0-9]{0,2}$', description: '1 to 400, 90 if absent' })),
});

/** How work flows: cumulative flow, times taken, and the age of what is being worked on. */
export function flow(actions: Actions, settings: { readonly now: () => number }): FastifyPluginAsyncTypebox {
  return async (server) => {
    server.get(
      '/projects/:id/flow',
      {
        schema: {
          tags: ['flow'],
          summary: 'How work flows over a board of a project, up to today or another instant',
          params: Id,
          querystring: FlowQuery,
          response: { 200: Flow },
        },
        attachValidation: true,
      },
      async (request) => {
        const projectId = numberIn(request.params.id, 'project');
        await actions.getProject(request.caller, { id: projectId });
        refuseFaults(request.doubts());
        const { boardId, days: text } = request.query;
        const days = Number(text ?? 90);
        if (days > longestFlow) {
          const message = `Flow is told of at most ${longestFlow} days`;
          throw new Refusal('invalid', message, { faults: [{ field: 'days', rule: 'range', message }] });
        }
        const board = boardId === undefined ? {} : { boardId: Number(boardId) };
        const find = { projectId, ...board, days, now: settings.now(), ...asOfIn(request.query) };
        return toFlow(await actions.getProjectFlow(request.caller, find));
      },
    );

    server.get(
      '/iterations/:id/flow',
      {
        schema: {
          tags: ['flow'],
          summary: "How an iteration's own items flowed while it ran, and how long they took",
          params: Id,
          querystring: Type.Object(asOfQuery),
          response: { 200: Flow },
        },
        attachValidation: true,
      },
      async (request) => {
        const iteration = { id: numberIn(request.params.id, 'iteration') };
        await requireIterationOf(actions, request.caller, iteration.id);
        refuseFaults(request.doubts());
        const find = { iteration, now: settings.now(), ...asOfIn(request.query) };
        return toFlow(await actions.getIterationFlow(request.caller, find));
      },
    );
    server.refuseOtherMethods();
  };
}
