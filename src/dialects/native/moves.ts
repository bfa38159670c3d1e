import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import type { Actions } from '../../actions/index.ts';
import { BoardMove, boardMoveMembers, MovedOnBoard, toBoardMove, toMovedOnBoard } from './board-moves.wire.ts';
import { Move, Moved, moveMembers, toMove, toMoved } from './moves.wire.ts';
import { numberIn } from './number-in.ts';

/** Moving items between iterations and the backlog and within them, and over a board. */
export function moves(actions: Actions): FastifyPluginAsyncTypebox {
  return async (server) => {
    server.post(
      '/moves',
      {
        config: { members: moveMembers },
        schema: {
          tags: ['items'],
          summary: 'Move items into an iteration or to the backlog, and rank them there',
          description:
            'All or nothing. What enters an iteration leaves the other open ones of its board; the backlog is to be in no ' +
            'open iteration of the project. Without `after` and `before` items go to the end of an iteration, and in the ' +
            'backlog to where they rank already.',
          body: Move,
          response: { 200: Moved },
        },
        attachValidation: true,
      },
      async (request) => toMoved(await actions.moveItems(request.caller, toMove(request.body, request.doubts()))),
    );

    server.post(
      '/boards/:id/moves',
      {
        config: { members: boardMoveMembers },
        schema: {
          tags: ['boards'],
          summary: 'Put items of a board side by side in one of its columns and lanes',
          description:
            'All or nothing. In another column the status of an item follows. Without `after` and `before` items go ' +
            'behind everything that stands there.',
          params: Type.Object({ id: Type.String() }),
          body: BoardMove,
          response: { 200: MovedOnBoard },
        },
        attachValidation: true,
      },
      async (request) => {
        const boardId = numberIn(request.params.id, 'board');
        const move = toBoardMove(request.body, request.doubts());
        return toMovedOnBoard(await actions.moveCards(request.caller, { boardId, ...move }));
      },
    );
    server.refuseOtherMethods();
  };
}
