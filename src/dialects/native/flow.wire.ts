import { Type } from 'typebox';
import type { Flow as CoreFlow } from '../../actions/index.ts';
import { rounded } from './rounded.ts';

const NumberOrNull = Type.Union([Type.Number(), Type.Null()]);
const Day = Type.String({ format: 'date' });
const Times = Type.Object(
  {
    count: Type.Integer(),
    mean: NumberOrNull,
    p50: NumberOrNull,
    p70: NumberOrNull,
    p85: NumberOrNull,
    p95: NumberOrNull,
  },
  { description: 'Days, both ends counted; percentiles by nearest rank' },
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
  finished: Type.Array(
    Type.Object({
      ...named,
      doneDay: Day,
      cycleDays: Type.Integer(),
      leadDays: Type.Integer(),
      cycleWorkingDays: Type.Integer(),
      cycleHours: Type.Number(),
    }),
    { description: 'The last thousand, the latest first' },
  ),
  begun: Type.Array(
    Type.Object({
      ...named,
      startedDay: Day,
      ageDays: Type.Integer(),
      chance: Type.Union([Type.Number(), Type.Null()], { description: 'That it keeps the expectation' }),
    }),
    { description: 'The first thousand, the oldest first' },
  ),
});
export type Flow = Type.Static<typeof Flow>;

/** Flow as it goes out. */
export function toFlow({ expectation, days, cycle, lead, finished, begun, ...flow }: CoreFlow): Flow {
  return {
    ...flow,
    days: [...days],
    cycle: { ...cycle, mean: cycle.mean === null ? null : rounded(cycle.mean) },
    lead: { ...lead, mean: lead.mean === null ? null : rounded(lead.mean) },
    expectation: expectation === null ? null : { days: expectation, perCent: 85 },
    finished: finished.map((item) => ({ ...item, cycleHours: rounded(item.cycleHours) })),
    begun: begun.map((item) => ({ ...item, chance: item.chance === null ? null : rounded(item.chance) })),
  };
}
