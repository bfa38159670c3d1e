import { queryOptions } from '@tanstack/react-query';
import { capacities } from '../native.ts';
import type { Level } from './save-pattern.ts';

/** What the team of an iteration can give. */
export function capacityQuery(iterationId: number) {
  return queryOptions({ queryKey: ['figures', iterationId, 'capacity'], queryFn: () => capacities.get(iterationId) });
}

/** Who works when in a project, or in an iteration and in its project. */
export function patternsQuery({ of, id }: Level) {
  return queryOptions({
    queryKey: [of === 'projects' ? 'work-patterns' : 'figures', id, 'patterns'],
    queryFn: () => capacities.getPatterns(of, id),
  });
}

/** When a person is away. */
export function timeOffQuery(personId: number) {
  return queryOptions({ queryKey: ['time-off', personId], queryFn: () => capacities.getTimeOff(personId) });
}
