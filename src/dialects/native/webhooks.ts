import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyReply } from 'fastify';
import { Type } from 'typebox';
import { type Actions, newWebhookSecret } from '../../actions/index.ts';
import { Refusal, refuseFaults } from '../../domain/refusal.ts';
import { sendRefusal } from './errors.ts';
import { pageOf } from './page-of.ts';
import { pageQuery } from './page-query.ts';
import {
  type CheckTarget,
  NewWebhook,
  SecretWebhook,
  toNewWebhook,
  toWebhook,
  toWebhookChange,
  Webhook,
  WebhookPatch,
  Webhooks,
} from './webhooks.wire.ts';

const tags = ['webhooks'];
const Id = Type.Object({ id: Type.String() });

/** Webhooks: list, make, get, change, remove, and another secret. For whoever administers the project or the organization. */
export function webhooks(actions: Actions, checkTarget: CheckTarget): FastifyPluginAsyncTypebox {
  /** Runs a change; if it was made from a stale version, answers the webhook as it is now. */
  const orCurrent = async <T>(reply: FastifyReply, webhookId: number, run: () => Promise<T>) => {
    try {
      return await run();
    } catch (error) {
      if (!(error instanceof Refusal) || error.code !== 'version_conflict') throw error;
      const { caller } = reply.request;
      return sendRefusal(error, reply, toWebhook(await actions.getWebhook(caller, { webhookId })));
    }
  };

  return async (server) => {
    server.get(
      '/webhooks',
      {
        schema: {
          tags,
          summary: 'Webhooks that the caller administers, oldest first',
          querystring: Type.Object(pageQuery),
          response: { 200: Webhooks },
        },
        attachValidation: true,
      },
      async (request, reply) => {
        const all = await actions.listWebhooks(request.caller);
        refuseFaults(request.doubts());
        const { page, next, headers } = await pageOf(request, { list: 'webhooks', numberOf: ({ id }) => id }, all);
        reply.headers(headers);
        return { webhooks: page.map(toWebhook), next };
      },
    );

    server.post(
      '/webhooks',
      {
        schema: {
          tags,
          summary: 'Make a webhook; the answer holds its secret, this once',
          description:
            'Messages are signed as in Standard Webhooks: HMAC-SHA256 over `webhook-id.webhook-timestamp.body`. They come ' +
            'at least once and in no particular order; `webhook-id` tells whether one was seen before.',
          body: NewWebhook,
          response: { 201: SecretWebhook },
        },
        attachValidation: true,
      },
      async (request, reply) => {
        const create = await toNewWebhook(request.body, request.doubts(), checkTarget);
        const { webhook, secret } = await actions.createWebhook(request.caller, {
          ...create,
          secret: newWebhookSecret(),
        });
        reply.code(201).header('etag', `"${webhook.version}"`).header('location', `/native/v1/webhooks/${webhook.id}`);
        return { ...toWebhook(webhook), secret };
      },
    );

    server.get(
      '/webhooks/:id',
      { schema: { tags, summary: 'One webhook', params: Id, response: { 200: Webhook } } },
      async (request, reply) => {
        const webhook = await actions.getWebhook(request.caller, { webhookId: webhookIn(request.params.id) });
        reply.header('etag', `"${webhook.version}"`);
        return toWebhook(webhook);
      },
    );

    server.patch(
      '/webhooks/:id',
      {
        schema: {
          isVersioned: true,
          tags,
          summary: 'Change a webhook',
          params: Id,
          body: WebhookPatch,
          response: { 200: Webhook },
        },
        attachValidation: true,
      },
      async (request, reply) => {
        const webhookId = webhookIn(request.params.id);
        return orCurrent(reply, webhookId, async () => {
          const webhook = await actions.changeWebhook(request.caller, {
            webhookId,
            precondition: request.precondition({ bareDigits: false }),
            requireVersion: true,
            ...(await toWebhookChange(request.body, request.doubts(), checkTarget)),
          });
          reply.header('etag', `"${webhook.version}"`);
          return toWebhook(webhook);
        });
      },
    );

    server.delete(
      '/webhooks/:id',
      {
        schema: {
          isVersioned: true,
          tags,
          summary: 'Remove a webhook with its deliveries',
          params: Id,
          response: { 204: Type.Null() },
        },
      },
      async (request, reply) => {
        const webhookId = webhookIn(request.params.id);
        return orCurrent(reply, webhookId, async () => {
          const precondition = request.precondition({ bareDigits: false });
          await actions.removeWebhook(request.caller, { webhookId, precondition, requireVersion: true });
          return reply.code(204).send(null);
        });
      },
    );

    server.post(
      '/webhooks/:id/secret',
      {
        schema: {
          tags,
          summary: 'Make another secret; for a day messages are signed with the old one too',
          params: Id,
          response: { 200: SecretWebhook },
        },
      },
      async (request, reply) => {
        const webhookId = webhookIn(request.params.id);
        return orCurrent(reply, webhookId, async () => {
          const precondition = request.precondition({ bareDigits: false });
          const rotate = { webhookId, precondition, secret: newWebhookSecret() };
          const { webhook, secret } = await actions.rotateSecret(request.caller, rotate);
          reply.header('etag', `"${webhook.version}"`);
          return { ...toWebhook(webhook), secret };
        });
      },
    );
    server.refuseOtherMethods();
  };
}

/**
 * The number in a path; anything else names nothing.
 * @throws Refusal not_found
 */
export function webhookIn(text: string): number {
  if (!/^[1-9]\d{0,15}$/.test(text)) throw new Refusal('not_found', 'Webhook not found');
  return Number(text);
}
