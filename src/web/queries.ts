import { queryOptions } from '@tanstack/react-query';
import { native } from './native.ts';

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
