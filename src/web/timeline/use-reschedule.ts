import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Iteration, Project } from '../../client/native.ts';
import { native } from '../native.ts';
import { tell, tellTrouble } from '../parts/toast.ts';
import { burndownQuery, iterationQuery, iterationsOf } from '../queries.ts';
import { dayFormat } from '../words/show-days.ts';
import { useWords } from '../words/use-words.ts';
import type { DayRange } from './time-scale.ts';

/** Gives an iteration other days. */
export type Reschedule = (iteration: Iteration, range: DayRange) => void;

/**
 * Gives iterations of a project other days: shown at once, taken back with the server's words if it refuses, and undone
 * on request as long as the message about it is there.
 */
export function useReschedule(project: Project): Reschedule {
  const words = useWords();
  const queries = useQueryClient();
  const list = iterationsOf(project.id);
  const replace = (changed: Pick<Iteration, 'id'> & Partial<Iteration>) =>
    queries.setQueryData(list.queryKey, (found = []) =>
      found.map((each) => (each.id === changed.id ? { ...each, ...changed } : each)),
    );
  const { mutate } = useMutation({
    // One after the other, so that the second change of an iteration knows the version of the first.
    scope: { id: `reschedule-${project.id}` },
    mutationFn: ({ iteration, range }: { iteration: Iteration; range: DayRange }) => {
      const known = queries.getQueryData(list.queryKey)?.find(({ id }) => id === iteration.id);
      const { start, end } = range;
      return native.changeIteration(iteration.id, known?.version ?? iteration.version, { start, end });
    },
    onMutate: async ({ iteration: { id }, range: { start, end } }) => {
      await queries.cancelQueries(list);
      replace({ id, start, end });
    },
    onSuccess: (changed) => replace(changed),
    onError: (error, { iteration: { id, start, end } }) => {
      replace({ id, start, end });
      tellTrouble(words, error);
    },
    onSettled: (_changed, _error, { iteration: { id } }) =>
      Promise.all(
        [list, iterationQuery(id), burndownQuery(id)].map(({ queryKey }) => queries.invalidateQueries({ queryKey })),
      ),
  });
  const move: Reschedule = (iteration, range) => mutate({ iteration, range });
  return (iteration, range) => {
    const { title, start, end } = iteration;
    const undo = start === null || end === null ? undefined : () => move({ ...iteration, ...range }, { start, end });
    mutate(
      { iteration, range },
      {
        onSuccess: () =>
          tell(
            words.t('timeline.movedTo', { title, dates: dayFormat(words.language).range(range.start, range.end) }),
            undo,
          ),
      },
    );
  };
}
