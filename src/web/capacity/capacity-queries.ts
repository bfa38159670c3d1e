import { queryOptions } from '@tanstack/react-query';
import { capacities } from '../native.ts';

/** What the team of an iteration can give. */
export function capacityQuery(iterationId: number) {
  return queryOptions({ queryKey: ['figures', iterationId, 'capacity'], queryFn: () => capacities.get(iterationId) });
}

/** Who works when in an iteration, and how its project has it. */
export function patternsQuery(iterationId: number) {
  return queryOptions({
    queryKey: ['figures', iterationId, 'patterns'],
    queryFn: () => capacities.getPatterns('iterations', iterationId),
  });
}

/** When a person is away. */
export function timeOffQuery(personId: number) {
  return queryOptions({ queryKey: ['time-off', personId], queryFn: () => capacities.getTimeOff(personId) });
}
