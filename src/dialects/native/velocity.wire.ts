import { Type } from 'typebox';
import type { Velocity as CoreVelocity } from '../../actions/index.ts';
import type { Amount as CoreAmount } from '../../domain/amount.ts';
import type { Doubts, Fault } from '../../domain/refusal.ts';
import { textFault } from '../../domain/text.ts';
import { rounded } from './rounded.ts';

const NumberOrNull = Type.Union([Type.Number(), Type.Null()]);
const DayOrNull = Type.Unsafe<string | null>({ type: ['string', 'null'], format: 'date' });
const TextOrNull = Type.Unsafe<string | null>({ type: ['string', 'null'] });
const Amount = Type.Object({ points: Type.Number(), items: Type.Number() });
const AmountOrNull = Type.Union([Amount, Type.Null()]);

/** How much a project finishes in an iteration. */
export const Velocity = Type.Object({
  iterations: Type.Array(
    Type.Object({
      id: Type.Integer(),
      title: Type.String(),
      start: DayOrNull,
      end: DayOrNull,
      finishedDay: Type.String({ format: 'date' }),
      committed: AmountOrNull,
      completed: Amount,
      late: Type.Union([Amount, Type.Null()], { description: 'Of what was completed, after the planned end' }),
      doneOnArrival: Type.Union([Amount, Type.Null()], { description: 'Done before it came in: in no velocity' }),
      carried: AmountOrNull,
      kept: Type.Union([Amount, Type.Null()], { description: 'Done of the commitment, as it was estimated then' }),
      isExcluded: Type.Boolean({ description: 'Shown, but in no sample' }),
      reason: TextOrNull,
    }),
    { description: 'The last closed ones, in the order of their closing' },
  ),
  window: Type.Integer({ description: 'How many of the last ones foretell best, of 6, 10 and 20' }),
  sample: Type.Array(Type.Integer(), { description: 'The iterations from which is foretold' }),
  summary: Type.Union(
    [
      Type.Object({
        iterations: Type.Integer(),
        mean: Type.Number(),
        median: Type.Number({ description: 'Interpolated' }),
        least: Type.Number(),
        most: Type.Number(),
        standardDeviation: NumberOrNull,
        variation: NumberOrNull,
        lastThreeMean: Type.Number(),
        bestThreeMean: Type.Number(),
        worstThreeMean: Type.Number(),
        p15: Type.Number({ description: 'Nearest rank, as are p50 and p85' }),
        p50: Type.Number(),
        p85: Type.Number(),
      }),
      Type.Null(),
    ],
    { description: 'Of the points of the sample' },
  ),
  reliability: Type.Object(
    { points: NumberOrNull, items: NumberOrNull },
    { description: 'Of all that was committed to, the share that was kept; null where nothing was' },
  ),
  delivery: Type.Object(
    { points: NumberOrNull, items: NumberOrNull },
    { description: 'All that was completed, over all that was committed to; may be above 1' },
  ),
  next: Type.Array(
    Type.Object({
      iteration: Type.Union([Type.Object({ id: Type.Integer(), title: Type.String() }), Type.Null()]),
      band: Type.Union([Type.Object({ p15: Type.Number(), p50: Type.Number(), p85: Type.Number() }), Type.Null()]),
      atLeast: Type.Union([Type.Object({ p50: Type.Number(), p85: Type.Number(), p95: Type.Number() }), Type.Null()], {
        description: 'Points that it and those before it in this list bring, with 50, 85 and 95 %',
      }),
    }),
    {
      description:
        'The next ones in order; the iteration is null where none is planned. Nothing is foretold from fewer than three closed ones',
    },
  ),
});
export type Velocity = Type.Static<typeof Velocity>;

/** Velocity as it goes out. */
export function toVelocity({ bars, sample, window, summary, reliability, delivery, next }: CoreVelocity): Velocity {
  return {
    iterations: bars.map(({ startDay, endDay, ...bar }) => ({
      ...bar,
      start: startDay,
      end: endDay,
      committed: toAmount(bar.committed),
      completed: roundedAmount(bar.completed),
      late: toAmount(bar.late),
      doneOnArrival: toAmount(bar.doneOnArrival),
      carried: toAmount(bar.carried),
      kept: toAmount(bar.kept),
    })),
    window,
    sample: [...sample],
    summary:
      summary === null
        ? null
        : {
            ...summary,
            mean: rounded(summary.mean),
            median: rounded(summary.median),
            least: rounded(summary.least),
            most: rounded(summary.most),
            standardDeviation: roundedOrNull(summary.standardDeviation),
            variation: roundedOrNull(summary.variation),
            lastThreeMean: rounded(summary.lastThreeMean),
            bestThreeMean: rounded(summary.bestThreeMean),
            worstThreeMean: rounded(summary.worstThreeMean),
            p15: rounded(summary.p15),
            p50: rounded(summary.p50),
            p85: rounded(summary.p85),
          },
    reliability: { points: roundedOrNull(reliability.points), items: roundedOrNull(reliability.items) },
    delivery: { points: roundedOrNull(delivery.points), items: roundedOrNull(delivery.items) },
    next: [...next],
  };
}

/** Body of PUT: whether an iteration counts for those to come. */
export const NewSample = Type.Object(
  {
    excluded: Type.Boolean(),
    reason: Type.Optional(
      Type.Unsafe<string | null>({ type: ['string', 'null'], maxLength: 500, description: 'Needed to exclude it' }),
    ),
  },
  { additionalProperties: false },
);
export type NewSample = Type.Static<typeof NewSample>;

/** Whether an iteration counts for those to come. */
export const Sample = Type.Object({
  iterationId: Type.Integer(),
  excluded: Type.Boolean(),
  reason: TextOrNull,
  version: Type.Integer(),
});
export type Sample = Type.Static<typeof Sample>;

/** What a PUT asks for, and what is wrong with it. A body that does not fit its schema asks for nothing. */
export function toMark(
  body: NewSample,
  doubts: Doubts,
): { readonly excluded: boolean; readonly reason: string | null; readonly doubts: Doubts } {
  if (doubts.body !== undefined || doubts.faults !== undefined) return { excluded: false, reason: null, doubts };
  const { excluded, reason = null } = body;
  const rule = excluded ? textFault(reason ?? '', { min: 1, max: 500 }) : null;
  const faults: Fault[] =
    rule === null ? [] : [{ field: 'reason', rule, message: 'A reason has 1 to 500 characters, on one line' }];
  return { excluded, reason, doubts: { faults } };
}

function toAmount(amount: CoreAmount | null): { points: number; items: number } | null {
  return amount === null ? null : roundedAmount(amount);
}

function roundedAmount({ points, items }: CoreAmount): { points: number; items: number } {
  return { points: rounded(points), items };
}

function roundedOrNull(value: number | null): number | null {
  return value === null ? null : rounded(value);
}
