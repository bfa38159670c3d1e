import { queryOptions } from '@tanstack/react-query';
import type { Iteration } from '../../client/native.ts';
import { native } from '../native.ts';
import { allItems } from '../parts/all-items.ts';
import type { Plan } from './plan.ts';

/** The backlog, which is all unfinished items that no open iteration has, and the open iterations with all of theirs. */
export function planOf(projectId: number) {
  return queryOptions({
    queryKey: ['plan', projectId],
    queryFn: async (): Promise<Plan> => {
      const [found, backlog] = await Promise.all([
        native.listIterations(projectId, ['planned', 'active']),
        allItems((page) => native.listItems(projectId, { iteration: 'none', category: 'queued,in_progress', ...page })),
      ]);
      const open = found.filter(({ kind }) => kind === 'iteration').sort(byStart);
      const columns = open.map(async (iteration) => ({
        iteration,
        items: await allItems((page) => native.listIterationItems(iteration.id, page)),
      }));
      return [{ iteration: null, items: backlog }, ...(await Promise.all(columns))];
    },
    staleTime: 30_000,
  });
}

function byStart(a: Iteration, b: Iteration): number {
  if (a.status !== b.status) return a.status === 'active' ? -1 : 1;
  return (a.start ?? '9').localeCompare(b.start ?? '9') || a.id - b.id;
}
