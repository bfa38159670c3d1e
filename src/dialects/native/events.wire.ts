import { Type } from 'typebox';
import type { LoggedEvent } from '../../actions/index.ts';
import { isoInstant } from '../../domain/days.ts';

const IdOrNull = Type.Union([Type.Integer(), Type.Null()]);

/** The data of one event of the stream: enough to know what to read anew. */
export const LiveEvent = Type.Object({
  sequence: Type.Integer(),
  at: Type.String({ format: 'date-time' }),
  kind: Type.String({ description: 'item.changed and so on' }),
  actorId: Type.Integer(),
  projectId: IdOrNull,
  iterationId: IdOrNull,
  itemId: IdOrNull,
  version: Type.Optional(Type.Integer({ description: 'Of what was changed, afterwards' })),
});
export type LiveEvent = Type.Static<typeof LiveEvent>;

/** What a stream begins with: how soon to come back after it broke off. */
export const beginning = 'retry: 3000\n\n';

/** An event as the stream has it. */
export function eventText(event: LoggedEvent): string {
  const { seq, at, kind, actorId, projectId, iterationId, itemId, data } = event;
  const told: LiveEvent = {
    sequence: seq,
    at: isoInstant(at),
    kind,
    actorId,
    projectId,
    iterationId,
    itemId,
    ...(typeof data['version'] === 'number' ? { version: data['version'] } : {}),
  };
  return `id: ${seq}\ndata: ${JSON.stringify(told)}\n\n`;
}

/** Says that the stream goes on at a number, and that whatever was before it has to be read anew. */
export function resetText(sequence: number): string {
  return `id: ${sequence}\nevent: reset\ndata: ${JSON.stringify({ sequence })}\n\n`;
}

/** Says that the stream is alive; without data it raises no event, but is where a reader goes on. */
export function heartbeatText(sequence: number): string {
  return `: alive\nid: ${sequence}\n\n`;
}
