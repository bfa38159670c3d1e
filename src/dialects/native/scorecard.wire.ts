import { Type } from 'typebox';
import type { Scorecard as CoreScorecard } from '../../actions/index.ts';
import type { BackTest as CoreBackTest, Coverage as CoreCoverage } from '../../domain/calibration.ts';
import { goalOutcomes } from '../../domain/goal.ts';
import { rounded } from './rounded.ts';

const NumberOrNull = Type.Union([Type.Number(), Type.Null()]);
const DayOrNull = Type.Unsafe<string | null>({ type: ['string', 'null'], format: 'date' });
const Coverage = Type.Object(
  {
    forecasts: Type.Integer(),
    held: Type.Integer(),
    share: NumberOrNull,
    gap: Type.Union([Type.Number(), Type.Null()], { description: 'By how much the share is off what was promised' }),
    chanceOfSoFew: Type.Number({ description: 'If the promise were right' }),
    verdict: Type.String({ enum: ['over_confident', 'under_confident', 'not_proven'] }),
  },
  { description: 'How many of the forecasts that promised so much held' },
);
const BackTest = Type.Object({
  window: Type.Union([Type.Integer(), Type.Null()]),
  forecasts: Type.Integer(),
  loss: NumberOrNull,
});
const Past = Type.Object(
  {
    window: Type.Integer({ description: 'The one in use: what lost least, of several the longest' }),
    tests: Type.Array(BackTest, { description: 'Mean pinball loss of the exact forecast from each window' }),
    baselines: Type.Object({ mean: BackTest, last: BackTest, previous: BackTest }),
  },
  { description: 'How each way of foretelling would have done on the past' },
);
const atQuarters = Type.Object({ quarter: NumberOrNull, half: NumberOrNull, threeQuarters: NumberOrNull });

/** How well is foretold. */
export const Scorecard = Type.Object({
  projectId: Type.Integer(),
  forecasts: Type.Array(
    Type.Object({ question: Type.String(), p50: Coverage, p85: Coverage, p95: Coverage, loss: NumberOrNull }),
    { description: 'The thousand newest that are settled, by kind of question' },
  ),
  iterations: Past,
  days: Past,
  goals: Type.Array(
    Type.Object({
      iterationId: Type.Integer(),
      title: Type.String(),
      start: DayOrNull,
      end: DayOrNull,
      outcome: Type.String({ enum: [...goalOutcomes] }),
      odds: atQuarters,
    }),
    { description: 'The last fifty that were judged, with the odds they had been given by then' },
  ),
  goalsMet: Type.Object(
    { judged: Type.Integer(), met: Type.Integer(), share: NumberOrNull },
    { description: 'Of those; changed and abandoned goals do not count' },
  ),
  brier: Type.Object(atQuarters.properties, { description: '0 is perfect; changed and abandoned goals do not count' }),
});
export type Scorecard = Type.Static<typeof Scorecard>;

/** A scorecard as it goes out. */
export function toScorecard(projectId: number, card: CoreScorecard): Scorecard {
  const { kinds, iterations, days, goals, goalsMet, brier } = card;
  return {
    projectId,
    forecasts: kinds.map(({ kind, p50, p85, p95, loss }) => ({
      question: kind,
      p50: toCoverage(p50),
      p85: toCoverage(p85),
      p95: toCoverage(p95),
      loss: orNull(loss),
    })),
    iterations: toPast(iterations),
    days: toPast(days),
    goals: goals.map(({ startDay, endDay, odds, ...goal }) => ({
      ...goal,
      start: startDay,
      end: endDay,
      odds: toQuarters(odds),
    })),
    goalsMet: { ...goalsMet, share: orNull(goalsMet.share) },
    brier: toQuarters(brier),
  };
}

function toPast({ window, tests, baselines }: CoreScorecard['days']): Scorecard['days'] {
  const { mean, last, previous } = baselines;
  return {
    window,
    tests: tests.map(toBackTest),
    baselines: { mean: toBackTest(mean), last: toBackTest(last), previous: toBackTest(previous) },
  };
}

function toBackTest({ window, forecasts, loss }: CoreBackTest): CoreBackTest {
  return { window, forecasts, loss: orNull(loss) };
}

function toCoverage({ share, gap, chanceOfSoFew, ...coverage }: CoreCoverage): CoreCoverage {
  return { ...coverage, share: orNull(share), gap: orNull(gap), chanceOfSoFew: rounded(chanceOfSoFew) };
}

function toQuarters([quarter, half, threeQuarters]: CoreScorecard['brier']): Type.Static<typeof atQuarters> {
  return { quarter: orNull(quarter), half: orNull(half), threeQuarters: orNull(threeQuarters) };
}

function orNull(value: number | null): number | null {
  return value === null ? null : rounded(value);
}
