import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import type { Actions } from '../../actions/index.ts';
import { refuseFaults } from '../../domain/refusal.ts';
import { asOfIn, asOfQuery } from './as-of.ts';
import { CarriedItems, Passport, toCarriedItem, toPassport } from './carry-passports.wire.ts';
import { itemIn } from './items.ts';
import { numberIn } from './number-in.ts';
import { readPage } from './page-of.ts';
import { pageQuery } from './page-query.ts';

const Id = Type.Object({ id: Type.String() });
const CarriedQuery = Type.Object({
  least: Type.Optional(
    Type.String({ pattern: '^[1-9][0-9]{0,5}$', description: 'Carried so often at least; 3 if absent' }),
  ),
  ...asOfQuery,
  ...pageQuery,
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
          querystring: Type.Object(asOfQuery),
          response: { 200: Passport },
        },
        attachValidation: true,
      },
      async (request) => {
        const { caller, params, query } = request;
        const get = { item: itemIn(params.id), now: settings.now() };
        await actions.getItem(caller, get);
        refuseFaults(request.doubts());
        return toPassport(await actions.getPassport(caller, { ...get, ...asOfIn(query) }));
      },
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
          const list = { projectId, least: Number(request.query.least ?? 3), ...asOfIn(request.query) };
          let total = 0;
          // What is carried again takes another place, so a page goes on behind as many as were read.
          const paged = { list: `carried ${projectId}`, numberOf: ({ place }: { readonly place: number }) => place };
          const { page, next, headers } = await readPage(request, paged, async ({ last, limit }) => {
            const found = await actions.listCarried(request.caller, { ...list, skip: last, limit });
            total = found.total;
            return found.items.map((item, index) => ({ item, place: last + index + 1 }));
          });
          return { body: { total, items: page.map(({ item }) => toCarriedItem(item)), next }, headers };
        }),
    );
    server.refuseOtherMethods();
  };
}
