import { queryOptions } from '@tanstack/react-query';
import type { ItemPage, ItemRow, Iteration } from '../../client/native.ts';
import { native } from '../native.ts';
import type { Plan } from './plan.ts';

const pageSize = '200';

/** The backlog, which is all unfinished items that no open iteration has, and the open iterations with all of theirs. */
export function planOf(projectId: number) {
  return queryOptions({
    queryKey: ['plan', projectId],
    queryFn: async (): Promise<Plan> => {
      const [found, backlog] = await Promise.all([
        native.listIterations(projectId, ['planned', 'active']),
        all((cursor) =>
          native.listItems(projectId, {
            iteration: 'none',
            category: 'queued,in_progress',
            limit: pageSize,
            ...cursor,
          }),
        ),
      ]);
      const open = found.filter(({ kind }) => kind === 'iteration').sort(byStart);
      const columns = open.map(async (iteration) => ({
        iteration,
        items: await all((cursor) => native.listIterationItems(iteration.id, { limit: pageSize, ...cursor })),
      }));
      return [{ iteration: null, items: backlog }, ...(await Promise.all(columns))];
    },
    staleTime: 30_000,
  });
}

async function all(page: (cursor: { cursor?: string }) => Promise<ItemPage>): Promise<readonly ItemRow[]> {
  const found: ItemRow[] = [];
  let cursor: { cursor?: string } | null = {};
  while (cursor !== null) {
    const { items, next }: ItemPage = await page(cursor);
    found.push(...items);
    cursor = next === null ? null : { cursor: next };
  }
  return found;
}

function byStart(a: Iteration, b: Iteration): number {
  if (a.status !== b.status) return a.status === 'active' ? -1 : 1;
  return (a.start ?? '9').localeCompare(b.start ?? '9') || a.id - b.id;
}
