import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import type { Actions } from '../../actions/index.ts';
import { refuseFaults } from '../../domain/refusal.ts';
import { numberIn } from './number-in.ts';
import { refusedParameter } from './page-query.ts';
import { Profiles, profilesIn, toProfiles } from './profiles.wire.ts';
import { requireIterationOf } from './require-iteration-of.ts';

const ProfilesQuery = Type.Object({
  profiles: Type.Optional(
    Type.String({
      maxLength: 200,
      description: 'Names of profiles, parted by commas; each is compared with the first. All if absent',
    }),
  ),
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
          const found = await actions.compareProfiles(request.caller, { iteration: { id }, profiles: wanted });
          return { body: toProfiles(found), version: found.iteration.version };
        });
      },
    );
    server.refuseOtherMethods();
  };
}
