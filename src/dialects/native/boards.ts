import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import type { Actions } from '../../actions/index.ts';
import { Boards, Statuses, toBoard, toStatus } from './boards.wire.ts';
import { numberIn } from './number-in.ts';

const Id = Type.Object({ id: Type.String() });

/** Where the items of a project stand: its boards, and the statuses of its workflow. */
export function boards(actions: Actions): FastifyPluginAsyncTypebox {
  return async (server) => {
    const tags = ['boards'];

    server.get(
      '/projects/:id/boards',
      {
        schema: {
          tags,
          summary: 'Boards of a project with their columns and lanes, the default one first',
          params: Id,
          response: { 200: Boards },
        },
      },
      async (request, reply) =>
        reply.sendAt(await actions.getRevision(request.caller, { projectId: null }), async () => {
          const { caller } = request;
          const projectId = numberIn(request.params.id, 'project');
          const { defaultBoardId } = await actions.getProject(caller, { id: projectId });
          const main = await actions.getBoard(caller, { id: defaultBoardId });
          const others = await actions.listProjectBoards(caller, { projectId });
          const all = [main, ...others.filter(({ id }) => id !== defaultBoardId)];
          const parts = await actions.listBoardParts(caller, { boards: all });
          return { body: { boards: all.map((board) => toBoard(board, defaultBoardId, parts)) } };
        }),
    );

    server.get(
      '/projects/:id/statuses',
      {
        schema: {
          tags,
          summary: 'Statuses of the workflow of a project, in order',
          params: Id,
          response: { 200: Statuses },
        },
      },
      async (request, reply) =>
        reply.sendAt(await actions.getRevision(request.caller, { projectId: null }), async () => {
          const projectId = numberIn(request.params.id, 'project');
          const found = await actions.listStatuses(request.caller, { projectId });
          return { body: { statuses: found.map(toStatus) } };
        }),
    );
    server.refuseOtherMethods();
  };
}
