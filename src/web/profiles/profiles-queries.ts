import { queryOptions } from '@tanstack/react-query';
import type { Profiles } from '../../client/profiles.ts';
import { profiles } from '../native.ts';
import { allParts } from './all-parts.ts';

/** What an iteration comes to as each tool counts; of why they differ just as much as the least page tells. */
export function profilesQuery(iterationId: number) {
  return queryOptions({
    queryKey: ['figures', iterationId, 'profiles'],
    queryFn: () => profiles.compare(iterationId, undefined, { limit: '1' }),
  });
}

/** Why one tool counts otherwise than Timebox, in full. */
export function differencesQuery(iterationId: number, tool: Profiles['profiles'][number]['profile']) {
  return queryOptions({
    queryKey: ['figures', iterationId, 'profiles', tool],
    queryFn: () => allParts((page) => profiles.compare(iterationId, ['native', tool], page)),
  });
}
