import type { DeliveryState, WebhookFormat, WebhookState } from '../domain/webhook.ts';

/** Where events are sent, and how far it has come. */
export interface WebhookTable {
  org_id: number;
  id: number;
  uid: string;
  /** Null: the events of the whole organization. */
  project_id: number | null;
  name: string;
  url: string;
  format: WebhookFormat;
  /** JSON: the names of what is sent; null is all that the format sends unasked. */
  kinds: string | null;
  secret: string;
  old_secret: string | null;
  old_until: number | null;
  state: WebhookState;
  /** Why it is `failed`. */
  reason: string | null;
  /** The last event that became deliveries, or was found to be of no interest. */
  last_seq: number;
  /** Events that are to be sent once more, from the next one to the last one. */
  replay_next: number | null;
  replay_to: number | null;
  failing_since: number | null;
  /** Nothing is sent before, since the receiver asked for rest. */
  rest_until: number | null;
  version: number;
  created_at: number;
  created_by: number;
  updated_at: number;
  updated_by: number;
}

/** A message to one webhook; an event may come to several, told apart by `part`. */
export interface WebhookDeliveryTable {
  org_id: number;
  id: number;
  webhook_id: number;
  event_seq: number;
  part: number;
  /** What the receiver knows it by, the same at every attempt. */
  message_id: string;
  kind: string;
  state: DeliveryState;
  attempts: number;
  next_at: number;
  /** Somebody is sending it, and nobody else may until then. */
  leased_until: number | null;
  /** HTTP status of the last answer; null when there was none. */
  status: number | null;
  error: string | null;
  took_ms: number | null;
  body: string;
  created_at: number;
  done_at: number | null;
}
