import { queryOptions } from '@tanstack/react-query';
import type { Iteration } from '../../client/native.ts';
import { native } from '../native.ts';
import { allItems } from '../parts/all-items.ts';
import { keepSame } from './keep-same.ts';
import type { Plan } from './plan.ts';

/** Nobody plans further ahead than that; whoever has more open iterations asks for them. */
const usual = 12;

/**
 * The backlog, which is all unfinished items that no open iteration has, and the open iterations with all of theirs: the
 * first dozen, unless all are asked for.
 */
export function planOf(projectId: number, isWhole: boolean) {
  return queryOptions({
    queryKey: [...plansOf(projectId).queryKey, isWhole],
    queryFn: async ({ client, queryKey }): Promise<Plan> => {
      const [found, backlog] = await Promise.all([
        native.listIterations(projectId, ['planned', 'active']),
        allItems((page) => native.listItems(projectId, { iteration: 'none', category: 'queued,in_progress', ...page })),
      ]);
      const open = found.filter(({ kind }) => kind === 'iteration').sort(byStart);
      const columns = open.slice(0, isWhole ? open.length : usual).map(async (iteration) => ({
        iteration,
        items: await allItems((page) => native.listIterationItems(iteration.id, page)),
      }));
      const plan = [{ iteration: null, items: backlog }, ...(await Promise.all(columns))];
      return keepSame(client.getQueryData<Plan>(queryKey), plan);
    },
    structuralSharing: false,
    staleTime: 30_000,
  });
}

/** All that is kept of the plan of a project. */
export function plansOf(projectId: number): { readonly queryKey: readonly ['plan', number] } {
  return { queryKey: ['plan', projectId] };
}

function byStart(a: Iteration, b: Iteration): number {
  if (a.status !== b.status) return a.status === 'active' ? -1 : 1;
  return (a.start ?? '9').localeCompare(b.start ?? '9') || a.id - b.id;
}
