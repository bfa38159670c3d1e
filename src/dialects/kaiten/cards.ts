import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { Actions } from '../../actions/index.ts';
import type { BoardItem } from '../../domain/board-item.ts';
import { notFound, Refusal, refuseFaults, refuseUnreadable } from '../../domain/refusal.ts';
import { warnOfIgnored } from './body.ts';
import { Card, FlatCard, ListedCard } from './card.schema.ts';
import { CardBatch, toBatch } from './card-batch.wire.ts';
import { CardBody, NewCard } from './card-body.schema.ts';
import { cardKeys, toCardChange, toNewCard } from './card-body.wire.ts';
import { toCardQuery } from './card-filters.ts';
import { toCard, toFlatCard, toListedCard } from './cards.wire.ts';
import { numberIn } from './names.ts';

const CardPath = Type.Object({ id: Type.String() });

/** Cards: find, make, show, change, delete, change many (vendor pages under "Cards"). `now` in epoch milliseconds. */
export function cards(actions: Actions, settings: { readonly now: () => number }): FastifyPluginAsyncTypebox {
  return async (server) => {
    const params = CardPath;

    server.get('/cards', { schema: { response: { 200: Type.Array(ListedCard) } } }, async (request, reply) =>
      reply.sendAt(await actions.getRevision(request.caller, { projectId: null }), async () => {
        const types = await actions.listItemTypes(request.caller);
        const { isLasting, ...list } = toCardQuery(request.query, { types, now: settings.now() });
        const found = await actions.listBoardItems(request.caller, list);
        return { body: found.map(toListedCard), isLasting };
      }),
    );

    server.post(
      '/cards',
      { schema: { body: NewCard, response: { 200: FlatCard } }, attachValidation: true },
      async (request, reply) => {
        const types = await actions.listItemTypes(request.caller);
        const create = toNewCard(request.body, request.doubts(), types);
        const projectId = await projectOf(request, create);
        const { id } = await actions.createItem(request.caller, { project: { id: projectId }, ...create });
        return flat(request, reply, id);
      },
    );

    server.get('/cards/:id', { schema: { params, response: { 200: Card } } }, async (request, reply) => {
      const item = { id: numberIn(request.params.id) };
      return reply.sendAt(await actions.getRevision(request.caller, { projectId: null }), async () => {
        const card = await actions.getBoardItem(request.caller, { item });
        const query = { order: [], skip: 0, limit: null };
        const { rows } = await actions.listAttachments(request.caller, { of: { itemId: card.id }, query });
        return {
          body: toCard(
            card,
            rows.toSorted((a, b) => a.id - b.id),
          ),
          version: card.version,
        };
      });
    });

    server.patch(
      '/cards/:id',
      { schema: { params, body: CardBody, response: { 200: FlatCard } }, attachValidation: true },
      async (request, reply) => {
        const item = { id: numberIn(request.params.id) };
        const card = await actions.getBoardItem(request.caller, { item });
        const types = await actions.listItemTypes(request.caller);
        await actions.changeItem(request.caller, {
          item,
          precondition: request.precondition({ bareDigits: true }),
          ...toCardChange(request.body, request.doubts(), types, card),
        });
        return flat(request, reply, card.id);
      },
    );

    server.delete('/cards/:id', { schema: { params, response: { 200: FlatCard } } }, async (request, reply) => {
      const item = { id: numberIn(request.params.id) };
      await actions.getBoardItem(request.caller, { item });
      await actions.changeItem(request.caller, {
        item,
        precondition: request.precondition({ bareDigits: true }),
        fields: { condition: 'deleted' },
        keepsRecordedTime: true,
      });
      return flat(request, reply, item.id);
    });

    server.patch(
      '/cards',
      { schema: { body: CardBatch, response: { 202: Type.Object({ id: Type.String() }) } }, attachValidation: true },
      async (request, reply) => {
        requireWriter(request);
        const doubts = request.doubts();
        refuseUnreadable(doubts);
        const types = await actions.listItemTypes(request.caller);
        const batch = toBatch(request.body, doubts, { types, now: settings.now() });
        refuseFaults(batch.doubts);
        const ids = await actions.listItemIds(request.caller, batch.list);
        const { id } = await actions.startBulkChange(request.caller, {
          items: ids.map((each) => ({ ref: { id: each }, name: String(each) })),
          deed: { change: batch.change },
        });
        reply.code(202);
        return { id: jobId(id) };
      },
    );

    /** The answer to a write: the card without what it stands in, under the tag that its next write may name. */
    async function flat(request: FastifyRequest, reply: FastifyReply, id: number): Promise<FlatCard> {
      const card: BoardItem = await actions.getBoardItem(request.caller, { item: { id }, findsDeleted: true });
      warnOfIgnored(reply, request.body, cardKeys);
      reply.header('etag', `"${card.version}"`);
      return toFlatCard(card);
    }

    /** The space that a new card's board is in. Where no board is named there is nobody whose rights could be asked for. */
    async function projectOf(request: FastifyRequest, { boardId, doubts }: ReturnType<typeof toNewCard>) {
      if (boardId !== undefined) return (await actions.getBoard(request.caller, { id: boardId })).projectId;
      requireWriter(request);
      refuseUnreadable(doubts);
      refuseFaults(doubts);
      throw notFound('board');
    }
  };
}

function requireWriter({ caller }: FastifyRequest): void {
  if (caller.actor.scope === 'read') throw new Refusal('forbidden', 'Planning rights are needed');
}

/** Jobs are told by UUIDs; ours have 24 digits. */
function jobId(id: string): string {
  return `00000000-${id.slice(0, 4)}-${id.slice(4, 8)}-${id.slice(8, 12)}-${id.slice(12)}`;
}
