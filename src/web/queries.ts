import { type QueryClient, queryOptions } from '@tanstack/react-query';
import type { Iteration, Me } from '../client/native.ts';
import { native } from './native.ts';

/** Who is signed in. */
export interface SessionState {
  readonly me: Me | null;
  /** Whose session has ended by itself, without anybody signing out. */
  readonly ended: Me | null;
}

/** Who is signed in, if anybody; and who was, until the session ended. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: async ({ client }): Promise<SessionState> => {
    const { me } = await native.getSession();
    return me === null ? endedSession(client) : { me, ended: null };
  },
  staleTime: 60_000,
});

/** The state after the server has said that nobody is signed in. */
export function endedSession(queries: QueryClient): SessionState {
  const before = queries.getQueryData<SessionState>(['session']);
  return { me: null, ended: before?.me ?? before?.ended ?? null };
}

/** All projects. */
export const projectsQuery = queryOptions({ queryKey: ['projects'], queryFn: native.listProjects });

/** Iterations and releases of a project, but for archived ones. */
export function iterationsOf(projectId: number) {
  return queryOptions({
    queryKey: ['iterations', projectId],
    queryFn: () => native.listIterations(projectId, ['planned', 'active', 'closed']),
  });
}

/** One iteration. */
export function iterationQuery(id: number) {
  return queryOptions({ queryKey: ['iteration', id], queryFn: () => native.getIteration(id) });
}

/** Its figures day by day. */
export function burndownQuery(id: number) {
  return queryOptions({ queryKey: ['burndown', id], queryFn: () => native.getBurndown(id) });
}

/** The iteration that people mean when they name none: the one that runs, else the next one, else the last one. */
export function currentIteration(found: readonly Iteration[]): Iteration | undefined {
  const iterations = found
    .filter(({ kind }) => kind === 'iteration')
    .sort((a, b) => (a.start ?? '9').localeCompare(b.start ?? '9') || a.id - b.id);
  return (
    iterations.find(({ status }) => status === 'active') ??
    iterations.find(({ status }) => status === 'planned') ??
    iterations.at(-1)
  );
}
