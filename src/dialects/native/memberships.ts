import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import type { Actions } from '../../actions/index.ts';
import { noPrecondition } from '../../domain/precondition.ts';
import { refuseFaults } from '../../domain/refusal.ts';
import { itemIn } from './items.ts';
import { nativePolicy } from './iterations.wire.ts';
import { Memberships, Stays, toMembership, toStay } from './memberships.wire.ts';
import { numberIn } from './number-in.ts';

const Id = Type.Object({ id: Type.String() });
const Selection = Type.Object({
  selection: Type.Optional(
    Type.Union([Type.Literal('live'), Type.Literal('ended'), Type.Literal('all')], { description: '`live` if absent' }),
  ),
});

/** Which items are and were in an iteration, and in which iterations an item is and was. */
export function memberships(actions: Actions): FastifyPluginAsyncTypebox {
  return async (server) => {
    const tags = ['items'];

    server.get(
      '/iterations/:id/memberships',
      {
        schema: {
          tags,
          summary: 'Stays of items in an iteration, in its order',
          params: Id,
          querystring: Selection,
          response: { 200: Memberships },
        },
        attachValidation: true,
      },
      async (request, reply) =>
        reply.sendAt(await actions.getRevision(request.caller, { projectId: null }), async () => {
          const find = {
            iteration: { id: numberIn(request.params.id, 'iteration') },
            precondition: noPrecondition,
            policy: nativePolicy,
          };
          await actions.getIteration(request.caller, find);
          refuseFaults(request.doubts());
          const { selection = 'live' } = request.query;
          const found = await actions.listMembers(request.caller, { ...find, selection });
          return { body: { memberships: found.map(toMembership) } };
        }),
    );

    server.get(
      '/items/:id/memberships',
      {
        schema: {
          tags,
          summary: 'Stays of an item in iterations, newest first',
          params: Id,
          response: { 200: Stays },
        },
      },
      async (request, reply) =>
        reply.sendAt(await actions.getRevision(request.caller, { projectId: null }), async () => {
          const found = await actions.listItemHistory(request.caller, { item: itemIn(request.params.id) });
          return { body: { memberships: found.map(toStay) } };
        }),
    );
    server.refuseOtherMethods();
  };
}
