import { type Amount, nothing, plus } from './amount.ts';
import { daysBetween } from './days.ts';
import { type Ratio, ratio } from './ratios.ts';
import { isCredited, type StatedItem } from './statement.ts';

/** What work is for, by the type of its item. */
export type Purpose = 'feature' | 'defect' | 'upkeep';

/** A closed iteration as its latest statement has it. `closedDay` is local. */
export interface StatedIteration {
  readonly closedDay: string;
  readonly items: readonly StatedItem[];
}

/** What was finished of one type of items. */
export interface FinishedOfType {
  readonly type: string;
  readonly purpose: Purpose;
  readonly finished: Amount;
  readonly share: Ratio;
}

/** What some closed iterations say about how value comes about (metrics rule: evidence-based management). */
export interface Evidence {
  /** Calendar days from one close to the next, on average; null with fewer than two. */
  readonly daysBetweenCloses: number | null;
  readonly finished: Amount;
  /** The most points first. */
  readonly byType: readonly FinishedOfType[];
  /** Of what was finished, what was for new features, against defects, and to keep things up. */
  readonly shares: Readonly<Record<Purpose, Ratio>>;
  /** Defects that closes carried into other iterations. */
  readonly defectsCarried: Amount;
  /** What was finished although nobody had committed to it, and its share of all that was finished. */
  readonly unplanned: Amount;
  readonly unplannedShare: Ratio;
}

/** What is neither against defects nor to keep things up is for new features. */
export function purposeOf(type: string): Purpose {
  return purposes.get(type) ?? 'feature';
}

/** Sums up iterations in the order of their closing. */
export function evidenceOf(iterations: readonly StatedIteration[]): Evidence {
  const items = iterations.flatMap((each) => each.items);
  const done = items.filter(isCredited);
  const finished = sumOf(done);
  const types = [...new Set(done.map(({ type }) => type))];
  const byType = types
    .map((type): FinishedOfType => {
      const own = sumOf(done.filter((item) => item.type === type));
      return { type, purpose: purposeOf(type), finished: own, share: ratio(own, finished) };
    })
    .toSorted((left, right) => right.finished.points - left.finished.points || (left.type < right.type ? -1 : 1));
  const shareOf = (purpose: Purpose) => ratio(sumOf(done.filter(({ type }) => purposeOf(type) === purpose)), finished);
  const unplanned = sumOf(done.filter(({ committed }) => committed === null));
  const [first, last] = [iterations[0], iterations.at(-1)];
  return {
    daysBetweenCloses:
      first === undefined || last === undefined || iterations.length < 2
        ? null
        : daysBetween(first.closedDay, last.closedDay) / (iterations.length - 1),
    finished,
    byType,
    shares: { feature: shareOf('feature'), defect: shareOf('defect'), upkeep: shareOf('upkeep') },
    defectsCarried: sumOf(
      items.filter(
        ({ type, outcome, fate }) =>
          purposeOf(type) === 'defect' && outcome === 'unfinished' && fate?.kind === 'iteration',
      ),
    ),
    unplanned,
    unplannedShare: ratio(unplanned, finished),
  };
}

const purposes: ReadonlyMap<string, Purpose> = new Map([
  ['bug', 'defect'],
  ['incident', 'defect'],
  ['refactoring', 'upkeep'],
]);

function sumOf(items: readonly StatedItem[]): Amount {
  return items.reduce((sum, { points }) => plus(sum, { points, items: 1 }), nothing);
}
