import { Type } from 'typebox';
import type { Flow as CoreFlow } from '../../actions/index.ts';
import type { TimesTaken, TimeUnit } from '../../domain/flow.ts';
import { rounded } from './rounded.ts';

const NumberOrNull = Type.Union([Type.Number(), Type.Null()]);
const Day = Type.String({ format: 'date' });
const timesTaken = (description: string) =>
  Type.Object(
    {
      count: Type.Integer(),
      mean: NumberOrNull,
      p50: NumberOrNull,
      p70: NumberOrNull,
      p85: NumberOrNull,
      p95: NumberOrNull,
    },
    { description },
  );
const Times = timesTaken('Days, both ends counted; percentiles by nearest rank');
const timesIn = (unit: string) =>
  Type.Object(
    {
      cycle: timesTaken('Percentiles by nearest rank'),
      lead: timesTaken('Percentiles by nearest rank'),
      expectation: Type.Union([Type.Object({ value: Type.Number(), perCent: Type.Integer() }), Type.Null()]),
    },
    { description: `The same times, in ${unit}` },
  );
const named = { id: Type.Integer(), key: Type.String(), title: Type.String(), type: Type.String() };

/** How work flows over a board, or the items of an iteration. */
export const Flow = Type.Object({
  boardId: Type.Integer(),
  zone: Type.String({ description: 'IANA zone in which the days are counted' }),
  days: Type.Array(
    Type.Object({
      day: Day,
      isWorking: Type.Boolean(),
      arrived: Type.Integer(),
      started: Type.Integer(),
      done: Type.Integer(),
      reopened: Type.Integer(),
      dropped: Type.Integer(),
      toDo: Type.Integer(),
      inProgress: Type.Integer(),
      doneThatDay: Type.Integer(),
    }),
    {
      description:
        'At the end of each day. `arrived`, `started` and `done` never fall: what was reopened, and what dropped out, ' +
        'is told beside them; `toDo` and `inProgress` are what really waited and was being worked on',
    },
  ),
  cycle: Times,
  lead: Times,
  expectation: Type.Union([Type.Object({ days: Type.Integer(), perCent: Type.Integer() }), Type.Null()], {
    description: 'The cycle time that 85 of 100 of the items of the last 90 days kept',
  }),
  workingDays: timesIn('days that are worked on, by the working calendar'),
  hours: timesIn('exact hours'),
  finished: Type.Array(
    Type.Object({
      ...named,
      doneDay: Day,
      cycleDays: Type.Integer(),
      cycleWorkingDays: Type.Integer(),
      cycleHours: Type.Number(),
      leadDays: Type.Integer(),
      leadWorkingDays: Type.Integer(),
      leadHours: Type.Number(),
    }),
    { description: 'The last thousand, the latest first' },
  ),
  begun: Type.Array(
    Type.Object({
      ...named,
      startedDay: Day,
      ageDays: Type.Integer(),
      ageWorkingDays: Type.Integer(),
      ageHours: Type.Number(),
      chance: Type.Union([Type.Number(), Type.Null()], { description: 'That it keeps the expectation' }),
    }),
    { description: 'The first thousand, the oldest first' },
  ),
});
export type Flow = Type.Static<typeof Flow>;

/** Flow as it goes out. */
export function toFlow({ days, times, finished, begun, ...flow }: CoreFlow): Flow {
  const { cycle, lead, expectation } = times.days;
  return {
    ...flow,
    days: [...days],
    cycle: toTimes(cycle),
    lead: toTimes(lead),
    expectation: expectation === null ? null : { days: expectation, perCent: 85 },
    workingDays: toTimesOfUnit(times.workingDays),
    hours: toTimesOfUnit(times.hours),
    finished: finished.map(({ cycle: own, lead: whole, ...item }) => ({
      ...item,
      cycleDays: own.days,
      cycleWorkingDays: own.workingDays,
      cycleHours: rounded(own.hours),
      leadDays: whole.days,
      leadWorkingDays: whole.workingDays,
      leadHours: rounded(whole.hours),
    })),
    begun: begun.map(({ age, chance, ...item }) => ({
      ...item,
      ageDays: age.days,
      ageWorkingDays: age.workingDays,
      ageHours: rounded(age.hours),
      chance: roundedOrNull(chance),
    })),
  };
}

function toTimesOfUnit({ cycle, lead, expectation }: CoreFlow['times'][TimeUnit]) {
  const value = roundedOrNull(expectation);
  return { cycle: toTimes(cycle), lead: toTimes(lead), expectation: value === null ? null : { value, perCent: 85 } };
}

function toTimes({ count, mean, p50, p70, p85, p95 }: TimesTaken) {
  return {
    count,
    mean: roundedOrNull(mean),
    p50: roundedOrNull(p50),
    p70: roundedOrNull(p70),
    p85: roundedOrNull(p85),
    p95: roundedOrNull(p95),
  };
}

function roundedOrNull(value: number | null): number | null {
  return value === null ? null : rounded(value);
}
