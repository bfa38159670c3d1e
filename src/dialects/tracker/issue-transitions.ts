import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { Actions } from '../../actions/index.ts';
import type { ItemView } from '../../domain/item-view.ts';
import { notFound } from '../../domain/refusal.ts';
import type { Status } from '../../domain/workflow.ts';
import { Execution, toExecution } from './issue-body.wire.ts';
import { Transition, toTransitions } from './issue-transitions.wire.ts';
import { issueRef } from './issues.wire.ts';
import { languageOf } from './language.ts';
import { baseOf } from './references.ts';
import { preconditionOf } from './version.ts';

const IssueName = Type.Object({ issue: Type.String() });
const TransitionName = Type.Object({ issue: Type.String(), transition: Type.String() });

/** The statuses that an issue may be taken to, and taking it there (vendor pages "Get transitions", "Make a status transition"). */
export function issueTransitions(actions: Actions): FastifyPluginAsyncTypebox {
  return async (server) => {
    const find = async (
      request: FastifyRequest,
      issue: string,
    ): Promise<{ readonly view: ItemView; readonly statuses: readonly Status[] }> => {
      const view = await actions.getItem(request.caller, { item: issueRef(issue) });
      return { view, statuses: await actions.listStatuses(request.caller, { projectId: view.projectId }) };
    };
    const list = async (request: FastifyRequest, issue: string): Promise<Transition[]> => {
      const { view, statuses } = await find(request, issue);
      return toTransitions(view, statuses, baseOf(request), languageOf(request));
    };

    server.get(
      '/issues/:issue/transitions',
      { schema: { params: IssueName, response: { 200: Type.Array(Transition) } } },
      async (request, reply) =>
        reply.sendAt(await actions.getRevision(request.caller, { projectId: null }), async () => ({
          body: await list(request, request.params.issue),
        })),
    );

    server.get(
      '/issues/:issue/transitions/:transition',
      { schema: { params: TransitionName, response: { 200: Transition } } },
      async (request, reply) => {
        const { issue, transition } = request.params;
        return reply.sendAt(await actions.getRevision(request.caller, { projectId: null }), async () => {
          const found = (await list(request, issue)).find((each) => each.id === transition);
          if (found === undefined) throw notFound('transition');
          return { body: found };
        });
      },
    );

    server.post(
      '/issues/:issue/transitions/:transition/_execute',
      {
        schema: { params: TransitionName, body: Execution, response: { 200: Type.Array(Transition) } },
        attachValidation: true,
      },
      async (request) => {
        const { issue, transition } = request.params;
        const { view, statuses } = await find(request, issue);
        const target = statuses.find((each) => each.key === transition);
        if (target === undefined) throw notFound('transition');
        const changed = await actions.changeItem(request.caller, {
          item: { id: view.id },
          to: { statusId: target.id },
          isTransition: true,
          precondition: preconditionOf(request),
          ...toExecution(request.body, request.doubts(), languageOf(request)),
        });
        return toTransitions(changed, statuses, baseOf(request), languageOf(request));
      },
    );
  };
}
