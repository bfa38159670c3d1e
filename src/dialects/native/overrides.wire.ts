import { type Static, Type } from 'typebox';
import { isoInstant } from '../../domain/days.ts';
import type { Override } from '../../domain/scope-policy.ts';
import { rounded } from './rounded.ts';

const Amount = Type.Object({ points: Type.Number(), items: Type.Number() });

/** What was let into an iteration against its scope policy, oldest first. */
export const Overrides = Type.Array(
  Type.Object({
    sequence: Type.Integer({ description: 'The number of the event' }),
    at: Type.String({ format: 'date-time' }),
    personId: Type.Integer(),
    reason: Type.String(),
    excess: Type.Object(
      { measure: Type.Union([Type.Literal('points'), Type.Literal('items')]), amount: Type.Number() },
      { description: 'By how much it was too much' },
    ),
    comesIn: Amount,
    goesOut: Amount,
  }),
  { description: 'What was let in against the scope policy, oldest first' },
);

/** Overrides as they go out. */
export function toOverrides(overrides: readonly Override[]): Static<typeof Overrides> {
  return overrides.map(({ seq, at, actorId, reason, excess, comesIn, goesOut }) => ({
    sequence: seq,
    at: isoInstant(at),
    personId: actorId,
    reason,
    excess: { measure: excess.measure, amount: rounded(excess.amount) },
    comesIn: { points: rounded(comesIn.points), items: comesIn.items },
    goesOut: { points: rounded(goesOut.points), items: goesOut.items },
  }));
}
