import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { Iteration, Project } from '../../client/native.ts';
import { iterationsOf, oneAfterAnother } from '../queries.ts';

/** Goes to the iteration before this one (-1) or after it (1), if there is one; what is shown of it stays the same. */
export function useBeside(project: Project, { id }: Pick<Iteration, 'id'>): (step: -1 | 1) => Promise<void> {
  const queries = useQueryClient();
  const navigate = useNavigate();
  return async (step) => {
    const row = oneAfterAnother(await queries.fetchQuery(iterationsOf(project.id)));
    const beside = row[row.findIndex((each) => each.id === id) + step];
    if (beside === undefined || !row.some((each) => each.id === id)) return;
    const params = { project: project.key, iteration: beside.id };
    await navigate({ to: '/p/$project/iterations/$iteration', params, search: (now) => now });
  };
}
