import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { Actions } from '../../actions/index.ts';
import { refuseFaults } from '../../domain/refusal.ts';
import { itemsLike } from './item-query.wire.ts';
import { Found, iterationsLike, mostFound, projectsLike, SearchQuery, toFound } from './search.wire.ts';

/** Finds projects, iterations and items by what they are called, wherever the caller can see. */
export function search(actions: Actions): FastifyPluginAsyncTypebox {
  return async (server) => {
    server.get(
      '/search',
      {
        schema: {
          tags: ['search'],
          summary: 'Projects, iterations and items by a part of their title or key, what was changed last first',
          querystring: SearchQuery,
          response: { 200: Found },
        },
        attachValidation: true,
      },
      async (request, reply) =>
        reply.sendAt(await actions.getRevision(request.caller, { projectId: null }), async () => {
          refuseFaults(request.doubts());
          const { caller } = request;
          const { q } = request.query;
          const page = { order: [], skip: 0, limit: mostFound };
          const { iterations } = await actions.listIterations(caller, {
            projectId: null,
            kinds: ['iteration', 'release'],
            statuses: ['planned', 'active', 'closed', 'archived'],
            query: { ...page, filter: iterationsLike(q) },
            defaultOrder: 'newest first',
            count: false,
          });
          const { items } = await actions.listItems(caller, itemsLike(q, mostFound));
          const projects = projectsLike(q, await actions.listProjects(caller));
          return { body: toFound(projects, iterations, items) };
        }),
    );
    server.refuseOtherMethods();
  };
}
