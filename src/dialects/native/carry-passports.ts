import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import type { Actions } from '../../actions/index.ts';
import { refuseFaults } from '../../domain/refusal.ts';
import { CarriedItems, Passport, toCarriedItems, toPassport } from './carry-passports.wire.ts';
import { itemIn } from './items.ts';
import { numberIn } from './number-in.ts';
import { limitIn, pageQuery } from './page-query.ts';

const Id = Type.Object({ id: Type.String() });
const CarriedQuery = Type.Object({
  least: Type.Optional(
    Type.String({ pattern: '^[1-9][0-9]{0,5}$', description: 'Carried so often at least; 3 if absent' }),
  ),
  limit: pageQuery.limit,
});

/** What is carried from iteration to iteration. */
export function carryPassports(actions: Actions, settings: { readonly now: () => number }): FastifyPluginAsyncTypebox {
  return async (server) => {
    server.get(
      '/items/:id/passport',
      {
        schema: {
          tags: ['closes'],
          summary: 'The iterations an item has been in, and what it was worth each time',
          params: Type.Object({ id: Type.String({ description: 'A number or a key' }) }),
          response: { 200: Passport },
        },
      },
      async (request) =>
        toPassport(await actions.getPassport(request.caller, { item: itemIn(request.params.id), now: settings.now() })),
    );

    server.get(
      '/projects/:id/carried',
      {
        schema: {
          tags: ['closes'],
          summary: 'Unfinished items that are carried again and again, the most carried first',
          params: Id,
          querystring: CarriedQuery,
          response: { 200: CarriedItems },
        },
        attachValidation: true,
      },
      async (request, reply) =>
        reply.sendAt(await actions.getRevision(request.caller, { projectId: null }), async () => {
          const projectId = numberIn(request.params.id, 'project');
          await actions.getProject(request.caller, { id: projectId });
          refuseFaults(request.doubts());
          const { least = '3', limit } = request.query;
          const list = { projectId, least: Number(least), limit: limitIn(limit) };
          return { body: toCarriedItems(await actions.listCarried(request.caller, list)) };
        }),
    );
    server.refuseOtherMethods();
  };
}
