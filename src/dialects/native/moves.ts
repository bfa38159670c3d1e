import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { Actions } from '../../actions/index.ts';
import { Move, Moved, moveMembers, toMove, toMoved } from './moves.wire.ts';

/** Moving items between iterations and the backlog, and within them. */
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
    server.refuseOtherMethods();
  };
}
