import { type Amount, isSameAmount, minus, nothing, plus } from './amount.ts';
import type { FactsOfDay } from './burndown.ts';
import type { FactKind } from './ledger.ts';
import { afterClose, beforeStart } from './ledger-day.ts';
import { Refusal } from './refusal.ts';

/** The columns in which changes of an iteration are told apart, in the order of the identity. */
export const scopeColumns = [
  'added',
  'removed',
  'cancelled',
  'restored',
  'raised',
  'lowered',
  'completed',
  'reopened',
  'addedDone',
  'removedDone',
] as const;
export type ScopeColumn = (typeof scopeColumns)[number];

/** What an iteration was committed to, what changed since the freeze, and how it stands. */
export interface ScopeFigures {
  /** Open at the freeze. */
  readonly commitment: Amount;
  readonly columns: Readonly<Record<ScopeColumn, Amount>>;
  readonly scope: Amount;
  readonly done: Amount;
  readonly remaining: Amount;
  /** Items in scope without an estimate, at the freeze and in the end. They count for nothing, or for the default. */
  readonly unestimatedAtFreeze: number;
  readonly unestimated: number;
}

const kinds: Readonly<Record<ScopeColumn, FactKind>> = {
  added: 'added',
  removed: 'removed',
  cancelled: 'cancelled',
  restored: 'restored',
  raised: 'raised',
  lowered: 'lowered',
  completed: 'completed',
  reopened: 'reopened',
  addedDone: 'done_in',
  removedDone: 'done_out',
};

/** The kind of fact that a column sums. */
export function kindOf(column: ScopeColumn): FactKind {
  return kinds[column];
}

/** Folds the facts of an iteration, but for those from after its close. */
export function scopeFigures(facts: readonly FactsOfDay[]): ScopeFigures {
  const lived = facts.filter(({ day }) => day !== afterClose);
  const atFreeze = linesOf(sumOf(lived.filter(({ day }) => day === beforeStart)));
  const of = sumOf(lived.filter(({ day }) => day !== beforeStart));
  const inTheEnd = linesOf(sumOf(lived));
  return {
    commitment: minus(atFreeze.scope, atFreeze.done),
    columns: {
      added: of('added'),
      removed: of('removed'),
      cancelled: of('cancelled'),
      restored: of('restored'),
      raised: of('raised'),
      lowered: of('lowered'),
      completed: of('completed'),
      reopened: of('reopened'),
      addedDone: of('done_in'),
      removedDone: of('done_out'),
    },
    scope: inTheEnd.scope,
    done: inTheEnd.done,
    remaining: minus(inTheEnd.scope, inTheEnd.done),
    unestimatedAtFreeze: atFreeze.unestimated,
    unestimated: inTheEnd.unestimated,
  };
}

/** What should remain by the commitment and the columns (metrics rule: the identity of burndowns). */
export function remainingByColumns({ commitment, columns }: ScopeFigures): Amount {
  const more = [columns.added, columns.restored, columns.raised, columns.reopened].reduce(plus, commitment);
  return [columns.removed, columns.cancelled, columns.lowered, columns.completed].reduce(minus, more);
}

/**
 * Refuses figures that do not balance: what remains must be the commitment and what changed since, nothing may be below
 * nothing, and the running sums kept beside the ledger must say the same.
 * @throws Refusal unbalanced
 */
export function requireBalance(figures: ScopeFigures, counted: Pick<ScopeFigures, 'scope' | 'done'>): void {
  const { scope, done, remaining } = figures;
  const told = remainingByColumns(figures);
  const isSound =
    isSameAmount(remaining, told) &&
    isSameAmount(scope, counted.scope) &&
    isSameAmount(done, counted.done) &&
    [scope, done, remaining].every(({ points, items }) => points >= -1e-6 && items >= 0);
  if (isSound) return;
  const show = ({ points, items }: Amount) => `${points} (${items})`;
  throw new Refusal(
    'unbalanced',
    `The figures do not balance: in scope ${show(scope)}, counted ${show(counted.scope)}; done ${show(done)}, counted ` +
      `${show(counted.done)}; remaining ${show(remaining)}, by the columns ${show(told)}`,
  );
}

type SumOf = (kind: FactKind) => Amount;

function sumOf(facts: readonly FactsOfDay[]): SumOf {
  const sums = new Map<FactKind, Amount>();
  for (const fact of facts) sums.set(fact.kind, plus(sums.get(fact.kind) ?? nothing, fact));
  return (kind) => sums.get(kind) ?? nothing;
}

function linesOf(of: SumOf) {
  const come = [of('added'), of('restored'), of('raised'), of('done_in')].reduce(plus, nothing);
  const scope = [of('removed'), of('cancelled'), of('lowered'), of('done_out')].reduce(minus, come);
  const done = [of('reopened'), of('done_out')].reduce(minus, plus(of('completed'), of('done_in')));
  return { scope, done, unestimated: of('unestimated').items - of('estimated').items };
}
