import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import type { Actions } from '../../actions/index.ts';
import { refuseFaults } from '../../domain/refusal.ts';
import { Boards, Statuses, toBoard, toStatus } from './boards.wire.ts';
import { numberIn } from './number-in.ts';
import { pageInOrder } from './page-of.ts';
import { pageQuery } from './page-query.ts';

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
          querystring: Type.Object(pageQuery),
          response: { 200: Boards },
        },
        attachValidation: true,
      },
      async (request, reply) =>
        reply.sendAt(await actions.getRevision(request.caller, { projectId: null }), async () => {
          const { caller } = request;
          const projectId = numberIn(request.params.id, 'project');
          const { defaultBoardId } = await actions.getProject(caller, { id: projectId });
          refuseFaults(request.doubts());
          const main = await actions.getBoard(caller, { id: defaultBoardId });
          const others = await actions.listProjectBoards(caller, { projectId });
          const all = [main, ...others.filter(({ id }) => id !== defaultBoardId)];
          const { page, next, headers } = await pageInOrder(request, `boards ${projectId}`, all);
          const parts = await actions.listBoardParts(caller, { boards: page });
          return { body: { boards: page.map((board) => toBoard(board, defaultBoardId, parts)), next }, headers };
        }),
    );

    server.get(
      '/projects/:id/statuses',
      {
        schema: {
          tags,
          summary: 'Statuses of the workflow of a project, in order',
          params: Id,
          querystring: Type.Object(pageQuery),
          response: { 200: Statuses },
        },
        attachValidation: true,
      },
      async (request, reply) =>
        reply.sendAt(await actions.getRevision(request.caller, { projectId: null }), async () => {
          const projectId = numberIn(request.params.id, 'project');
          const found = await actions.listStatuses(request.caller, { projectId });
          refuseFaults(request.doubts());
          const { page, next, headers } = await pageInOrder(request, `statuses ${projectId}`, found);
          return { body: { statuses: page.map(toStatus), next }, headers };
        }),
    );
    server.refuseOtherMethods();
  };
}
