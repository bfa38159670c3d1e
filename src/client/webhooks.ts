import type {
  Delivery,
  DeliveryPage,
  EventRange,
  NewWebhook,
  Replayed,
  SecretWebhook,
  Webhook,
  WebhookPatch,
  Webhooks,
} from '../dialects/native/webhooks.wire.ts';
import { asSearch, type Connection, connect } from './connect.ts';

export type { Delivery, NewWebhook, SecretWebhook, Webhook } from '../dialects/native/webhooks.wire.ts';

/** What administrators can ask of a server about its webhooks. */
export interface WebhooksClient {
  /** Those that the caller administers, oldest first. */
  readonly list: () => Promise<readonly Webhook[]>;
  readonly get: (id: number) => Promise<Webhook>;
  /** The answer holds the secret, this once. */
  readonly create: (webhook: NewWebhook) => Promise<SecretWebhook>;
  readonly change: (id: number, version: number, patch: WebhookPatch) => Promise<Webhook>;
  readonly remove: (id: number, version: number) => Promise<void>;
  readonly newSecret: (id: number, version: number) => Promise<SecretWebhook>;
  readonly test: (id: number) => Promise<void>;
  /** A page of what was sent and is to be sent, newest first. */
  readonly listDeliveries: (id: number, cursor?: string) => Promise<DeliveryPage>;
  readonly sendAgain: (id: number, delivery: number) => Promise<Delivery>;
  /** Sends all that happened in a range of events again. */
  readonly replay: (id: number, range: EventRange) => Promise<Replayed>;
}

/** A client for the webhooks of one server. */
export function webhooksClient(connection: Connection): WebhooksClient {
  const { send, ask, askAll } = connect(connection);
  return {
    list: () => askAll((page: Webhooks) => page.webhooks, '/webhooks'),
    get: (id) => ask('GET', `/webhooks/${id}`),
    create: (body) => ask('POST', '/webhooks', { body }),
    change: (id, version, body) => ask('PATCH', `/webhooks/${id}`, { version, body }),
    remove: async (id, version) => {
      await send('DELETE', `/webhooks/${id}`, { version });
    },
    newSecret: (id, version) => ask('POST', `/webhooks/${id}/secret`, { version }),
    test: async (id) => {
      await send('POST', `/webhooks/${id}/test`);
    },
    listDeliveries: (id, cursor) => ask('GET', `/webhooks/${id}/deliveries${asSearch({ cursor })}`),
    sendAgain: (id, delivery) => ask('POST', `/webhooks/${id}/deliveries/${delivery}/replay`),
    replay: (id, body) => ask('POST', `/webhooks/${id}/replay`, { body }),
  };
}
