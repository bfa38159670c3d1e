import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { Actions } from '../../actions/index.ts';
import { notFound } from '../../domain/refusal.ts';
import { numberIn, queryText } from './names.ts';
import {
  AccessRecord,
  Invitation,
  Invited,
  SpaceUser,
  SpaceUserPatch,
  toAccessRecord,
  toInvitation,
  toInvited,
  toRoleChange,
  toSpaceUser,
} from './space-users.wire.ts';

const longestPage = 500;
const usualPage = 100;

/** Who sees a space and by which role: list, get, invite, change, remove (vendor pages under "Space users"). */
export function spaceUsers(actions: Actions): FastifyPluginAsyncTypebox {
  return async (server) => {
    const SpacePath = Type.Object({ space_id: Type.String() });
    const UserPath = Type.Object({ space_id: Type.String(), user_id: Type.String() });
    const findSpace = (request: FastifyRequest, id: string) => actions.getProject(request.caller, { id: numberIn(id) });

    server.get(
      '/spaces/:space_id/users',
      { schema: { params: SpacePath, response: { 200: Type.Array(SpaceUser) } } },
      async (request, reply) => {
        const space = await findSpace(request, request.params.space_id);
        const { userId } = request.caller.actor;
        request.variant = String(userId);
        return reply.sendAt(await actions.getRevision(request.caller, { projectId: null }), async () => {
          const people = await actions.listProjectPeople(request.caller, { projectId: space.id });
          return { body: pageOf(people, request.query).map((each) => toSpaceUser(each, space, userId)) };
        });
      },
    );

    server.get(
      '/spaces/:space_id/users/:user_id',
      { schema: { params: UserPath, response: { 200: SpaceUser } } },
      async (request, reply) => {
        const space = await findSpace(request, request.params.space_id);
        const { userId } = request.caller.actor;
        const wanted = numberIn(request.params.user_id);
        request.variant = String(userId);
        return reply.sendAt(await actions.getRevision(request.caller, { projectId: null }), async () => {
          const people = await actions.listProjectPeople(request.caller, { projectId: space.id });
          const person = people.find(({ id }) => id === wanted);
          if (person === undefined) throw notFound('person');
          return { body: toSpaceUser(person, space, userId) };
        });
      },
    );

    server.post(
      '/spaces/:space_id/users',
      { schema: { params: SpacePath, body: Invitation, response: { 200: Invited } }, attachValidation: true },
      async (request) => {
        const space = await findSpace(request, request.params.space_id);
        const asked = toInvitation(request.body, request.doubts());
        return toInvited(await actions.inviteToProject(request.caller, { projectId: space.id, ...asked }), space);
      },
    );

    server.patch(
      '/spaces/:space_id/users/:user_id',
      { schema: { params: UserPath, body: SpaceUserPatch, response: { 200: AccessRecord } }, attachValidation: true },
      async (request) => {
        const space = await findSpace(request, request.params.space_id);
        const asked = toRoleChange(request.body, request.doubts());
        const change = { projectId: space.id, personId: numberIn(request.params.user_id), ...asked };
        return toAccessRecord(await actions.changeProjectMember(request.caller, change), space.uid);
      },
    );

    server.delete(
      '/spaces/:space_id/users/:user_id',
      { schema: { params: UserPath, response: { 200: AccessRecord } } },
      async (request) => {
        const space = await findSpace(request, request.params.space_id);
        const remove = { projectId: space.id, personId: numberIn(request.params.user_id), doubts: request.doubts() };
        return toAccessRecord(await actions.removeProjectMember(request.caller, remove), space.uid);
      },
    );
  };
}

interface Listed {
  readonly id: number;
  readonly active: number;
  readonly ownRole: unknown;
}

/** A page is named by the last number of the one before it. Who was switched off is listed only where asked for, alone. */
function pageOf<P extends Listed>(people: readonly P[], query: unknown): readonly P[] {
  const after = Number(/^\d{1,15}$/.exec(queryText(query, 'last_user_id') ?? '')?.[0] ?? 0);
  const limit = Number(/^\d{1,9}$/.exec(queryText(query, 'limit') ?? '')?.[0] ?? 0) || usualPage;
  const active = queryText(query, 'inactive') === 'true' ? 0 : 1;
  const isOwn = queryText(query, 'include_inherited_access') === 'false';
  return people
    .filter((each) => each.id > after && each.active === active && (!isOwn || each.ownRole !== null))
    .slice(0, Math.min(limit, longestPage));
}
