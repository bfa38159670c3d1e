import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import type { Actions } from '../../actions/index.ts';
import { Refusal, refuseFaults } from '../../domain/refusal.ts';
import { fromCursor, toCursor } from './cursor.ts';
import { linkToNext } from './link-to-next.ts';
import { webhookIn } from './webhooks.ts';
import { Delivery, DeliveryPage, EventRange, Replayed, Tested, toDelivery } from './webhooks.wire.ts';

const tags = ['webhooks'];
const Id = Type.Object({ id: Type.String() });
const ListQuery = Type.Object({
  limit: Type.Optional(Type.String({ pattern: '^([1-9]|[1-9][0-9]|100)$', description: '1 to 100, 50 if absent' })),
  cursor: Type.Optional(Type.String({ maxLength: 100, description: '`next` of the page before' })),
});

/** What a webhook was sent, and sending it once more. */
export function webhookDeliveries(actions: Actions): FastifyPluginAsyncTypebox {
  return async (server) => {
    server.get(
      '/webhooks/:id/deliveries',
      {
        schema: {
          tags,
          summary: 'What a webhook was sent and is to be sent, newest first; kept for thirty days',
          params: Id,
          querystring: ListQuery,
          response: { 200: DeliveryPage },
        },
        attachValidation: true,
      },
      async (request, reply) => {
        const webhookId = webhookIn(request.params.id);
        await actions.getWebhook(request.caller, { webhookId });
        refuseFaults(request.doubts());
        const limit = Number(request.query.limit ?? 50);
        const before = fromCursor(webhookId, request.query.cursor) || null;
        const found = await actions.listDeliveries(request.caller, { webhookId, before, limit: limit + 1 });
        const page = found.slice(0, limit);
        const last = found.length > limit ? page.at(-1) : undefined;
        const next = last === undefined ? null : toCursor(webhookId, last.id);
        reply.headers(linkToNext(request, next));
        return { deliveries: page.map(toDelivery), next };
      },
    );

    server.post(
      '/webhooks/:id/deliveries/:delivery/replay',
      {
        schema: {
          tags,
          summary: 'Send a message once more, as it was',
          params: Type.Object({ id: Type.String(), delivery: Type.String() }),
          response: { 202: Delivery },
        },
      },
      async (request, reply) => {
        const webhookId = webhookIn(request.params.id);
        const deliveryId = deliveryIn(request.params.delivery);
        const delivery = await actions.replayDelivery(request.caller, { webhookId, deliveryId });
        reply.code(202);
        return toDelivery(delivery);
      },
    );

    server.post(
      '/webhooks/:id/replay',
      {
        schema: {
          tags,
          summary: 'Send all events of a range once more, as far as the webhook listens for them',
          description: 'At most 10,000 at a time. Messages keep the webhook-id that they have or would have had.',
          params: Id,
          body: EventRange,
          response: { 202: Replayed },
        },
        attachValidation: true,
      },
      async (request, reply) => {
        const webhookId = webhookIn(request.params.id);
        const doubts = request.doubts();
        const isUnfit = doubts.body !== undefined || doubts.faults !== undefined;
        const { from, to } = isUnfit ? { from: 1, to: 1 } : request.body;
        const range = await actions.replayEvents(request.caller, { webhookId, from, to, doubts });
        reply.code(202);
        return range;
      },
    );

    server.post(
      '/webhooks/:id/test',
      { schema: { tags, summary: 'Send a webhook an event of no meaning', params: Id, response: { 202: Tested } } },
      async (request, reply) => {
        const { seq } = await actions.testWebhook(request.caller, { webhookId: webhookIn(request.params.id) });
        reply.code(202);
        return { sequence: seq };
      },
    );
    server.refuseOtherMethods();
  };
}

function deliveryIn(text: string): number {
  if (!/^[1-9]\d{0,15}$/.test(text)) throw new Refusal('not_found', 'Delivery not found');
  return Number(text);
}
