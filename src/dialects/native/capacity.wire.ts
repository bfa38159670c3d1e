import { Type } from 'typebox';
import type { IterationCapacity } from '../../actions/index.ts';
import { rounded } from './rounded.ts';

const NumberOrNull = Type.Union([Type.Number(), Type.Null()]);
const DayOrNull = Type.Unsafe<string | null>({ type: ['string', 'null'], format: 'date' });
const Loaded = Type.Object({
  points: Type.Number(),
  load: Type.String({
    enum: ['under', 'within', 'over', 'open'],
    description: 'Against minCapacity and maxCapacity; a missing one is open',
  }),
  share: Type.Union([Type.Number(), Type.Null()], { description: 'Of expectedPoints' }),
});

/** What a team can give to an iteration, and what was put into it. */
export const Capacity = Type.Object({
  iterationId: Type.Integer(),
  version: Type.Integer(),
  start: DayOrNull,
  end: DayOrNull,
  minCapacity: NumberOrNull,
  maxCapacity: NumberOrNull,
  hours: Type.Union([Type.Number(), Type.Null()], {
    description:
      'For the plan. Null where nobody has a work pattern, a date is missing, or the window is over two years',
  }),
  personDays: Type.Union([Type.Number(), Type.Null()], {
    description: 'Full-time days of eight hours, with what goes into meetings and support',
  }),
  people: Type.Array(Type.Object({ personId: Type.Integer(), hours: Type.Number(), personDays: Type.Number() })),
  days: Type.Array(Type.Object({ day: Type.String({ format: 'date' }), hours: Type.Number() }), {
    description: 'The working days, each with the hours of all',
  }),
  pointsPerPersonDay: Type.Union([Type.Number(), Type.Null()], {
    description: 'Points over full-time days of all iterations in sample together; null with fewer than three',
  }),
  sample: Type.Array(Type.Object({ iterationId: Type.Integer(), points: Type.Number(), personDays: Type.Number() }), {
    description: 'The last iterations of the project that were closed before this one was started, newest first',
  }),
  expectedPoints: NumberOrNull,
  scope: Type.Object(Loaded.properties, { description: 'What it holds; once closed, what it held at the close' }),
  committed: Type.Union([Loaded, Type.Null()], { description: 'What it held undone when it was started' }),
});
export type Capacity = Type.Static<typeof Capacity>;

/** The capacity of an iteration as it goes out. */
export function toCapacity(found: IterationCapacity): Capacity {
  const { iteration, capacity, rate, sample, expected, scope, committed } = found;
  const { id, version, start, end, minCapacity, maxCapacity } = iteration;
  return {
    iterationId: id,
    version,
    start: start?.day ?? null,
    end: end?.day ?? null,
    minCapacity,
    maxCapacity,
    hours: orNull(capacity?.hours),
    personDays: orNull(capacity?.personDays),
    people: (capacity?.people ?? []).map(({ personId, hours, personDays }) => ({
      personId,
      hours: rounded(hours),
      personDays: rounded(personDays),
    })),
    days: (capacity?.days ?? []).map(({ day, hours }) => ({ day, hours: rounded(hours) })),
    pointsPerPersonDay: orNull(rate),
    sample: sample.map((each) => ({
      iterationId: each.iterationId,
      points: rounded(each.points),
      personDays: rounded(each.personDays),
    })),
    expectedPoints: orNull(expected),
    scope: toLoaded(scope),
    committed: committed === null ? null : toLoaded(committed),
  };
}

function toLoaded({ points, load, share }: IterationCapacity['scope']): Capacity['scope'] {
  return { points: rounded(points), load, share: orNull(share) };
}

function orNull(value: number | null | undefined): number | null {
  return value === null || value === undefined ? null : rounded(value);
}
