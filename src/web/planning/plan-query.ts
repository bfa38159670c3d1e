import { type QueryClient, queryOptions } from '@tanstack/react-query';
import type { Iteration } from '../../client/native.ts';
import type { Happened } from '../live/touched-by.ts';
import { native } from '../native.ts';
import { allItems } from '../parts/all-items.ts';
import { iterationsOf } from '../queries.ts';
import { keepSame } from './keep-same.ts';
import { columnOf, type Plan } from './plan.ts';
import { goneFrom, mostItems, type Touched, touchedIn, withBacklog } from './touched-plan.ts';

/** Nobody plans further ahead than that; whoever has more open iterations asks for them. */
const usual = 12;

/** What is in the backlog of a project. */
const inBacklog = { iteration: 'none', category: 'queued,in_progress' };

/** However little is read at a time: after so long all of it is, whatever was missed meanwhile. */
const wholeForMs = 300_000;

/** What a plan has heard of and not read yet, and when all of it was read; by the hash of its key. */
const heard = new Map<string, { events: readonly Happened[]; wholeAt: number }>();

/**
 * The backlog, which is all unfinished items that no open iteration has, and the open iterations with all of theirs: the
 * first dozen, unless all are asked for. It is read whole at first, and whenever somebody says that it is not valid any
 * more; what events tell of, which it hears of, is read alone.
 */
export function planOf(projectId: number, isWhole: boolean) {
  const queryKey = [...plansOf(projectId).queryKey, isWhole] as const;
  const name = queryKey.join(' ');
  return queryOptions({
    queryKey,
    queryFn: async ({ client }): Promise<Plan> => {
      const before = client.getQueryData<Plan>(queryKey);
      const { events, wholeAt } = heard.get(name) ?? { events: [], wholeAt: 0 };
      const isNear = Date.now() - wholeAt < wholeForMs && client.getQueryState(queryKey)?.isInvalidated === false;
      const touched =
        before === undefined || !isNear || events.length === 0 ? null : touchedIn(before, projectId, events);
      // A reading of all that is stopped by somebody is still wanted; of a part, what was heard of stays.
      if (touched === null) heard.set(name, { events, wholeAt: 0 });
      const open = await openIterations(client, projectId, isWhole);
      const part = before === undefined || touched === null ? null : await readPart(projectId, before, open, touched);
      const plan = part ?? (await readWhole(projectId, open));
      const rest = (heard.get(name)?.events ?? []).slice(events.length);
      heard.set(name, { events: rest, wholeAt: part === null ? Date.now() : wholeAt });
      return keepSame(client.getQueryData<Plan>(queryKey), plan);
    },
    structuralSharing: false,
    staleTime: 30_000,
    meta: {
      hear: (events) => {
        const known = heard.get(name);
        heard.set(name, { wholeAt: known?.wholeAt ?? 0, events: [...(known?.events ?? []), ...events] });
      },
    },
  });
}

/** All that is kept of the plan of a project. */
export function plansOf(projectId: number): { readonly queryKey: readonly ['plan', number] } {
  return { queryKey: ['plan', projectId] };
}

async function readWhole(projectId: number, open: readonly Iteration[]): Promise<Plan> {
  const [backlog, ...columns] = await Promise.all([
    allItems((page) => native.listItems(projectId, { ...inBacklog, ...page })),
    ...open.map(({ id }) => itemsIn(id)),
  ]);
  return [
    { iteration: null, items: backlog },
    ...open.map((iteration, place) => ({ iteration, items: columns[place] ?? [] })),
  ];
}

/** The plan with what was touched read anew; null if that is more than is asked for one by one. */
async function readPart(
  projectId: number,
  before: Plan,
  open: readonly Iteration[],
  { itemIds, iterationIds }: Touched,
): Promise<Plan | null> {
  const columns = open.map(async (iteration) => {
    const known = iterationIds.has(iteration.id) ? undefined : columnOf(before, iteration.id);
    return { iteration, items: known?.items ?? (await itemsIn(iteration.id)) };
  });
  const plan = [...before.filter(({ iteration }) => iteration === null), ...(await Promise.all(columns))];
  const ids = [...new Set([...itemIds, ...goneFrom(before, plan)])];
  if (ids.length > mostItems) return null;
  if (ids.length === 0) return withBacklog(plan, [], []);
  const limit = String(mostItems);
  const { items } = await native.listItems(projectId, { ...inBacklog, ids: ids.join(','), limit });
  return withBacklog(plan, ids, items);
}

function itemsIn(iterationId: number) {
  return allItems((page) => native.listIterationItems(iterationId, page));
}

async function openIterations(client: QueryClient, projectId: number, isWhole: boolean): Promise<readonly Iteration[]> {
  const found = await client.fetchQuery({ ...iterationsOf(projectId), staleTime: 0 });
  const open = found.filter(
    ({ kind, status }) => kind === 'iteration' && (status === 'planned' || status === 'active'),
  );
  return open.sort(byStart).slice(0, isWhole ? open.length : usual);
}

function byStart(a: Iteration, b: Iteration): number {
  if (a.status !== b.status) return a.status === 'active' ? -1 : 1;
  return (a.start ?? '9').localeCompare(b.start ?? '9') || a.id - b.id;
}
