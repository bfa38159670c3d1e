import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { Actions } from '../../actions/index.ts';
import { Projects, toProject } from './projects.wire.ts';

/** The projects that the caller can see. */
export function projects(actions: Actions): FastifyPluginAsyncTypebox {
  return async (server) => {
    server.get(
      '/projects',
      { schema: { tags: ['projects'], summary: 'All projects, oldest first', response: { 200: Projects } } },
      async (request, reply) =>
        reply.sendAt(await actions.getRevision(request.caller, { projectId: null }), async () => ({
          body: { projects: (await actions.listProjects(request.caller)).map(toProject) },
        })),
    );
    server.refuseOtherMethods();
  };
}
