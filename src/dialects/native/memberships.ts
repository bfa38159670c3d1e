import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import type { Actions } from '../../actions/index.ts';
import { noPrecondition } from '../../domain/precondition.ts';
import { refuseFaults } from '../../domain/refusal.ts';
import { asOfIn, asOfQuery } from './as-of.ts';
import { itemIn } from './items.ts';
import { nativePolicy } from './iterations.wire.ts';
import { Memberships, Stays, toMembership, toStay } from './memberships.wire.ts';
import { numberIn } from './number-in.ts';
import { pageOf, readPage } from './page-of.ts';
import { pageQuery } from './page-query.ts';

const Id = Type.Object({ id: Type.String() });
const Selection = Type.Object({
  ...asOfQuery,
  ...pageQuery,
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
          summary: 'Stays of items in an iteration, those that began first first',
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
          const when = asOfIn(request.query);
          const paged = { list: find.iteration.id, numberOf: ({ id }: { id: number }) => id };
          const { page, next, headers } = await readPage(request, paged, ({ last, limit }) =>
            actions.listMembers(request.caller, { ...find, selection, page: { after: last, limit, ...when } }),
          );
          return { body: { memberships: page.map(toMembership), next }, headers };
        }),
    );

    server.get(
      '/items/:id/memberships',
      {
        schema: {
          tags,
          summary: 'Stays of an item in iterations, newest first',
          params: Id,
          querystring: Type.Object({ ...asOfQuery, ...pageQuery }),
          response: { 200: Stays },
        },
        attachValidation: true,
      },
      async (request, reply) =>
        reply.sendAt(await actions.getRevision(request.caller, { projectId: null }), async () => {
          const item = itemIn(request.params.id);
          const present = await actions.listItemHistory(request.caller, { item });
          refuseFaults(request.doubts());
          const when = asOfIn(request.query);
          const all =
            when.asOf === undefined ? present : await actions.listItemHistory(request.caller, { item, ...when });
          const paged = {
            list: `item ${request.params.id}`,
            numberOf: ({ id }: { id: number }) => id,
            order: 'newest first',
          } as const;
          const { page, next, headers } = await pageOf(request, paged, all);
          return { body: { memberships: page.map(toStay), next }, headers };
        }),
    );
    server.refuseOtherMethods();
  };
}
