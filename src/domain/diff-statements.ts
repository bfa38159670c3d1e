import { type Amount, isSameAmount, minus } from './amount.ts';
import type { StatedItem, StatementFigures } from './statement.ts';

/** The figures of a statement that are amounts of their own. */
export const comparedFigures = [
  'commitment',
  'scope',
  'done',
  'remaining',
  'velocity',
  'late',
  'doneOnArrival',
  'kept',
  'committedUnfinished',
  'carriedToIterations',
  'returnedToBacklog',
  'stayed',
  'cancelled',
] as const satisfies readonly (keyof StatementFigures)[];

/** An item that two statements tell differently of; null where one does not know it. */
export interface ItemDifference {
  readonly before: StatedItem | null;
  readonly after: StatedItem | null;
}

/** How one statement differs from another. */
export interface StatementDifference {
  readonly figures: readonly {
    readonly figure: (typeof comparedFigures)[number];
    readonly before: Amount;
    readonly after: Amount;
    readonly change: Amount;
  }[];
  readonly items: readonly ItemDifference[];
}

/** One side of a comparison. */
interface Side {
  readonly figures: StatementFigures;
  readonly items: readonly StatedItem[];
}

/** Lays two statements of one iteration side by side, and tells only what differs. */
export function diffStatements(before: Side, after: Side): StatementDifference {
  const known = new Map(before.items.map((item) => [item.id, item]));
  const later = new Set(after.items.map(({ id }) => id));
  const changed = after.items
    .map((item): ItemDifference => ({ before: known.get(item.id) ?? null, after: item }))
    .filter((pair) => JSON.stringify(pair.before) !== JSON.stringify(pair.after));
  const gone = before.items
    .filter(({ id }) => !later.has(id))
    .map((item): ItemDifference => ({ before: item, after: null }));
  return {
    figures: comparedFigures
      .map((figure) => {
        const [was, is] = [before.figures[figure], after.figures[figure]];
        return { figure, before: was, after: is, change: minus(is, was) };
      })
      .filter(({ before: was, after: is }) => !isSameAmount(was, is)),
    items: [...changed, ...gone],
  };
}
