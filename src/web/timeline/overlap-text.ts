import type { Iteration } from '../../client/native.ts';
import type { Words } from '../words/use-words.ts';
import type { DatedIteration } from './lanes.ts';
import { type DayRange, sharedDays } from './time-scale.ts';

/** With which neighbour a range shares most days; null if with none. */
export function overlapText(
  words: Words,
  range: DayRange,
  iteration: Pick<Iteration, 'id'>,
  neighbours: readonly DatedIteration[],
): string | null {
  const [most] = neighbours
    .filter(({ id }) => id !== iteration.id)
    .map((other) => ({ title: other.title, count: sharedDays(range, other) }))
    .toSorted((a, b) => b.count - a.count);
  return most === undefined || most.count === 0 ? null : words.t('timeline.overlaps', most);
}
