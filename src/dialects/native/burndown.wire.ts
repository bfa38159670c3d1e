import { Type } from 'typebox';
import type { IterationFigures } from '../../actions/index.ts';
import type { Amount as CoreAmount } from '../../domain/amount.ts';
import { paceOf } from '../../domain/pace.ts';
import { rounded } from './rounded.ts';

const Amount = Type.Object({ points: Type.Number(), items: Type.Number() });
const DayOrNull = Type.Unsafe<string | null>({ type: ['string', 'null'], format: 'date' });

/** How an iteration stood at the end of a day. */
export const BurndownDay = Type.Object({
  day: Type.String({ format: 'date' }),
  isWorking: Type.Boolean(),
  scope: Amount,
  done: Amount,
  remaining: Amount,
  completed: Type.Object(Amount.properties, { description: 'Finished on that day, less what was reopened' }),
  ideal: Type.Object(Amount.properties, { description: 'From the commitment to nothing; no change of scope moves it' }),
  rebased: Type.Object(Amount.properties, { description: 'The same for the scope as it is on that day' }),
  idealByCapacity: Type.Union([Amount, Type.Null()], {
    description: "From the commitment to nothing by the team's hours; null where nobody's work is planned",
  }),
  requiredRate: Type.Union([Amount, Type.Null()], {
    description: 'What remains, over the working days after that day; null when there are none',
  }),
  meanRate: Type.Union([Amount, Type.Null()], { description: 'Completed so far, over the working days so far' }),
  fittedRate: Type.Union([Amount, Type.Null()], {
    description: 'The slope of the least-squares line through the same',
  }),
});
export type BurndownDay = Type.Static<typeof BurndownDay>;

/** An iteration's figures now, or at its close, and day by day. */
export const Burndown = Type.Object({
  iterationId: Type.Integer(),
  version: Type.Integer(),
  zone: Type.String({ description: 'IANA zone in which the days are counted' }),
  startedDay: DayOrNull,
  finishedDay: DayOrNull,
  scope: Amount,
  done: Amount,
  unestimatedItems: Type.Integer(),
  committed: Type.Union([Amount, Type.Null()], { description: 'Open at the start' }),
  scopeAtStart: Type.Union([Amount, Type.Null()], { description: 'The same with what was done already' }),
  days: Type.Array(BurndownDay, {
    description: 'Every day of the plan, and those after it on which something happened',
  }),
});
export type Burndown = Type.Static<typeof Burndown>;

/** The burndown as it goes out. Days that are still to come repeat the last figures; what is shown of them is the ideal. */
export function toBurndown(found: IterationFigures): Burndown {
  const { iteration, figures, zone, startedDay, finishedDay, burndown } = found;
  const paces = paceOf(burndown?.days ?? []);
  return {
    iterationId: iteration.id,
    version: iteration.version,
    zone,
    startedDay,
    finishedDay,
    scope: { points: rounded(figures.scopePoints), items: figures.scopeItems },
    done: { points: rounded(figures.donePoints), items: figures.doneItems },
    unestimatedItems: figures.unestimatedItems,
    committed: burndown === null ? null : toAmount(burndown.committed),
    scopeAtStart: burndown === null ? null : toAmount(burndown.scopeAtStart),
    days: (burndown?.days ?? []).map(({ day, isWorking, ...amounts }, index) => ({
      day,
      isWorking,
      scope: toAmount(amounts.scope),
      done: toAmount(amounts.done),
      remaining: toAmount(amounts.remaining),
      completed: toAmount(amounts.completed),
      ideal: toAmount(amounts.ideal),
      rebased: toAmount(amounts.rebased),
      idealByCapacity: amountOrNull(amounts.idealByCapacity),
      requiredRate: amountOrNull(paces[index]?.required),
      meanRate: amountOrNull(paces[index]?.mean),
      fittedRate: amountOrNull(paces[index]?.fitted),
    })),
  };
}

function amountOrNull(amount: CoreAmount | null | undefined): BurndownDay['requiredRate'] {
  return amount === null || amount === undefined ? null : toAmount(amount);
}

function toAmount({ points, items }: CoreAmount): BurndownDay['scope'] {
  return { points: rounded(points), items: rounded(items) };
}
