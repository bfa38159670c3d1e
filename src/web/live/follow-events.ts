import type { QueryClient } from '@tanstack/react-query';
import { type Happened, touchedBy } from './touched-by.ts';

/**
 * Reads anew what is shown and has changed by these events, and forgets what is not shown; done when all of it is read. A query
 * that hears of events reads only what they tell of.
 */
export async function followEvents(queries: QueryClient, events: readonly Happened[]): Promise<void> {
  const isTouched = touchedBy(events);
  const hearing = queries.getQueryCache().findAll({
    type: 'active',
    predicate: ({ queryKey, meta, state }) =>
      meta?.hear !== undefined && !state.isInvalidated && state.data !== undefined && isTouched(queryKey),
  });
  for (const { meta } of hearing) meta?.hear?.(events);
  await Promise.all([
    queries.invalidateQueries({ predicate: (query) => isTouched(query.queryKey) && !hearing.includes(query) }),
    queries.refetchQueries({ predicate: (query) => hearing.includes(query) }),
  ]);
}
