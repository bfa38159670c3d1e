import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import type { Actions } from '../../actions/index.ts';
import { refuseFaults } from '../../domain/refusal.ts';
import { numberIn } from './number-in.ts';
import { pageOf } from './page-of.ts';
import { pageQuery } from './page-query.ts';
import { Invitation, Member, Members, People, RoleChange, toMember, toPerson } from './people.wire.ts';

const Id = Type.Object({ id: Type.String() });
const PersonOfProject = Type.Object({ id: Type.String(), person: Type.String() });

/** The people of the organization, and who may do what in a project. */
export function people(actions: Actions): FastifyPluginAsyncTypebox {
  return async (server) => {
    const tags = ['people'];

    server.get(
      '/people',
      {
        schema: {
          tags,
          summary: 'Those with whom the caller works, oldest first',
          querystring: Type.Object(pageQuery),
          response: { 200: People },
        },
        attachValidation: true,
      },
      async (request, reply) =>
        reply.sendAt(await actions.getRevision(request.caller, { projectId: null }), async () => {
          refuseFaults(request.doubts());
          const all = await actions.listColleagues(request.caller);
          const { page, next, headers } = await pageOf(request, { list: 'people', numberOf: ({ id }) => id }, all);
          // Whom a guest of single projects sees depends on who that is, which the key of kept answers does not tell.
          const isLasting = request.caller.actor.orgRole !== null;
          return { body: { people: page.map(toPerson), next }, headers, isLasting };
        }),
    );

    server.get(
      '/projects/:id/people',
      {
        schema: {
          tags,
          summary: 'Everybody who can see a project, with their roles',
          params: Id,
          querystring: Type.Object(pageQuery),
          response: { 200: Members },
        },
        attachValidation: true,
      },
      async (request, reply) =>
        reply.sendAt(await actions.getRevision(request.caller, { projectId: null }), async () => {
          const projectId = numberIn(request.params.id, 'project');
          const all = await actions.listProjectPeople(request.caller, { projectId });
          refuseFaults(request.doubts());
          const paged = { list: `people ${projectId}`, numberOf: ({ id }: { id: number }) => id };
          const { page, next, headers } = await pageOf(request, paged, all);
          return { body: { people: page.map(toMember), next }, headers };
        }),
    );

    server.post(
      '/projects/:id/people',
      {
        schema: {
          tags,
          summary: 'Give somebody a role in a project by their address; who is unknown becomes a guest of it',
          params: Id,
          body: Invitation,
          response: { 201: Member },
        },
        attachValidation: true,
      },
      async (request, reply) => {
        const projectId = numberIn(request.params.id, 'project');
        const doubts = request.doubts();
        const isUnfit = doubts.body !== undefined || doubts.faults !== undefined;
        const { email, role } = isUnfit ? { email: '', role: 'viewer' as const } : request.body;
        const member = await actions.inviteToProject(request.caller, { projectId, email, role, doubts });
        reply.code(201);
        return toMember(member);
      },
    );

    server.patch(
      '/projects/:id/people/:person',
      {
        schema: {
          tags,
          summary: 'Change the role that somebody has in a project',
          params: PersonOfProject,
          body: RoleChange,
          response: { 200: Member },
        },
        attachValidation: true,
      },
      async (request) => {
        const doubts = request.doubts();
        const isUnfit = doubts.body !== undefined || doubts.faults !== undefined;
        return toMember(
          await actions.changeProjectMember(request.caller, {
            projectId: numberIn(request.params.id, 'project'),
            personId: numberIn(request.params.person, 'person'),
            role: isUnfit ? undefined : request.body.role,
            doubts,
          }),
        );
      },
    );

    server.delete(
      '/projects/:id/people/:person',
      {
        schema: {
          tags,
          summary: 'Take away the role that somebody has in a project; what they are in the organization stays',
          params: PersonOfProject,
          response: { 204: Type.Null() },
        },
      },
      async (request, reply) => {
        await actions.removeProjectMember(request.caller, {
          projectId: numberIn(request.params.id, 'project'),
          personId: numberIn(request.params.person, 'person'),
        });
        return reply.code(204).send(null);
      },
    );
    server.refuseOtherMethods();
  };
}
