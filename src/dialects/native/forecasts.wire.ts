import { Type } from 'typebox';
import type { AnsweredForecast, Asking, ForecastView } from '../../actions/index.ts';
import { isoInstant } from '../../domain/days.ts';
import { parseMoment } from '../../domain/parse-moment.ts';
import type { Doubts, Fault } from '../../domain/refusal.ts';
import { instantRule } from './as-of.ts';
import { rounded } from './rounded.ts';

const questions = ['how_many', 'when', 'in_turn', 'points', 'when_points'] as const;
const NumberOrNull = Type.Union([Type.Number(), Type.Null()]);
const DayOrNull = Type.Unsafe<string | null>({ type: ['string', 'null'], format: 'date' });
/** Work that takes longer to reckon than anyone waits for. */
const mostItems = 2000;

/** Body of POST: a question about the future. */
export const NewForecast = Type.Object(
  {
    question: Type.Unsafe<(typeof questions)[number]>({
      type: 'string',
      enum: [...questions],
      description:
        '`how_many` items in `days`; `when` the items of all `parts` are done, or, if they are done one after another, `in_turn`; ' +
        'how many `points` in so many `iterations`; `when_points`: after how many iterations `points` are done',
    }),
    days: Type.Optional(Type.Integer({ minimum: 1, maximum: 260, description: 'Working days' })),
    iterations: Type.Optional(Type.Integer({ minimum: 1, maximum: 26 })),
    points: Type.Optional(Type.Number({ minimum: 0, maximum: 100_000 })),
    parts: Type.Optional(
      Type.Array(
        Type.Object(
          {
            projectId: Type.Optional(Type.Integer({ minimum: 1, description: 'This project if absent' })),
            items: Type.Integer({ minimum: 0, maximum: mostItems }),
          },
          { additionalProperties: false },
        ),
        {
          minItems: 1,
          maxItems: 10,
          description: `Together at most ${mostItems} items. Of \`when\`, parts of one project are one: they share its pace`,
        },
      ),
    ),
    share: Type.Optional(
      Type.Number({ minimum: 0.01, maximum: 1, description: 'Of the people that will be there; 1 if absent' }),
    ),
    grows: Type.Optional(
      Type.Boolean({ description: 'Whether the scope grows on balance as it did in past iterations; false if absent' }),
    ),
    split: Type.Optional(
      Type.Object(
        { low: Type.Number({ minimum: 1, maximum: 5 }), high: Type.Number({ minimum: 1, maximum: 5 }) },
        { additionalProperties: false, description: 'Into how many an item falls, anything from low to high alike' },
      ),
    ),
    seed: Type.Optional(Type.Integer({ minimum: 0, maximum: 2_147_483_647, description: 'Of `in_turn`; 1 if absent' })),
    startsToday: Type.Optional(
      Type.Boolean({
        description: 'Whether today counts; if absent, when it is before noon in the zone of the project',
      }),
    ),
    asOf: Type.Optional(
      Type.String({
        maxLength: 40,
        description:
          'An instant: what would have been answered then, by what was known before it. Nothing of it is kept',
      }),
    ),
  },
  { additionalProperties: false, examples: [{ question: 'when', parts: [{ items: 12 }] }] },
);
export type NewForecast = Type.Static<typeof NewForecast>;

const Percentiles = { p50: NumberOrNull, p70: NumberOrNull, p85: NumberOrNull, p95: NumberOrNull };

const answered = {
  projectId: Type.Integer(),
  question: Type.Object({ kind: Type.String({ enum: [...questions] }) }, { additionalProperties: true }),
  askedAt: Type.String({ format: 'date-time', description: 'Or the instant of which was asked' }),
  askedDay: Type.String({ format: 'date' }),
  sample: Type.Object(
    { window: Type.Integer(), values: Type.Array(Type.Array(Type.Number())) },
    { description: 'Items by working day, or points by iteration, the oldest first; one list for each part' },
  ),
  inputsHash: Type.String({ description: 'Of question and sample: equal inputs have equal answers' }),
  method: Type.String({ enum: ['exact', 'simulated'] }),
  answer: Type.Union(
    [
      Type.Object({
        mean: NumberOrNull,
        ...Percentiles,
        histogram: Type.Array(Type.Object({ from: Type.Number(), to: Type.Number(), chance: Type.Number() })),
      }),
      Type.Null(),
    ],
    {
      description:
        'Amounts that are reached at least, or working days or iterations that are needed at most, each with that many per ' +
        'cent. Null: too little is known, fewer than five days with something done or fewer than three closed iterations',
    },
  ),
  firstDay: DayOrNull,
  until: DayOrNull,
  dates: Type.Union([Type.Object({ p50: DayOrNull, p70: DayOrNull, p85: DayOrNull, p95: DayOrNull }), Type.Null()]),
};

/** What would have been answered at another instant; nothing of it is kept. */
export const PastForecast = Type.Object(answered);
export type PastForecast = Type.Static<typeof PastForecast>;

/** A forecast as it was given, and what came of it. */
export const Forecast = Type.Object({
  id: Type.Integer(),
  ...answered,
  isStanding: Type.Boolean({ description: 'Asked by the server itself, to see how well it foretells' }),
  isScored: Type.Boolean({ description: 'Whether reality can answer just what was asked' }),
  outcome: NumberOrNull,
  settledAt: Type.Unsafe<string | null>({ type: ['string', 'null'], format: 'date-time' }),
  score: Type.Union([
    Type.Object({
      held: Type.Object({ p50: Type.Boolean(), p85: Type.Boolean(), p95: Type.Boolean() }),
      loss: Type.Number({ description: 'Mean pinball loss of p50, p85 and p95' }),
    }),
    Type.Null(),
  ]),
});
export type Forecast = Type.Static<typeof Forecast>;

/** A page of forecasts. */
export const ForecastPage = Type.Object({
  forecasts: Type.Array(Forecast),
  next: Type.Unsafe<string | null>({ type: ['string', 'null'] }),
});
export type ForecastPage = Type.Static<typeof ForecastPage>;

/** What each question takes, beside itself, `startsToday` and `asOf`; the first are needed. */
const members = {
  how_many: { needs: 'days', takes: ['share'] },
  when: { needs: 'parts', takes: ['share', 'grows', 'split'] },
  in_turn: { needs: 'parts', takes: ['seed'] },
  points: { needs: 'iterations', takes: [] },
  when_points: { needs: 'points', takes: ['grows'] },
} as const;

/** What a POST asks, and what is wrong with it. */
export function toAsking(
  body: NewForecast,
  doubts: Doubts,
): {
  readonly asking: Asking | undefined;
  readonly startsToday?: boolean;
  readonly asOf?: number;
  readonly doubts: Doubts;
} {
  if (doubts.body !== undefined || doubts.faults !== undefined) return { asking: undefined, doubts };
  const { question, startsToday, asOf, ...given } = body;
  const { needs, takes } = members[question];
  const faults: Fault[] = [];
  if (given[needs] === undefined) {
    faults.push({ field: needs, rule: 'missing', message: `The question ${question} needs ${needs}` });
  }
  for (const field of Object.keys(given)) {
    if (field === needs || takes.some((name) => name === field)) continue;
    faults.push({ field, rule: 'unknown', message: `The question ${question} takes no ${field}` });
  }
  const at = asOf === undefined ? undefined : (parseMoment(asOf)?.at ?? null);
  if (at === null) faults.push({ field: 'asOf', rule: 'range', message: instantRule });
  const items = (given.parts ?? []).reduce((sum, part) => sum + part.items, 0);
  if (items > mostItems) faults.push({ field: 'parts', rule: 'range', message: `At most ${mostItems} items in all` });
  if (given.split !== undefined && given.split.high < given.split.low) {
    faults.push({ field: 'split', rule: 'range', message: 'The high end is not below the low one' });
  }
  return {
    asking: faults.length === 0 ? askingOf(question, given) : undefined,
    ...(startsToday === undefined ? {} : { startsToday }),
    ...(at === undefined || at === null ? {} : { asOf: at }),
    doubts: { faults },
  };
}

/** A forecast as it goes out. */
export function toForecast(view: ForecastView): Forecast {
  return {
    id: view.id,
    ...toPastForecast(view, view.askedAt),
    isStanding: view.isStanding,
    isScored: view.isScored,
    outcome: view.outcome,
    settledAt: view.settledAt === null ? null : isoInstant(view.settledAt),
    score: view.score === null ? null : { held: { ...view.score.held }, loss: rounded(view.score.loss) },
  };
}

/** An answer that is not kept as it goes out; the instant of which was asked in epoch milliseconds. */
export function toPastForecast(answered: AnsweredForecast, at: number): PastForecast {
  const { forecast, method, firstDay, until, dates } = answered.answer;
  return {
    projectId: answered.projectId,
    question: answered.question,
    askedAt: isoInstant(at),
    askedDay: answered.askedDay,
    sample: { window: answered.sample.window, values: answered.sample.values.map((each) => [...each]) },
    inputsHash: answered.inputsHash,
    method,
    answer:
      forecast === null
        ? null
        : {
            ...forecast,
            mean: forecast.mean === null ? null : rounded(forecast.mean),
            histogram: forecast.histogram.map((bar) => ({ ...bar, chance: rounded(bar.chance) })),
          },
    firstDay,
    until,
    dates: dates === null ? null : { ...dates },
  };
}

function askingOf(question: NewForecast['question'], given: Partial<NewForecast>): Asking {
  const { days = 1, iterations = 1, points = 0, share = 1, grows = false, split = null, seed = 1 } = given;
  const parts = (given.parts ?? []).map(({ projectId = null, items }) => ({ projectId, items }));
  switch (question) {
    case 'how_many':
      return { kind: question, days, share };
    case 'when':
      return { kind: question, parts, share, grows, split };
    case 'in_turn':
      return { kind: question, parts, seed };
    case 'points':
      return { kind: question, iterations };
    case 'when_points':
      return { kind: question, points, grows };
  }
}
