import { type Actor, roleIn } from './access.ts';
import { Refusal } from './refusal.ts';

/** In whose words a webhook is told what happened: Timebox's own, or Kaiten's envelopes. */
export type WebhookFormat = 'native' | 'kaiten';

/** `off`: by hand. `failed`: switched off because the receiver is gone or has failed for days. */
export type WebhookState = 'on' | 'off' | 'failed';

/** `dead`: given up after the last attempt; it can be sent again by hand. */
export type DeliveryState = 'waiting' | 'delivered' | 'dead';

/** Where events are sent. Instants are epoch milliseconds. */
export interface Webhook {
  readonly orgId: number;
  readonly id: number;
  readonly uid: string;
  /** Null: the events of the whole organization. */
  readonly projectId: number | null;
  readonly name: string;
  readonly url: string;
  readonly format: WebhookFormat;
  /** The names of what is sent, in the words of the format; null is all that the format sends unasked. */
  readonly kinds: readonly string[] | null;
  readonly state: WebhookState;
  /** Why it is `failed`. */
  readonly reason: string | null;
  /** The last event that became deliveries, or was found to be of no interest. */
  readonly lastSeq: number;
  /** Events that are still to be sent once more. */
  readonly replay: { readonly next: number; readonly to: number } | null;
  readonly failingSince: number | null;
  readonly version: number;
  readonly createdAt: number;
  readonly createdBy: number;
  readonly updatedAt: number;
  readonly updatedBy: number;
}

/** A message to a webhook and what became of it. Instants are epoch milliseconds. */
export interface Delivery {
  readonly id: number;
  readonly webhookId: number;
  readonly eventSeq: number;
  readonly messageId: string;
  readonly kind: string;
  readonly state: DeliveryState;
  readonly attempts: number;
  readonly nextAt: number;
  /** HTTP status of the last answer; null when there was none. */
  readonly status: number | null;
  readonly error: string | null;
  readonly tookMs: number | null;
  readonly body: string;
  readonly createdAt: number;
  readonly doneAt: number | null;
}

/** A message that an event comes to: its name in the format's words, and its body. */
export interface Envelope {
  readonly name: string;
  readonly body: string;
  /** Sent only to webhooks that name it. */
  readonly isExtra: boolean;
}

/** The event by which a webhook is tried out: sent to that one alone, whatever it listens for. */
export const testKind = 'webhook.test';

/**
 * What the receiver knows a message by: the same at every attempt and every replay, and never that of another one. It
 * has no full stop, as the signature is over parts that are joined by those.
 */
export function messageId(webhookUid: string, eventSeq: number, part: number): string {
  const base = `msg_${webhookUid.replaceAll('-', '')}_${eventSeq}`;
  return part === 0 ? base : `${base}_${part}`;
}

/** Whether the actor administers what a webhook listens to: a project, or, for null, the whole organization. */
export function mayAdministrate(actor: Actor, projectId: number | null): boolean {
  if (actor.scope !== 'admin') return false;
  if (projectId === null) return actor.orgRole === 'admin' && actor.onlyProject === null;
  return roleIn(actor, projectId) === 'admin';
}

const kindForms: Readonly<Record<WebhookFormat, RegExp>> = {
  native: /^[a-z_]{1,50}\.[a-z_]{1,50}$/,
  kaiten: /^[a-z_]{1,50}:[a-z_]{1,50}$/,
};

/** @throws Refusal `invalid` unless every name is written as the format writes its names */
export function checkKinds({ format, kinds }: Pick<Webhook, 'format' | 'kinds'>): void {
  if (kinds === null || kinds.every((kind) => kindForms[format].test(kind))) return;
  const example = format === 'native' ? 'iteration.changed' : 'iteration:update';
  const message = `The names of events in this format are written like ${example}`;
  throw new Refusal('invalid', message, { faults: [{ field: 'kinds', rule: 'format', message }] });
}
