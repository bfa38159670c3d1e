import type { Webhook } from '../domain/webhook.ts';
import { readEvents } from '../store/events.ts';
import { listWebhooks, organizationsWithWork } from '../store/webhooks.ts';
import type { App } from './app.ts';
import { type EventStory, tellStories } from './event-stories.ts';

/** Events that are looked at in one go. */
const batch = 100;

/** The organizations where there is something to be sent, or to be found out about. */
export function findOutboxes(app: App): Promise<readonly number[]> {
  return organizationsWithWork(app.read, app.now());
}

/** Events of an organization that a webhook has yet to hear of, or is to hear of once more. */
export interface Unheard {
  readonly webhook: Webhook;
  readonly what: 'new' | 'replayed';
  readonly after: number;
  readonly upTo: number;
  readonly stories: readonly EventStory[];
}

/**
 * The next events for each webhook of an organization that is on. The events are the outbox: they were stored with the changes
 * that they tell of, and are read only once that is committed, without gaps.
 */
export async function readUnheard(app: App, orgId: number): Promise<readonly Unheard[]> {
  const read = new Map<string, Promise<readonly EventStory[]>>();
  const storiesOf = (after: number, limit: number) => {
    const key = `${after} ${limit}`;
    const known = read.get(key) ?? readStories(app, orgId, after, limit);
    read.set(key, known);
    return known;
  };
  const unheard: Unheard[] = [];
  for (const webhook of await listWebhooks(app.read, orgId)) {
    if (webhook.state !== 'on') continue;
    const fresh = await storiesOf(webhook.lastSeq, batch);
    const last = fresh.at(-1);
    if (last !== undefined) {
      unheard.push({ webhook, what: 'new', after: webhook.lastSeq, upTo: last.event.seq, stories: fresh });
    }
    if (webhook.replay === null) continue;
    const { next, to } = webhook.replay;
    const upTo = Math.min(to, next - 1 + batch);
    const stories = (await storiesOf(next - 1, upTo - next + 1)).filter(({ event }) => event.seq <= upTo);
    unheard.push({ webhook, what: 'replayed', after: next - 1, upTo, stories });
  }
  return unheard;
}

async function readStories(app: App, orgId: number, after: number, limit: number): Promise<readonly EventStory[]> {
  return tellStories(app.read, orgId, await readEvents(app.read, orgId, after, limit));
}
