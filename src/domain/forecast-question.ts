import {
  allThrough,
  chancesByDrawOf,
  dailyChances,
  type Forecast,
  fewestIterations,
  forecastOfDraws,
  hasEnoughDays,
  howMany,
  howManyPoints,
  whenPoints,
} from './forecast.ts';
import type { Target } from './forecast-steps.ts';
import { mulberry32, sharesByDraw, simulateStages } from './simulation.ts';

/** Work of one project: so many of its items. */
export interface Part {
  readonly projectId: number;
  readonly items: number;
}

/** What may be asked about the future of a project. */
export type Question =
  /** How many items are done in so many working days? */
  | { readonly kind: 'how_many'; readonly days: number; readonly share: number }
  /** After how many working days are the items of all parts done, which are worked on side by side? */
  | ({ readonly kind: 'when'; readonly parts: readonly Part[]; readonly share: number } & Uncertain)
  /** The same for parts that are worked on one after another. */
  | { readonly kind: 'in_turn'; readonly parts: readonly Part[]; readonly seed: number }
  /** How many points are done in so many iterations? */
  | { readonly kind: 'points'; readonly iterations: number }
  /** After how many iterations are these points done? */
  | ({ readonly kind: 'when_points'; readonly points: number } & Pick<Uncertain, 'growth'>);

/** What makes a target uncertain. */
interface Uncertain {
  /** By what shares the scope grew in past iterations; empty takes it as it is. */
  readonly growth: readonly number[];
  readonly split: NonNullable<Target['split']> | null;
}

/** The past from which it is foretold. */
export interface Sample {
  /** How many working days or iterations back it goes. */
  readonly window: number;
  /** For each part, or the one project: items by working day, or points by iteration; the oldest first. */
  readonly values: readonly (readonly number[])[];
}

/** What was found. Without a forecast too little is known: too few days with something done, or too few iterations. */
export interface Answer {
  readonly method: 'exact' | 'simulated';
  readonly forecast: Forecast | null;
}

/** Trials of a simulation. */
const trials = 10_000;

/**
 * Answers a question from a sample. All is exact but work in several stages, which is simulated: the same seed gives the
 * same answer.
 */
export function answerQuestion(question: Question, { values }: Sample): Answer {
  const isEnough = values.every((each) => (isOfDays(question) ? hasEnoughDays(each) : each.length >= fewestIterations));
  return {
    method: question.kind === 'in_turn' ? 'simulated' : 'exact',
    forecast: isEnough ? forecastFor(question, values) : null,
  };
}

/** Whether it is answered from what was done in working days, and not from iterations. */
export function isOfDays({ kind }: Question): boolean {
  return kind !== 'points' && kind !== 'when_points';
}

/**
 * Whether reality will answer just what was asked. A target that may become another cannot be told from what was done, and
 * that nothing takes no time is no promise.
 */
export function canBeScored(question: Question, answer: Answer): boolean {
  if (answer.forecast === null || isNothing(question)) return false;
  if (question.kind === 'when') return question.growth.length === 0 && question.split === null;
  return question.kind !== 'when_points' || question.growth.length === 0;
}

function isNothing(question: Question): boolean {
  if ('parts' in question) return question.parts.every(({ items }) => items === 0);
  return question.kind === 'when_points' && question.points === 0;
}

function forecastFor(question: Question, values: Sample['values']): Forecast {
  const [own = []] = values;
  switch (question.kind) {
    case 'how_many':
      return howMany(dailyChances(own, question.share), question.days);
    case 'points':
      return howManyPoints(own, question.iterations);
    case 'when_points':
      return whenPoints(own, targetOf(question.points, { growth: question.growth, split: null }));
    case 'when':
      return together(question, values);
    case 'in_turn': {
      const stages = question.parts.map(({ items }, index) => ({ sample: values[index] ?? [], amount: items }));
      return forecastOfDraws(sharesByDraw(simulateStages(stages, trials, mulberry32(question.seed))));
    }
  }
}

function together(question: Extract<Question, { kind: 'when' }>, values: Sample['values']): Forecast {
  const teams = question.parts.map(({ items }, index) =>
    chancesByDrawOf(dailyChances(values[index] ?? [], question.share), targetOf(items, question)),
  );
  return forecastOfDraws(allThrough(teams));
}

function targetOf(amount: number, { growth, split }: Uncertain): Target {
  return { amount, ...(growth.length === 0 ? {} : { growth }), ...(split === null ? {} : { split }) };
}
