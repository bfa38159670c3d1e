import type { App } from '../actions/app.ts';
import type { EventStory } from '../actions/event-stories.ts';
import type { Operations } from '../actions/operations.ts';
import { readUnheard, type Unheard } from '../actions/outbox.ts';
import { type Envelope, messageId, testKind, type Webhook, type WebhookFormat } from '../domain/webhook.ts';

/** Tells a story in the words of a format: no envelope, one, or several. */
export type TellStory = (story: EventStory) => readonly Envelope[];
/** How each format tells of an event. */
export type Formats = Readonly<Record<WebhookFormat, TellStory>>;

/**
 * Turns the next events of an organization into messages for its webhooks. A body is made here, once, close to the event, and kept: every
 * attempt sends the same bytes. Answers whether there was anything to be done.
 */
export async function fanOutNext(
  app: App,
  { fanOut }: Pick<Operations, 'fanOut'>,
  orgId: number,
  formats: Formats,
): Promise<boolean> {
  const told = new Map<string, readonly Envelope[]>();
  const tell = (format: WebhookFormat, story: EventStory) => {
    const key = `${format} ${story.event.seq}`;
    const envelopes = told.get(key) ?? formats[format](story);
    told.set(key, envelopes);
    return envelopes;
  };
  const unheard = await readUnheard(app, orgId);
  await Promise.all(
    unheard.map(({ webhook, what, after, upTo, stories }) =>
      fanOut(orgId, { webhookId: webhook.id, what, after, upTo, messages: messagesOf(webhook, stories, tell) }),
    ),
  );
  return unheard.length > 0;
}

function messagesOf(
  webhook: Webhook,
  stories: Unheard['stories'],
  tell: (format: WebhookFormat, story: EventStory) => readonly Envelope[],
) {
  return stories
    .filter(({ event }) => listensTo(webhook, event))
    .flatMap((story) => {
      const { seq, kind } = story.event;
      return tell(webhook.format, story).flatMap((envelope, part) => {
        const { name, body } = envelope;
        if (kind !== testKind && !isWanted(webhook, envelope)) return [];
        return [{ eventSeq: seq, part, messageId: messageId(webhook.uid, seq, part), kind: name, body }];
      });
    });
}

function listensTo(webhook: Webhook, { kind, projectId, data }: EventStory['event']): boolean {
  if (kind === testKind) return data.webhookId === webhook.id;
  return webhook.projectId === null || webhook.projectId === projectId;
}

function isWanted({ kinds }: Webhook, { name, isExtra }: Envelope): boolean {
  return kinds === null ? !isExtra : kinds.includes(name);
}
