import { Type } from 'typebox';
import type { IterationFigures } from '../../actions/index.ts';
import type { Amount as CoreAmount } from '../../domain/amount.ts';
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
  ideal: Type.Object(Amount.properties, { description: 'From the commitment to nothing; it never moves' }),
  rebased: Type.Object(Amount.properties, { description: 'The same for the scope as it is on that day' }),
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
    days: (burndown?.days ?? []).map(({ day, isWorking, ...amounts }) => ({
      day,
      isWorking,
      scope: toAmount(amounts.scope),
      done: toAmount(amounts.done),
      remaining: toAmount(amounts.remaining),
      ideal: toAmount(amounts.ideal),
      rebased: toAmount(amounts.rebased),
    })),
  };
}

function toAmount({ points, items }: CoreAmount): BurndownDay['scope'] {
  return { points: rounded(points), items: rounded(items) };
}
