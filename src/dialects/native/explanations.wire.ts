import { type Static, Type } from 'typebox';
import type { ExplainedFigures } from '../../actions/index.ts';
import { isoInstant } from '../../domain/days.ts';
import { terms } from '../../domain/explain.ts';
import { beforeStart } from '../../domain/ledger-day.ts';
import { Amount, toAmount } from './figures.wire.ts';
import { DayOrNull, InstantOrNull } from './nullable.ts';

const TermName = Type.String({ enum: [...terms] });

/** How the figures of an iteration come about: what remains is the sum of all terms, each with its sign. */
export const Explanation = Type.Object({
  iterationId: Type.Integer(),
  version: Type.Integer(),
  asOf: InstantOrNull,
  day: DayOrNull,
  remaining: Type.Object(Amount.properties, { description: 'What remains; of one day, by how much that changed' }),
  terms: Type.Array(
    Type.Object({
      term: TermName,
      sign: Type.Integer({ minimum: -1, maximum: 1 }),
      amount: Amount,
      events: Type.Integer({ minimum: 0 }),
    }),
  ),
  events: Type.Array(
    Type.Object({
      term: TermName,
      seq: Type.Integer(),
      at: Type.String({ format: 'date-time' }),
      day: Type.Unsafe<string | null>({ ...DayOrNull, description: 'Null for what is part of the commitment' }),
      amount: Amount,
      actor: Type.Object({ id: Type.Integer(), uid: Type.String(), name: Type.String() }),
      item: Type.Unsafe<{ id: number; key: string; title: string } | null>({
        type: ['object', 'null'],
        properties: { id: { type: 'integer' }, key: { type: 'string' }, title: { type: 'string' } },
        description: 'Null for an item of a project that the caller cannot see',
      }),
    }),
    { description: 'What makes the terms up, by event' },
  ),
  next: Type.Unsafe<string | null>({ type: ['string', 'null'] }),
});
export type Explanation = Static<typeof Explanation>;

/** How figures come about, as it goes out. */
export function toExplanation(
  found: ExplainedFigures,
  { asOf, day, next }: { readonly asOf?: number; readonly day?: string; readonly next: string | null },
): Explanation {
  const { iteration, remaining, parts } = found;
  return {
    iterationId: iteration.id,
    version: iteration.version,
    asOf: asOf === undefined ? null : isoInstant(asOf),
    day: day ?? null,
    remaining: toAmount(remaining),
    terms: found.terms.map(({ term, sign, amount, parts: events }) => ({
      term,
      sign,
      amount: toAmount(amount),
      events,
    })),
    events: parts.map(({ term, amount, fact, actor, item }) => ({
      term,
      seq: fact.seq,
      at: isoInstant(fact.at),
      day: fact.day === beforeStart ? null : fact.day,
      amount: toAmount(amount),
      actor,
      item: item && { id: item.id, key: item.key, title: item.title },
    })),
    next,
  };
}
