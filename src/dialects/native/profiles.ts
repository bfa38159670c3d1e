import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import type { Actions } from '../../actions/index.ts';
import { refuseFaults } from '../../domain/refusal.ts';
import { asOfIn, asOfQuery } from './as-of.ts';
import { fromCursor, toCursor } from './cursor.ts';
import { linkToNext } from './link-to-next.ts';
import { numberIn } from './number-in.ts';
import { pageQuery, refusedParameter } from './page-query.ts';
import { Profiles, profilesIn, toProfiles } from './profiles.wire.ts';
import { requireIterationOf } from './require-iteration-of.ts';

/** Of all differences together; each part names an item and its events. */
const mostParts = 1000;

const ProfilesQuery = Type.Object({
  ...asOfQuery,
  profiles: Type.Optional(
    Type.String({
      maxLength: 200,
      description: 'Names of profiles, parted by commas; each is compared with the first. All if absent',
    }),
  ),
  limit: Type.Optional(
    Type.String({
      pattern: '^[1-9][0-9]{0,3}$',
      description: `How many parts of differences a page tells: 1 to ${mostParts}, that many if absent`,
    }),
  ),
  cursor: pageQuery.cursor,
});

/** What an iteration comes to as other tools count. */
export function profiles(actions: Actions): FastifyPluginAsyncTypebox {
  return async (server) => {
    server.get(
      '/iterations/:id/profiles',
      {
        schema: {
          tags: ['figures'],
          summary: 'The figures of an iteration by the rules of several tools, and why they differ',
          params: Type.Object({ id: Type.String() }),
          querystring: ProfilesQuery,
          response: { 200: Profiles },
        },
        attachValidation: true,
      },
      async (request, reply) => {
        const id = numberIn(request.params.id, 'iteration');
        return reply.sendAt(await actions.getRevision(request.caller, { projectId: null }), async () => {
          await requireIterationOf(actions, request.caller, id);
          refuseFaults(request.doubts());
          const wanted = profilesIn(request.query.profiles);
          if (wanted === undefined) throw refusedParameter('profiles', 'A profile is unknown, or named twice');
          const limit = Number(request.query.limit ?? mostParts);
          if (limit > mostParts) throw refusedParameter('limit', `A page has at most ${mostParts} parts`);
          const skip = fromCursor(id, request.query.cursor);
          const which = { profiles: wanted, ...asOfIn(request.query), skip, limit };
          const found = await actions.compareProfiles(request.caller, { iteration: { id }, ...which });
          const next = found.isLast ? null : toCursor(id, skip + limit);
          const headers = linkToNext(request, next);
          return { body: toProfiles(found, next), version: found.iteration.version, headers };
        });
      },
    );
    server.refuseOtherMethods();
  };
}
