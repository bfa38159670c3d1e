import { Type } from 'typebox';
import type { LoggedEvent } from '../../actions/index.ts';
import { isoInstant } from '../../domain/days.ts';
import { readEventData } from './event-data.ts';
import { TextOrNull } from './nullable.ts';
import { pageQuery } from './page-query.ts';

/** What an activity list takes. */
export const ActivityQuery = Type.Object({
  kind: Type.Optional(
    Type.String({ pattern: '^[a-z_.,]{1,500}$', description: 'item.changed and so on, comma-separated' }),
  ),
  actor: Type.Optional(Type.String({ pattern: '^[1-9][0-9]{0,14}$', description: 'A person by id' })),
  ...pageQuery,
});
export type ActivityQuery = Type.Static<typeof ActivityQuery>;

/** One thing that happened: what a sentence about it needs. */
export const Happening = Type.Object({
  sequence: Type.Integer({ description: 'Orders everything that happens in the organization' }),
  at: Type.String({ format: 'date-time' }),
  kind: Type.String({ description: 'item.changed and so on' }),
  actor: Type.Union([Type.Object({ id: Type.Integer(), uid: Type.String(), name: Type.String() }), Type.Null()]),
  via: Type.Object(
    { api: TextOrNull, token: TextOrNull },
    {
      description: 'The API that was spoken, and the name of the token; neither for the server, no token for the pages',
    },
  ),
  projectId: Type.Union([Type.Integer(), Type.Null()]),
  iteration: Type.Union([Type.Object({ id: Type.Integer(), title: Type.String() }), Type.Null()]),
  item: Type.Union([Type.Object({ id: Type.Integer(), key: Type.String(), title: Type.String() }), Type.Null()]),
  version: Type.Optional(Type.Integer({ description: 'Of what was changed, afterwards' })),
  changes: Type.Record(
    Type.String(),
    Type.Tuple([Type.Unknown({ description: 'Before' }), Type.Unknown({ description: 'After' })]),
    { description: 'By field' },
  ),
  details: Type.Record(Type.String(), Type.Unknown({ description: 'What else is known of it' })),
});
export type Happening = Type.Static<typeof Happening>;

/** A page of what happened, newest first. */
export const ActivityPage = Type.Object({ activity: Type.Array(Happening), next: TextOrNull });
export type ActivityPage = Type.Static<typeof ActivityPage>;

/** An event with names. */
export function toHappening(event: LoggedEvent): Happening {
  const { version, changes, details } = readEventData(event.data);
  const { actorId, actorUid, actorName, iterationId, iterationTitle, itemId, itemKey, itemTitle } = event;
  return {
    sequence: event.seq,
    at: isoInstant(event.at),
    kind: event.kind,
    actor: actorUid === null || actorName === null ? null : { id: actorId, uid: actorUid, name: actorName },
    via: { api: event.via, token: event.tokenName },
    projectId: event.projectId,
    iteration: iterationId === null || iterationTitle === null ? null : { id: iterationId, title: iterationTitle },
    item: itemId === null || itemKey === null ? null : { id: itemId, key: itemKey, title: itemTitle ?? '' },
    ...(typeof version === 'number' ? { version } : {}),
    changes,
    details: { ...details },
  };
}
