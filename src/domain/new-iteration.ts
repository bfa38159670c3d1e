import type { Iteration } from './iteration.ts';

/** An iteration at birth: version 1, planned, without dates, goal, bounds or figures, and not yet in its place. */
export function newIteration(
  given: Pick<
    Iteration,
    | 'orgId'
    | 'id'
    | 'uid'
    | 'projectId'
    | 'boardId'
    | 'parentId'
    | 'kind'
    | 'title'
    | 'createdAt'
    | 'createdDay'
    | 'createdBy'
  >,
): Iteration {
  return {
    ...given,
    goal: null,
    status: 'planned',
    start: null,
    end: null,
    startedAt: null,
    finishedAt: null,
    zone: null,
    sequence: 0,
    path: '',
    minCapacity: null,
    maxCapacity: null,
    committedPoints: null,
    committedItems: null,
    velocityPoints: null,
    doneItems: null,
    totalItems: null,
    version: 1,
    updatedAt: given.createdAt,
    updatedBy: given.createdBy,
  };
}
