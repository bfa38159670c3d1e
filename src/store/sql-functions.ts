import type { Database } from 'better-sqlite3';
import { calculate } from '../domain/calculate.ts';
import type { ArithmeticOperator } from '../domain/filter.ts';

/** The message of the error with which a query fails that has outlived its deadline. */
export const deadlineMessage = 'The query took too long';

/** How long a query of a caller's may take, milliseconds. */
export const queryTimeMs = 250;

/** Milliseconds of a clock that never jumps and is the same in every thread of the process. */
export function monotonicNow(): number {
  return Number(process.hrtime.bigint() / 1_000_000n);
}

/**
 * Teaches a SQLite connection what its filters need and SQLite lacks: Unicode case, substrings counted from either
 * end, a `replace` that is null whenever an argument is, and arithmetic that ends like PostgreSQL's. `timebox_in_time(deadline)` is true, and ends the query with an
 * error when `monotonicNow` has passed the deadline: put it into the WHERE of a query that may be dear.
 */
export function registerSqlFunctions(database: Database): void {
  const pure = { deterministic: true, directOnly: true } as const;
  database.function('timebox_lower', pure, (text: string | null) => text?.toLowerCase() ?? null);
  database.function('timebox_upper', pure, (text: string | null) => text?.toUpperCase() ?? null);
  database.function('timebox_substring', pure, substring);
  database.function('timebox_replace', pure, replace);
  for (const operator of operators) {
    database.function(`timebox_${operator}`, pure, (left: number | null, right: number | null) =>
      left === null || right === null ? null : calculate(operator, left, right),
    );
  }

  // Not called deterministic, or SQLite would ask once instead of for every row.
  database.function('timebox_in_time', { directOnly: true }, (deadline: number) => {
    if (monotonicNow() > deadline) throw new Error(deadlineMessage);
    return 1;
  });
}

const operators: readonly ArithmeticOperator[] = ['add', 'subtract', 'multiply', 'divide', 'truncated', 'remainder'];

function substring(text: string | null, start: number | null, length: number | null): string | null {
  if (text === null || start === null || length === null) return null;
  const points = [...text];
  const from = start < 0 ? Math.max(0, points.length + start) : start;
  return points.slice(from, from + Math.max(0, length)).join('');
}

function replace(text: string | null, what: string | null, by: string | null): string | null {
  if (text === null || what === null || by === null) return null;
  return what === '' ? text : text.replaceAll(what, () => by);
}
