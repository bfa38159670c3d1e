import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { Actions, LogSubject } from '../../actions/index.ts';
import { administeredProjects } from '../../domain/access.ts';
import { refuseFaults } from '../../domain/refusal.ts';
import { ActivityPage, ActivityQuery, toHappening } from './activity.wire.ts';
import { fromCursor, toCursor } from './cursor.ts';
import { itemIn } from './items.ts';
import { linkToNext } from './link-to-next.ts';
import { numberIn } from './number-in.ts';
import { limitIn } from './page-query.ts';

const Id = Type.Object({ id: Type.String() });
type Request = FastifyRequest<{ Querystring: ActivityQuery }>;

/** What happened to a project, an iteration and an item, newest first. */
export function activity(actions: Actions): FastifyPluginAsyncTypebox {
  const pageOf = async (request: Request, id: number, of: LogSubject) => {
    const { query, caller } = request;
    // Existence comes before what is wrong with the query.
    await actions.listEventLog(caller, { of, from: { before: 1 }, limit: 1 });
    refuseFaults(request.doubts());
    const limit = limitIn(query.limit);
    const found = await actions.listEventLog(caller, {
      of,
      from: { before: fromCursor(id, query.cursor) || null },
      limit: limit + 1,
      ...(query.kind === undefined ? {} : { kinds: query.kind.split(',') }),
      ...(query.actor === undefined ? {} : { actorId: Number(query.actor) }),
    });
    const page = found.slice(0, limit);
    const last = found.length > limit ? page.at(-1) : undefined;
    const next = last === undefined ? null : toCursor(id, last.seq);
    return { body: { activity: page.map(toHappening), next }, headers: linkToNext(request, next) };
  };

  return async (server) => {
    const schema = (summary: string) => ({
      tags: ['activity'],
      summary,
      params: Id,
      querystring: ActivityQuery,
      response: { 200: ActivityPage },
    });
    const revision = (request: Request) => {
      // What became of webhooks is told to those alone who administer them.
      request.variant = String(administeredProjects(request.caller.actor));
      return actions.getRevision(request.caller, { projectId: null });
    };

    server.get(
      '/projects/:id/activity',
      { schema: schema('What happened in a project, newest first'), attachValidation: true },
      async (request, reply) =>
        reply.sendAt(await revision(request), async () => {
          const projectId = numberIn(request.params.id, 'project');
          return pageOf(request, projectId, { projectId });
        }),
    );

    server.get(
      '/iterations/:id/activity',
      { schema: schema('What happened to an iteration and its scope, newest first'), attachValidation: true },
      async (request, reply) =>
        reply.sendAt(await revision(request), async () => {
          const iterationId = numberIn(request.params.id, 'iteration');
          return pageOf(request, iterationId, { iterationId });
        }),
    );

    server.get(
      '/items/:id/activity',
      { schema: schema('What happened to an item, newest first'), attachValidation: true },
      async (request, reply) =>
        reply.sendAt(await revision(request), async () => {
          const { id: itemId } = await actions.getItem(request.caller, { item: itemIn(request.params.id) });
          return pageOf(request, itemId, { itemId });
        }),
    );
    server.refuseOtherMethods();
  };
}
