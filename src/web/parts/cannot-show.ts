import type { UseQueryResult } from '@tanstack/react-query';
import { problemOf } from '../../client/native.ts';

/**
 * Whether a page has nothing to show of what it asked for: the first answer was a failure, or the thing is gone since. While
 * the server cannot be reached, what was shown before stays, and so does whatever is being typed there.
 */
export function cannotShow({ error, isLoadingError }: Pick<UseQueryResult, 'error' | 'isLoadingError'>): boolean {
  return isLoadingError || problemOf(error)?.status === 404;
}
