import type { Literal } from '../domain/filter.ts';
import { Refusal } from '../domain/refusal.ts';
import { type Bound, boundValue, type QueryShape } from './query-shape.ts';
import { deadlineMessage } from './sql-functions.ts';

/** The values of a query's literals, as a statement for its shape takes them. */
export interface LiteralArgs {
  readonly [literal: `literal${number}`]: Bound;
}

/** How many statements of a kind stay compiled. */
const statementLimit = 200;

/** Keeps statements for queries of a shape, which are used again as no value is in their text; those used last stay. */
export function keepStatements<Run>(): (key: string, make: () => Run) => Run {
  const kept = new Map<string, Run>();
  return (key, make) => {
    const run = kept.get(key) ?? make();
    // Whatever was used last is last, so that the first is the one to go.
    kept.delete(key);
    kept.set(key, run);
    const [oldest] = kept.keys();
    if (kept.size > statementLimit && oldest !== undefined) kept.delete(oldest);
    return run;
  };
}

/** What a statement for the shape is run with. */
export function literalArgs({ literals }: QueryShape): LiteralArgs {
  return Object.fromEntries(literals.map((literal, place) => [`literal${place}`, boundValue(literal)]));
}

/** Gives the stand-ins for the literals while a statement for the shape is compiled. */
export function literalSlots(
  { literals }: QueryShape,
  value: (name: keyof LiteralArgs) => Bound,
): (literal: Literal) => Bound {
  return (literal) => (literal.value === null ? null : value(`literal${literals.indexOf(literal)}`));
}

/** @throws Refusal `invalid` at `field`, which holds the query, when `run` went beyond its deadline */
export async function refusingSlow<T>(field: string, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof Error) || !error.message.includes(deadlineMessage)) throw error;
    const message = 'The query takes too long; narrow it';
    throw new Refusal('invalid', message, { field, faults: [{ field, rule: 'rule', message }] });
  }
}
