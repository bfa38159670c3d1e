import type { EventStory } from '../../actions/index.ts';
import { fitPayload } from '../../domain/fit-payload.ts';
import type { Envelope } from '../../domain/webhook.ts';

/** The vendor has these; the rest of the names that are sent is ours. */
const vendors = /^(space|board|card|block|comment|tag|file|card_member|card_time_log):/;

/** A message of that name, with who caused it (vendor page "External webhooks"). */
export function envelope({ actor }: EventStory, name: string, data: object): Envelope {
  const author =
    actor === null ? null : { id: actor.id, full_name: actor.name, username: actor.login, email: actor.email };
  return { name, body: fitPayload({ event: name, data: { ...data, author } }), isExtra: !vendors.test(name) };
}

/** What a thing was and what is new; nothing, where only such things changed as are not shown here. */
export function update(story: EventStory, name: string, before: object, after: object): readonly Envelope[] {
  const old = new Map(Object.entries(before));
  const changes = Object.entries(after).filter(
    ([key, value]) => JSON.stringify(old.get(key)) !== JSON.stringify(value),
  );
  if (changes.length === 0) return [];
  return [envelope(story, name, { old: before, changes: Object.fromEntries(changes) })];
}

/** An object out of an event's data; an empty one where it holds none. */
export function entriesOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
