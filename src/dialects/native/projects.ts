import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyReply } from 'fastify';
import { Type } from 'typebox';
import type { Actions } from '../../actions/index.ts';
import { Refusal, refuseFaults } from '../../domain/refusal.ts';
import { sendRefusal } from './errors.ts';
import { numberIn } from './number-in.ts';
import { pageOf } from './page-of.ts';
import { pageQuery } from './page-query.ts';
import {
  NewProject,
  Project,
  ProjectPatch,
  Projects,
  toNewProject,
  toProject,
  toProjectChange,
} from './projects.wire.ts';

const Id = Type.Object({ id: Type.String() });

/** Projects: list, get, make, change, remove an empty one. */
export function projects(actions: Actions): FastifyPluginAsyncTypebox {
  /** Runs a change; if it was made from a stale version, answers the project as it is now. */
  const orCurrent = async <T>(reply: FastifyReply, id: number, run: () => Promise<T>): Promise<T | FastifyReply> => {
    try {
      return await run();
    } catch (error) {
      if (!(error instanceof Refusal) || error.code !== 'version_conflict') throw error;
      return sendRefusal(error, reply, toProject(await actions.getProject(reply.request.caller, { id })));
    }
  };

  return async (server) => {
    const tags = ['projects'];

    server.get(
      '/projects',
      {
        schema: {
          tags,
          summary: 'All projects, oldest first',
          querystring: Type.Object(pageQuery),
          response: { 200: Projects },
        },
        attachValidation: true,
      },
      async (request, reply) =>
        reply.sendAt(await actions.getRevision(request.caller, { projectId: null }), async () => {
          refuseFaults(request.doubts());
          const all = await actions.listProjects(request.caller);
          const { page, next, headers } = await pageOf(request, { list: 'projects', numberOf: ({ id }) => id }, all);
          return { body: { projects: page.map(toProject), next }, headers };
        }),
    );

    server.post(
      '/projects',
      {
        schema: {
          tags,
          summary: 'Make a project, with its first board and workflow',
          body: NewProject,
          response: { 201: Project },
        },
        attachValidation: true,
      },
      async (request, reply) => {
        const made = await actions.createProject(request.caller, toNewProject(request.body, request.doubts()));
        reply.code(201).header('etag', `"${made.version}"`).header('location', `/native/v1/projects/${made.id}`);
        return toProject(made);
      },
    );

    server.get(
      '/projects/:id',
      { schema: { tags, summary: 'One project', params: Id, response: { 200: Project } } },
      async (request, reply) =>
        reply.sendAt(await actions.getRevision(request.caller, { projectId: null }), async () => {
          const project = await actions.getProject(request.caller, { id: numberIn(request.params.id, 'project') });
          return { body: toProject(project), version: project.version };
        }),
    );

    server.patch(
      '/projects/:id',
      {
        schema: {
          isVersioned: true,
          tags,
          summary: 'Change a project',
          params: Id,
          body: ProjectPatch,
          response: { 200: Project },
        },
        attachValidation: true,
      },
      async (request, reply) => {
        const projectId = numberIn(request.params.id, 'project');
        return orCurrent(reply, projectId, async () => {
          const project = await actions.changeProject(request.caller, {
            projectId,
            ...toProjectChange(request.body, request.doubts()),
            precondition: request.precondition({ bareDigits: false }),
            requireVersion: true,
          });
          reply.header('etag', `"${project.version}"`);
          return toProject(project);
        });
      },
    );

    server.delete(
      '/projects/:id',
      {
        schema: {
          isVersioned: true,
          tags,
          summary: 'Remove a project in which nothing is planned any more',
          params: Id,
          response: { 204: Type.Null() },
        },
      },
      async (request, reply) => {
        const projectId = numberIn(request.params.id, 'project');
        return orCurrent(reply, projectId, async () => {
          const precondition = request.precondition({ bareDigits: false });
          await actions.removeProject(request.caller, { projectId, precondition, requireVersion: true });
          return reply.code(204).send(null);
        });
      },
    );
    server.refuseOtherMethods();
  };
}
