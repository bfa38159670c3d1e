import { type Iteration, isOpen } from './iteration.ts';
import { Refusal } from './refusal.ts';

/**
 * Checks the iteration that unfinished items are to move to when another is closed or removed.
 * `target` is undefined when nothing of that name exists in the organization; `field` is what names it.
 * @throws Refusal `target_is_itself`, `target_unknown` (also for one of another project), `target_not_open`
 */
export function checkTarget(from: Iteration, target: Iteration | undefined, field = 'target'): Iteration {
  if (target?.id === from.id) {
    throw new Refusal('target_is_itself', 'Items cannot move to the iteration they come from', { field });
  }
  if (target === undefined || target.projectId !== from.projectId || target.kind !== 'iteration') {
    throw new Refusal('target_unknown', 'The target iteration does not exist in this project', { field });
  }
  if (!isOpen(target)) {
    throw new Refusal('target_not_open', 'The target iteration must be planned or active', { field });
  }
  return target;
}

/**
 * The iteration that follows on the same board: of the open ones that do not begin before it the earliest, those without a
 * start last; undefined when there is none. `candidates` are open iterations of the board.
 */
export function nextIteration<I extends Pick<Iteration, 'id' | 'start'>>(
  from: Pick<Iteration, 'id' | 'start'>,
  candidates: readonly I[],
): I | undefined {
  const begin = (iteration: Pick<Iteration, 'start'>) => iteration.start?.day ?? null;
  const [first] = candidates
    .filter((each) => each.id !== from.id && (begin(each) ?? '~') >= (begin(from) ?? ''))
    .sort((a, b) => {
      const [left, right] = [begin(a) ?? '~', begin(b) ?? '~'];
      return left < right ? -1 : left > right ? 1 : a.id - b.id;
    });
  return first;
}
