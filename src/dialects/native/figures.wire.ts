import { type Static, Type } from 'typebox';
import type { FiguresReport } from '../../actions/index.ts';
import type { Amount as CoreAmount } from '../../domain/amount.ts';
import { isoInstant } from '../../domain/days.ts';
import { type Ratio as CoreRatio, closingRatios, scopeRates } from '../../domain/ratios.ts';
import type { ClosingFigures, StatementFigures } from '../../domain/statement.ts';
import { InstantOrNull, nullable } from './nullable.ts';
import { Overrides, toOverrides } from './overrides.wire.ts';
import { rounded } from './rounded.ts';

/** Points and items. */
export const Amount = Type.Object({ points: Type.Number(), items: Type.Number() });
type Amount = Static<typeof Amount>;
const Share = Type.Unsafe<number | null>({ type: ['number', 'null'] });
/** A share in points and in items. */
export const Ratio = Type.Object(
  { points: Share, items: Share },
  { description: '1 is all of it; null where there is nothing to be a share of' },
);
const Count = Type.Integer({ minimum: 0 });

const Columns = Type.Object(
  {
    added: Amount,
    removed: Amount,
    cancelled: Amount,
    restored: Amount,
    raised: Amount,
    lowered: Amount,
    completed: Amount,
    reopened: Amount,
    addedDone: Amount,
    removedDone: Amount,
  },
  { description: 'What changed since the freeze; the last two are items that came or went while done' },
);

const ScopeRates = Type.Object(
  { added: Ratio, removed: Ratio, reestimated: Ratio, net: Ratio, churn: Ratio },
  { description: 'Over the commitment; restored counts as added, cancelled as removed' },
);

const scopeMembers = {
  commitment: Type.Object(Amount.properties, { description: 'Open at the freeze' }),
  columns: Columns,
  scope: Amount,
  done: Amount,
  remaining: Amount,
  unestimatedItems: Type.Object({ atFreeze: Count, now: Count }),
  rates: ScopeRates,
};

/** What an iteration came to at its close. */
export const Closing = Type.Object({
  velocity: Amount,
  late: Type.Object(Amount.properties, { description: 'Of the velocity: finished after the last planned day' }),
  doneOnArrival: Type.Object(Amount.properties, {
    description: 'Done before the start or before it came in; no part of the velocity',
  }),
  sayDo: Ratio,
  deliveryRatio: Ratio,
  kept: Type.Object(Amount.properties, { description: 'Of the commitment, at the estimates of the freeze: done' }),
  committedUnfinished: Amount,
  committedCarryOver: Ratio,
  carriedIn: Type.Object(Amount.properties, { description: 'Of the commitment, at the estimates of the freeze' }),
  carryInShare: Ratio,
  carryIn: nullable(
    Type.Object(
      { all: Amount, finished: Amount, finishedShare: Ratio },
      { description: 'In scope after a carry, or as the rest of a split; null where that was not stated yet' },
    ),
  ),
  carriedToIterations: Amount,
  returnedToBacklog: Amount,
  carryOutRate: Ratio,
  stayed: Amount,
  cancelled: Amount,
  uncredited: Type.Object(Amount.properties, { description: 'Done parts of items that were split without credit' }),
  members: Count,
});
export type Closing = Static<typeof Closing>;

/** The figures that a statement holds. */
export const StatementFiguresOut = Type.Object({ ...scopeMembers, closing: Closing });
export type StatementFiguresOut = Static<typeof StatementFiguresOut>;

/** All figures of an iteration. */
export const Figures = Type.Object({
  iterationId: Type.Integer(),
  version: Type.Integer(),
  status: Type.String({ enum: ['planned', 'active', 'closed', 'archived'] }),
  zone: Type.String({ description: 'IANA zone in which the days are counted' }),
  asOf: InstantOrNull,
  startedAt: InstantOrNull,
  frozenAt: InstantOrNull,
  statement: Type.Unsafe<{ number: number; issuedAt: string } | null>({
    type: ['object', 'null'],
    properties: { number: { type: 'integer' }, issuedAt: { type: 'string', format: 'date-time' } },
    description: 'From which the figures of a closed iteration are',
  }),
  ...scopeMembers,
  overrides: Overrides,
  closing: Type.Unsafe<Closing | null>({ ...Closing, type: ['object', 'null'] }),
});
export type Figures = Static<typeof Figures>;

/** The figures of an iteration as they go out. */
export function toFigures(report: FiguresReport, asOf: number | undefined): Figures {
  const { iteration, zone, frozenAt, status, figures, closing, statement } = report;
  return {
    iterationId: iteration.id,
    version: iteration.version,
    // A removed one is never found here.
    status: status === 'removed' ? 'archived' : status,
    zone,
    asOf: instantOrNull(asOf),
    startedAt: instantOrNull(iteration.startedAt),
    frozenAt: instantOrNull(frozenAt),
    statement: statement && { number: statement.number, issuedAt: isoInstant(statement.issuedAt) },
    ...toScope(figures),
    overrides: toOverrides(report.overrides),
    closing: closing && toClosing({ ...figures, ...closing }),
  };
}

/** The figures of a statement as they go out. */
export function toStatementFigures(figures: StatementFigures): StatementFiguresOut {
  return { ...toScope(figures), closing: toClosing(figures) };
}

/** An amount as it goes out. */
export function toAmount({ points, items }: CoreAmount): Amount {
  return { points: rounded(points), items: rounded(items) };
}

function toScope(figures: FiguresReport['figures']) {
  const rates = scopeRates(figures);
  const { columns } = figures;
  return {
    commitment: toAmount(figures.commitment),
    columns: {
      added: toAmount(columns.added),
      removed: toAmount(columns.removed),
      cancelled: toAmount(columns.cancelled),
      restored: toAmount(columns.restored),
      raised: toAmount(columns.raised),
      lowered: toAmount(columns.lowered),
      completed: toAmount(columns.completed),
      reopened: toAmount(columns.reopened),
      addedDone: toAmount(columns.addedDone),
      removedDone: toAmount(columns.removedDone),
    },
    scope: toAmount(figures.scope),
    done: toAmount(figures.done),
    remaining: toAmount(figures.remaining),
    unestimatedItems: { atFreeze: figures.unestimatedAtFreeze, now: figures.unestimated },
    rates: {
      added: toRatio(rates.added),
      removed: toRatio(rates.removed),
      reestimated: toRatio(rates.reestimated),
      net: toRatio(rates.net),
      churn: toRatio(rates.churn),
    },
  };
}

function toClosing(figures: StatementFigures | (FiguresReport['figures'] & ClosingFigures)): Closing {
  const ratios = closingRatios(figures);
  return {
    velocity: toAmount(figures.velocity),
    late: toAmount(figures.late),
    doneOnArrival: toAmount(figures.doneOnArrival),
    sayDo: toRatio(ratios.sayDo),
    deliveryRatio: toRatio(ratios.delivery),
    kept: toAmount(figures.kept),
    committedUnfinished: toAmount(figures.committedUnfinished),
    committedCarryOver: toRatio(ratios.committedCarriedOut),
    carriedIn: toAmount(figures.carriedIn),
    carryInShare: toRatio(ratios.carriedIn),
    carryIn: toCarryIn(figures.carryIn, ratios.finishedCarryIn),
    carriedToIterations: toAmount(figures.carriedToIterations),
    returnedToBacklog: toAmount(figures.returnedToBacklog),
    carryOutRate: toRatio(ratios.carriedOut),
    stayed: toAmount(figures.stayed),
    cancelled: toAmount(figures.cancelled),
    uncredited: toAmount(figures.uncredited),
    members: figures.members,
  };
}

function toCarryIn(carryIn: ClosingFigures['carryIn'], share: CoreRatio | null): Closing['carryIn'] {
  if (carryIn === undefined || share === null) return null;
  return { all: toAmount(carryIn.all), finished: toAmount(carryIn.finished), finishedShare: toRatio(share) };
}

/** A share as it goes out. */
export function toRatio({ points, items }: CoreRatio): Static<typeof Ratio> {
  return { points: points === null ? null : rounded(points), items: items === null ? null : rounded(items) };
}

function instantOrNull(at: number | null | undefined): string | null {
  return at === null || at === undefined ? null : isoInstant(at);
}
