import type { EventStory } from '../../actions/index.ts';
import { isoInstant } from '../../domain/days.ts';
import { fitPayload } from '../../domain/fit-payload.ts';
import type { Envelope } from '../../domain/webhook.ts';
import { readEventData } from './event-data.ts';

/**
 * Tells an event in Timebox's own words, as Standard Webhooks asks: what happened, when, and thin data, enough to know what to read
 * anew. `sequence` orders all events of the organization; `version` that of the iteration, the item or the comment.
 */
export function nativeEnvelopes(story: EventStory): readonly Envelope[] {
  const { event, actor, project, iteration, item } = story;
  const { version, changes, details } = readEventData(event.data);
  const body = fitPayload({
    type: event.kind,
    timestamp: isoInstant(event.at),
    data: {
      organizationId: event.orgId,
      sequence: event.seq,
      actor: actor === null ? null : { id: actor.id, uid: actor.uid, name: actor.name },
      project: project === null ? null : { id: project.id, uid: project.uid, key: project.key },
      iteration: iteration === null ? null : { id: iteration.id, uid: iteration.uid },
      item: item === null ? null : { id: item.id, uid: item.uid, key: item.key },
      ...(version === undefined ? {} : { version }),
      changes,
      details,
    },
  });
  return [{ name: event.kind, body, isExtra: false }];
}
