import type { QueryClient } from '@tanstack/react-query';

/** What a start, a close, a reopening or a removal changes besides the iteration. */
const follows = new Set<unknown>([
  'iteration',
  'burndown',
  'figures',
  'items',
  'iterations',
  'plan',
  'velocity',
  'receipts',
]);

/** Reads anew whatever shows iterations and what is in them. */
export function readAnew(queries: QueryClient): Promise<void> {
  return queries.invalidateQueries({ predicate: ({ queryKey: [name] }) => follows.has(name) });
}
