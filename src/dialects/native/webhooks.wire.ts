import { Type } from 'typebox';
import type { ChangeWebhook, CreateWebhook } from '../../actions/index.ts';
import { isoInstant } from '../../domain/days.ts';
import type { Doubts, Fault } from '../../domain/refusal.ts';
import { textFault } from '../../domain/text.ts';
import type { Delivery as CoreDelivery, Webhook as CoreWebhook } from '../../domain/webhook.ts';

/** What is wrong with an address that somebody wants to have sent to, or null. */
export type CheckTarget = (url: string) => Promise<string | null>;

const Format = Type.Union([Type.Literal('native'), Type.Literal('kaiten')]);
const Kinds = Type.Unsafe<readonly string[] | null>({
  type: ['array', 'null'],
  items: { type: 'string' },
  minItems: 1,
  maxItems: 100,
  description:
    'Which events: iteration.changed and so on, or, in the format kaiten, iteration:update and so on. ' +
    'Null: all; in the format kaiten all that the vendor has, to which iteration… and iteration_card… do not belong.',
});
const Url = Type.String({ minLength: 1, maxLength: 2048, description: 'https, to the public internet' });
const Name = Type.String({ minLength: 1, maxLength: 128 });
const InstantOrNull = Type.Unsafe<string | null>({ type: ['string', 'null'], format: 'date-time' });
const TextOrNull = Type.Unsafe<string | null>({ type: ['string', 'null'] });
const IntegerOrNull = Type.Unsafe<number | null>({ type: ['integer', 'null'] });

/** Body of POST. */
export const NewWebhook = Type.Object(
  {
    name: Name,
    url: Url,
    projectId: Type.Optional(
      Type.Unsafe<number | null>({
        type: ['integer', 'null'],
        minimum: 1,
        description: 'Null and absent: the events of all projects and of the organization itself',
      }),
    ),
    format: Type.Optional(Format),
    kinds: Type.Optional(Kinds),
  },
  { additionalProperties: false, examples: [{ name: 'Chat', url: 'https://chat.example.com/hooks/timebox' }] },
);
export type NewWebhook = Type.Static<typeof NewWebhook>;

/** Body of PATCH. */
export const WebhookPatch = Type.Object(
  {
    name: Type.Optional(Name),
    url: Type.Optional(Url),
    kinds: Type.Optional(Kinds),
    state: Type.Optional(
      Type.Union([Type.Literal('on'), Type.Literal('off')], {
        description: 'One that is switched on is told of what happens from then on; what it has missed can be replayed',
      }),
    ),
  },
  { additionalProperties: false },
);
export type WebhookPatch = Type.Static<typeof WebhookPatch>;

/** Body of a replay: numbers of events, both included. */
export const EventRange = Type.Object(
  { from: Type.Integer({ minimum: 1 }), to: Type.Integer({ minimum: 1 }) },
  { additionalProperties: false },
);
export type EventRange = Type.Static<typeof EventRange>;

/** The range that is being sent once more; it ends before it begins when there is nothing to be sent. */
export const Replayed = Type.Object({ from: Type.Integer(), to: Type.Integer() });
export type Replayed = Type.Static<typeof Replayed>;

/** The number of the event that a test has raised: `sequence` of the delivery to look for. */
export const Tested = Type.Object({ sequence: Type.Integer() });

/** A webhook as it goes out. */
export const Webhook = Type.Object({
  id: Type.Integer(),
  projectId: IntegerOrNull,
  name: Type.String(),
  url: Type.String(),
  format: Format,
  kinds: Kinds,
  state: Type.Union([Type.Literal('on'), Type.Literal('off'), Type.Literal('failed')], {
    description: '`failed`: switched off after 410 Gone, or after three days of failures',
  }),
  reason: TextOrNull,
  failingSince: InstantOrNull,
  sequence: Type.Integer({
    description: 'The number of the last event that it was told of, or that did not concern it',
  }),
  version: Type.Integer(),
  createdAt: Type.String({ format: 'date-time' }),
  creatorId: Type.Integer(),
  updatedAt: Type.String({ format: 'date-time' }),
  updaterId: Type.Integer(),
});
export type Webhook = Type.Static<typeof Webhook>;

/** Webhooks that the caller administers. */
export const Webhooks = Type.Object({ webhooks: Type.Array(Webhook), next: TextOrNull });
export type Webhooks = Type.Static<typeof Webhooks>;

/** A webhook with its secret, which is told this once. */
export const SecretWebhook = Type.Object({
  ...Webhook.properties,
  secret: Type.String({ description: 'Keep it: signatures are checked with it, and it is not told again' }),
});
export type SecretWebhook = Type.Static<typeof SecretWebhook>;

/** A message and what became of it. */
export const Delivery = Type.Object({
  id: Type.Integer(),
  messageId: Type.String({ description: 'The header webhook-id: the same at every attempt' }),
  sequence: Type.Integer({ description: 'The number of the event' }),
  kind: Type.String(),
  state: Type.Union([Type.Literal('waiting'), Type.Literal('delivered'), Type.Literal('dead')]),
  attempts: Type.Integer(),
  nextAttemptAt: InstantOrNull,
  status: Type.Unsafe<number | null>({ type: ['integer', 'null'], description: 'What the receiver last answered' }),
  error: TextOrNull,
  tookMs: IntegerOrNull,
  body: Type.String({ description: 'The bytes that are sent' }),
  createdAt: Type.String({ format: 'date-time' }),
  doneAt: InstantOrNull,
});
export type Delivery = Type.Static<typeof Delivery>;

/** A page of deliveries, newest first. `next` is null on the last one. */
export const DeliveryPage = Type.Object({
  deliveries: Type.Array(Delivery),
  next: Type.Union([Type.String(), Type.Null()]),
});
export type DeliveryPage = Type.Static<typeof DeliveryPage>;

/** What a POST asks for, and what is wrong with it. */
export async function toNewWebhook(
  body: NewWebhook,
  doubts: Doubts,
  check: CheckTarget,
): Promise<Omit<CreateWebhook, 'secret'>> {
  if (isUnfit(doubts)) return { name: '', url: '', projectId: null, format: 'native', kinds: null, doubts };
  const { name, url, projectId = null, format = 'native', kinds = null } = body;
  return { name, url, projectId, format, kinds, doubts: { faults: await faultsOf(body, check) } };
}

/** What a PATCH asks for, and what is wrong with it. */
export async function toWebhookChange(
  body: WebhookPatch,
  doubts: Doubts,
  check: CheckTarget,
): Promise<Pick<ChangeWebhook, 'fields' | 'doubts'>> {
  if (isUnfit(doubts)) return { fields: {}, doubts };
  return { fields: body, doubts: { faults: await faultsOf(body, check) } };
}

/** A webhook on the wire. */
export function toWebhook(webhook: CoreWebhook): Webhook {
  return {
    id: webhook.id,
    projectId: webhook.projectId,
    name: webhook.name,
    url: webhook.url,
    format: webhook.format,
    kinds: webhook.kinds,
    state: webhook.state,
    reason: webhook.reason,
    failingSince: instantOrNull(webhook.failingSince),
    sequence: webhook.lastSeq,
    version: webhook.version,
    createdAt: isoInstant(webhook.createdAt),
    creatorId: webhook.createdBy,
    updatedAt: isoInstant(webhook.updatedAt),
    updaterId: webhook.updatedBy,
  };
}

/** A delivery on the wire. */
export function toDelivery(delivery: CoreDelivery): Delivery {
  return {
    id: delivery.id,
    messageId: delivery.messageId,
    sequence: delivery.eventSeq,
    kind: delivery.kind,
    state: delivery.state,
    attempts: delivery.attempts,
    nextAttemptAt: delivery.state === 'waiting' ? isoInstant(delivery.nextAt) : null,
    status: delivery.status,
    error: delivery.error,
    tookMs: delivery.tookMs,
    body: delivery.body,
    createdAt: isoInstant(delivery.createdAt),
    doneAt: instantOrNull(delivery.doneAt),
  };
}

async function faultsOf({ name, url }: WebhookPatch, check: CheckTarget): Promise<readonly Fault[]> {
  const faults: Fault[] = [];
  const rule = name === undefined ? null : textFault(name, { min: 1, max: 128 });
  if (rule !== null)
    faults.push({ field: 'name', rule, message: 'A name has 1 to 128 characters and no control characters' });
  const message = url === undefined ? null : await check(url);
  if (message !== null) faults.push({ field: 'url', rule: 'rule', message });
  return faults;
}

function isUnfit(doubts: Doubts): boolean {
  return doubts.body !== undefined || doubts.faults !== undefined;
}

function instantOrNull(at: number | null): string | null {
  return at === null ? null : isoInstant(at);
}
