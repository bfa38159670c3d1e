import type { IterationStatus } from './iteration.ts';
import type { Counters } from './ledger.ts';

/** How what an iteration holds compares with what it was given room for; `open` when it was given no bounds. */
export type Load = 'under' | 'within' | 'over' | 'open';

/** An iteration that is still to be finished, with what is planned and done in it. Capacities are in points. */
export interface PlannedIteration {
  readonly id: number;
  readonly title: string;
  readonly status: IterationStatus;
  readonly minCapacity: number | null;
  readonly maxCapacity: number | null;
  readonly counters: Counters;
  readonly load: Load;
}

/** What a plan still lacks, or has too much of. */
export const planFindings = [
  'item_without_estimate',
  'iteration_over_capacity',
  'release_without_iterations',
  'story_without_criteria',
] as const;
export type PlanFinding = (typeof planFindings)[number];

/** Something that should be looked at: an item, an iteration or a release. */
export interface Found {
  readonly id: number;
  readonly title: string;
}

/** How points planned compare with the bounds of an iteration. Sums of estimates are never exact, so a millionth is no excess. */
export function loadOf(
  points: number,
  { minCapacity, maxCapacity }: Pick<PlannedIteration, 'minCapacity' | 'maxCapacity'>,
): Load {
  if (maxCapacity !== null && points > maxCapacity + 1e-6) return 'over';
  if (minCapacity !== null && points < minCapacity - 1e-6) return 'under';
  return minCapacity === null && maxCapacity === null ? 'open' : 'within';
}
