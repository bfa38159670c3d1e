import { Type } from 'typebox';
import type { GoalView, IterationOdds } from '../../actions/index.ts';
import { toldChance } from '../../domain/forecast.ts';
import { type GoalOutcome, goalOutcomes } from '../../domain/goal.ts';
import type { Doubts, Fault } from '../../domain/refusal.ts';
import { textFault } from '../../domain/text.ts';
import { rounded } from './rounded.ts';

const TextOrNull = Type.Unsafe<string | null>({ type: ['string', 'null'] });
const Day = Type.String({ format: 'date' });
const outcome = {
  type: ['string', 'null'],
  enum: [...goalOutcomes, null],
} as const;
const longestEvidence = 4000;

/** Body of PUT: what a goal takes and what became of it, whole. */
export const NewGoal = Type.Object(
  {
    itemIds: Type.Array(Type.Integer({ minimum: 1 }), {
      maxItems: 1000,
      description: 'Items of the iteration without which the goal is not reached',
    }),
    outcome: Type.Optional(Type.Unsafe<GoalOutcome | null>({ ...outcome, description: 'Once it was started' })),
    evidence: Type.Optional(Type.Unsafe<string | null>({ type: ['string', 'null'], maxLength: longestEvidence })),
  },
  { additionalProperties: false },
);
export type NewGoal = Type.Static<typeof NewGoal>;

/** The goal of an iteration. */
export const Goal = Type.Object({
  iterationId: Type.Integer(),
  text: Type.Unsafe<string | null>({ type: ['string', 'null'], description: 'Changed with the iteration' }),
  outcome: Type.Unsafe<GoalOutcome | null>(outcome),
  evidence: TextOrNull,
  items: Type.Array(
    Type.Object({ id: Type.Integer(), key: Type.String(), title: Type.String(), isDone: Type.Boolean() }),
  ),
  version: Type.Integer(),
});
export type Goal = Type.Static<typeof Goal>;

const Chance = Type.Object(
  { chance: Type.Number(), orMore: Type.Boolean() },
  { description: 'From 0 to 1. While there is work left nothing is promised more firmly than 0.95 `orMore`' },
);
const Odds = Type.Object({
  day: Day,
  daysLeft: Type.Integer({ description: 'Working days' }),
  goalLeft: Type.Integer(),
  allLeft: Type.Integer(),
  goal: Chance,
  inOrder: Chance,
  all: Chance,
});

/** How likely an iteration reaches its goal. */
export const GoalOdds = Type.Object({
  iterationId: Type.Integer(),
  now: Type.Union([Odds, Type.Null()], {
    description:
      'Of the items of the `goal` if they are worked on first, or with all that stands before them (`inOrder`), and of `all`. ' +
      'Null when the iteration is over, has no end, or fewer than five days of the sample had something done',
  }),
  withPresence: Type.Union([Chance, Type.Null()], {
    description: 'The goal, when leave is taken off the pace; null where nobody’s work is planned',
  }),
  window: Type.Integer({ description: 'How many working days foretell best, of 30, 60 and 90' }),
  sample: Type.Array(Type.Integer(), { description: 'Items by working day, the oldest first' }),
  threshold: Type.Number(),
  cut: Type.Union(
    [
      Type.Object({
        itemIds: Type.Array(Type.Integer()),
        inOrder: Chance,
        isEnough: Type.Boolean({ description: 'False: no cut is, the goal alone is too much' }),
      }),
      Type.Null(),
    ],
    {
      description: 'The fewest items beside the goal to take out so that it is reached; null when it is likely enough',
    },
  ),
  history: Type.Array(Odds, { description: 'As it stood on the mornings of the days before' }),
});
export type GoalOdds = Type.Static<typeof GoalOdds>;

/** What a PUT asks for, and what is wrong with it. A body that does not fit its schema asks for nothing. */
export function toGoalFields(
  body: NewGoal,
  doubts: Doubts,
): {
  readonly itemIds: readonly number[];
  readonly outcome: GoalOutcome | null;
  readonly evidence: string | null;
  readonly doubts: Doubts;
} {
  if (doubts.body !== undefined || doubts.faults !== undefined) {
    return { itemIds: [], outcome: null, evidence: null, doubts };
  }
  const { itemIds, outcome: became = null, evidence = null } = body;
  const rule = evidence === null ? null : textFault(evidence, { min: 1, max: longestEvidence, lines: 'several' });
  const message = `Evidence has 1 to ${longestEvidence} characters`;
  const faults: Fault[] = rule === null ? [] : [{ field: 'evidence', rule, message }];
  return { itemIds, outcome: became, evidence, doubts: { faults } };
}

/** A goal as it goes out. */
export function toGoal({ items, ...goal }: GoalView): Goal {
  return {
    ...goal,
    items: items.map(({ id, key, title, category }) => ({ id, key, title, isDone: category === 'done' })),
  };
}

/** Odds as they go out. */
export function toGoalOdds(found: IterationOdds, threshold: number): GoalOdds {
  const { iterationId, now, withPresence, window, sample, cut, history } = found;
  return {
    iterationId,
    now: now === null ? null : toOdds(now),
    withPresence: withPresence === null ? null : told(withPresence, now?.goalLeft ?? 0),
    window,
    sample: [...sample],
    threshold,
    cut:
      cut === null
        ? null
        : { itemIds: [...cut.itemIds], inOrder: told(cut.inOrder, now?.goalLeft ?? 0), isEnough: cut.isEnough },
    history: history.map(toOdds),
  };
}

function toOdds(odds: NonNullable<IterationOdds['now']>): Type.Static<typeof Odds> {
  const { day, daysLeft, goalLeft, allLeft, goal, inOrder, all } = odds;
  return {
    day,
    daysLeft,
    goalLeft,
    allLeft,
    goal: told(goal, goalLeft),
    inOrder: told(inOrder, goalLeft),
    all: told(all, allLeft),
  };
}

function told(chance: number, workLeft: number): { chance: number; orMore: boolean } {
  const shown = toldChance(chance, workLeft);
  return { chance: rounded(shown.chance), orMore: shown.orMore };
}
