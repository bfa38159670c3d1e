import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import type { Actions } from '../../actions/index.ts';
import { Refusal } from '../../domain/refusal.ts';
import { warnOfIgnored } from './body.ts';
import { FlatCard } from './card.schema.ts';
import { toFlatCard } from './cards.wire.ts';
import { IncomingCard, incomingKeys, toIncomingCard } from './incoming-webhook.wire.ts';
import { numberIn } from './names.ts';

const Path = Type.Object({ board_id: Type.String(), token: Type.String() });

/**
 * An address that makes cards on a board for whoever knows it (vendor page "Webhooks"): for programs that can be given an
 * address and nothing else. Its secret is a token; as addresses are kept in many logs, one that may write in a single
 * space, and no more.
 */
export function incomingWebhook(actions: Actions): FastifyPluginAsyncTypebox {
  return async (server) => {
    server.post(
      '/webhooks/:board_id/:token',
      {
        config: { open: true },
        onRequest: async (request) => {
          const { token } = request.params;
          const { actor } = await request.signIn({ token });
          if (actor.scope === 'write' && actor.onlyProject !== null) return;
          throw new Refusal('forbidden', 'This token may do more than an address should');
        },
        schema: { params: Path, body: IncomingCard, response: { 200: FlatCard } },
        attachValidation: true,
      },
      async (request, reply) => {
        const board = await actions.getBoard(request.caller, { id: numberIn(request.params.board_id) });
        const made = await actions.createItem(request.caller, {
          project: { id: board.projectId },
          boardId: board.id,
          ...toIncomingCard(request.body, request.doubts()),
        });
        warnOfIgnored(reply, request.body, incomingKeys);
        return toFlatCard(await actions.getBoardItem(request.caller, { item: { id: made.id } }));
      },
    );
  };
}
