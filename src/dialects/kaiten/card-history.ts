import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import type { Actions } from '../../actions/index.ts';
import { Stay, toDetailedStay } from './card-history.wire.ts';
import { toIterationCard } from './iteration-cards.wire.ts';
import { queryText, uuidIn } from './names.ts';

/** Which iterations a card has been in, newest first (vendor page "Retrieve card iterations history"). */
export function cardHistory(actions: Actions): FastifyPluginAsyncTypebox {
  return async (server) => {
    const schema = { params: Type.Object({ card_uid: Type.String() }), response: { 200: Type.Array(Stay) } };

    server.get('/cards/:card_uid/iterations-history', { schema }, async (request, reply) => {
      const item = { uid: uuidIn(request.params.card_uid) };
      const isDetailed = queryText(request.query, 'with_details') === 'true';
      // A card may have been in iterations of several spaces, so the whole organization's revision counts.
      return reply.sendAt(await actions.getRevision(request.caller, { projectId: null }), async () => {
        const stays = await actions.listItemHistory(request.caller, { item });
        const shown = stays.filter(({ iteration }) => iteration === null || iteration.kind === 'iteration');
        return { body: shown.map(isDetailed ? toDetailedStay : toIterationCard) };
      });
    });
  };
}
