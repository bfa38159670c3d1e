import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { Actions } from '../../actions/index.ts';
import { notFound } from '../../domain/refusal.ts';
import { warnOfIgnored } from './body.ts';
import { longestPage, numberIn, pageIn, queryText } from './names.ts';
import { builtInRole, isWanted, keptKeys, toRenaming, toUser, User, UserPatch, UserRole } from './users.wire.ts';

/** People of the company, oneself, and the roles of people (vendor pages under "Users", "Company users", "User roles"). */
export function users(actions: Actions): FastifyPluginAsyncTypebox {
  return async (server) => {
    const zoneFor = async (request: FastifyRequest) => (await actions.lookUp(request.caller, { names: [] })).zone;
    const revision = (request: FastifyRequest) => {
      // Who asks decides about what is told.
      request.variant = String(request.caller.actor.userId);
      return actions.getRevision(request.caller, { projectId: null });
    };

    server.get('/users/current', { schema: { response: { 200: User } } }, async (request, reply) =>
      reply.sendAt(await revision(request), async () => {
        const { actor } = request.caller;
        const self = (await actions.listColleagues(request.caller)).find(({ id }) => id === actor.userId);
        if (self === undefined) throw notFound('person');
        const zone = await zoneFor(request);
        return { body: toUser(self, { companyId: actor.orgId, zone, role: actor.orgRole }) };
      }),
    );

    server.get('/users', { schema: { response: { 200: Type.Array(User) } } }, async (request, reply) =>
      reply.sendAt(await revision(request), async () => {
        const { actor } = request.caller;
        const zone = await zoneFor(request);
        const about = (id: number) => (id === actor.userId ? { role: actor.orgRole } : { role: undefined });
        const found = wantedOf(await actions.listColleagues(request.caller), request.query, false);
        return { body: found.map((each) => toUser(each, { companyId: actor.orgId, zone, ...about(each.id) })) };
      }),
    );

    server.get('/company/users', { schema: { response: { 200: Type.Array(User) } } }, async (request, reply) => {
      const people = await actions.listPeople(request.caller);
      return reply.sendAt(await revision(request), async () => {
        const { orgId: companyId } = request.caller.actor;
        const zone = await zoneFor(request);
        const found = wantedOf(people, request.query, true);
        return { body: found.map((each) => toUser(each, { companyId, zone, role: each.role })) };
      });
    });

    server.patch(
      '/users/:id',
      {
        schema: { params: Type.Object({ id: Type.String() }), body: UserPatch, response: { 200: User } },
        attachValidation: true,
      },
      async (request, reply) => {
        const asked = toRenaming(request.body, request.doubts());
        const personId = numberIn(request.params.id);
        const renamed = await actions.renameSelf(request.caller, { personId, ...asked });
        warnOfIgnored(reply, request.body, keptKeys);
        const { orgId: companyId, orgRole: role } = request.caller.actor;
        return toUser(renamed, { companyId, zone: await zoneFor(request), role });
      },
    );

    server.get('/user-roles', { schema: { response: { 200: Type.Array(UserRole) } } }, async (request) => [
      builtInRole(request.caller.actor.orgId),
    ]);
  };
}

function wantedOf<P extends Parameters<typeof isWanted>[0]>(
  people: readonly P[],
  query: unknown,
  inactive: boolean,
): readonly P[] {
  const { skip, limit } = pageIn(query, longestPage);
  const wish = {
    query: queryText(query, 'query'),
    ids: queryText(query, 'ids'),
    inactive: inactive || queryText(query, 'include_inactive') === 'true',
  };
  return people.filter((each) => isWanted(each, wish)).slice(skip, skip + limit);
}
