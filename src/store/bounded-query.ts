import type { Expression, Literal } from '../domain/filter.ts';
import { Refusal } from '../domain/refusal.ts';
import { isHeld } from './filter-to-sql.ts';
import { type Bound, boundValue, type QueryShape } from './query-shape.ts';
import { deadlineMessage, monotonicNow, queryTimeMs } from './sql-functions.ts';

/** The values of a query's literals, and when it has taken too long. */
export interface QueryArgs {
  readonly deadline: number;
  readonly [literal: `literal${number}`]: Bound;
}

/** What is bound to the statement for queries of a shape, from now on. */
export function queryArgs({ literals }: QueryShape): QueryArgs {
  return {
    deadline: monotonicNow() + queryTimeMs,
    ...Object.fromEntries(literals.map((literal, place) => [`literal${place}`, boundValue(literal)])),
  };
}

/** Gives the stand-ins for the literals of a shape, when its statement is compiled. */
export function bindShape(
  { literals }: QueryShape,
  value: (name: `literal${number}`) => Bound,
): (literal: Literal) => Bound {
  return (literal) => (literal.value === null ? null : value(`literal${literals.indexOf(literal)}`));
}

/**
 * Runs what may take too long.
 * @throws Refusal `invalid` at `field` when the query takes longer than a query may
 */
export async function withinTime<T>(field: string, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof Error) || !error.message.includes(deadlineMessage)) throw error;
    const message = 'The query takes too long; narrow it';
    throw new Refusal('invalid', message, { field, faults: [{ field, rule: 'rule', message }] });
  }
}

/** How many comparisons cost less than asking for the time does. */
const quickTerms = 16;

/** Whether a filter only compares what is stored, a few times: its time is that of reading the rows, which needs no bound. */
export function isQuick(filter: Expression): boolean {
  const terms = filter.kind === 'and' || filter.kind === 'or' ? filter.terms : [filter];
  return (
    terms.length <= quickTerms &&
    terms.every((term) => term.kind === 'compare' && [term.left, term.right].every(isHeld))
  );
}

/** How many statements of one kind stay compiled. */
const shapeLimit = 200;

/** Keeps what is made for a key, but for those that were not asked for in a long time. */
export function keptByShape<T>(): (key: string, make: () => T) => T {
  const kept = new Map<string, T>();
  return (key, make) => {
    const found = kept.get(key) ?? make();
    // Whatever was used last is last, so that the first is the one to go.
    kept.delete(key);
    kept.set(key, found);
    const [oldest] = kept.keys();
    if (kept.size > shapeLimit && oldest !== undefined) kept.delete(oldest);
    return found;
  };
}
