import type { Iteration, IterationStatus } from './iteration.ts';
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
  readonly counters: Omit<Counters, 'memberItems'>;
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

/** Releases below which there is no iteration, among all releases and iterations of a project. */
export function releasesWithoutIterations(
  all: readonly Pick<Iteration, 'id' | 'title' | 'kind' | 'parentId'>[],
): readonly Found[] {
  const parentOf = new Map(all.map(({ id, parentId }) => [id, parentId]));
  const above = new Set<number>();
  for (const { kind, parentId } of all) {
    if (kind !== 'iteration') continue;
    for (let id = parentId; id !== null && !above.has(id); id = parentOf.get(id) ?? null) above.add(id);
  }
  return all.flatMap(({ id, title, kind }) => (kind === 'release' && !above.has(id) ? [{ id, title }] : []));
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
