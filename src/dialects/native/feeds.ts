import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { type Actions, type Caller, newToken, secretHash } from '../../actions/index.ts';
import { isoInstant } from '../../domain/days.ts';
import { notFound, Refusal } from '../../domain/refusal.ts';
import { toCalendar } from './feed.wire.ts';
import { Feed, MadeFeed } from './feeds.wire.ts';
import { numberIn } from './number-in.ts';

const Id = Type.Object({ id: Type.String() });
const Secret = Type.Object({ secret: Type.String() });

/** Enough for a project of twenty years; older ones leave the calendar. */
const mostShown = 1000;

/** The calendar of a project's iterations, under a secret address of each person's own. */
export function feeds(actions: Actions): FastifyPluginAsyncTypebox {
  return async (server) => {
    const tags = ['calendar feed'];

    server.get(
      '/projects/:id/feed',
      {
        schema: {
          tags,
          summary: "Whether the caller's calendar of a project has an address",
          params: Id,
          response: { 200: Feed },
        },
      },
      async (request) => {
        const projectId = numberIn(request.params.id, 'project');
        const madeAt = await actions.getFeed(request.caller, { projectId });
        return { createdAt: madeAt === null ? null : isoInstant(madeAt) };
      },
    );

    server.put(
      '/projects/:id/feed',
      {
        schema: {
          tags,
          summary: "Give the caller's calendar of a project a new secret address; the one before ends",
          params: Id,
          response: { 200: MadeFeed },
        },
      },
      async (request) => {
        const projectId = numberIn(request.params.id, 'project');
        const secret = newToken();
        const madeAt = await actions.setFeed(request.caller, { projectId, hash: secretHash(secret) });
        const url = request.replayed ? null : `${request.baseUrl}/native/v1/feeds/${secret}.ics`;
        return { createdAt: isoInstant(madeAt), url };
      },
    );

    server.delete(
      '/projects/:id/feed',
      {
        schema: {
          tags,
          summary: "End the address of the caller's calendar of a project",
          params: Id,
          response: { 204: Type.Null() },
        },
      },
      async (request, reply) => {
        await actions.removeFeed(request.caller, { projectId: numberIn(request.params.id, 'project') });
        return reply.code(204).send(null);
      },
    );

    server.get(
      '/feeds/:secret',
      {
        config: { open: true },
        schema: {
          tags,
          summary: 'The iterations and releases of a project as a calendar (iCalendar)',
          description: 'The address is the proof: `{secret}` ends in .ics.',
          params: Secret,
          response: { 200: Type.String({ contentMediaType: 'text/calendar' }) },
        },
      },
      async (request, reply) => {
        const feed = /^(\w{1,200})\.ics$/.exec(request.params.secret)?.[1];
        if (feed === undefined) throw notFound('project');
        const actor = await signInByFeed(request, feed);
        const project = await actions.getProject({ actor }, { id: actor.onlyProject ?? 0 });
        return reply.sendAt(await actions.getRevision({ actor }, { projectId: project.id }), async () => {
          const { iterations } = await actions.listIterations(
            { actor },
            {
              projectId: project.id,
              kinds: ['iteration', 'release'],
              statuses: ['planned', 'active', 'closed', 'archived'],
              query: { order: [], skip: 0, limit: mostShown },
              defaultOrder: 'newest first',
              count: false,
            },
          );
          const headers = {
            'content-type': 'text/calendar; charset=utf-8',
            'content-disposition': `inline; filename="${project.key}.ics"`,
          };
          return { body: toCalendar(project.title, iterations), headers };
        });
      },
    );
    server.refuseOtherMethods();
  };
}

/** Whose feed has the secret; an address that is no longer good is one that is not there. @throws Refusal not_found */
export async function signInByFeed(request: FastifyRequest, feed: string): Promise<Caller['actor']> {
  try {
    return (await request.signIn({ feed })).actor;
  } catch (error) {
    if (error instanceof Refusal && error.code === 'unauthenticated') throw notFound('project');
    throw error;
  }
}
