import { queryOptions } from '@tanstack/react-query';
import { forecasts } from '../native.ts';

/** What an iteration is for, what that takes and what became of it. */
export function goalQuery(iterationId: number) {
  return queryOptions({ queryKey: ['figures', iterationId, 'goal'], queryFn: () => forecasts.getGoal(iterationId) });
}

/** When the iterations of a project that run or are planned are likely through. */
export function outlookQuery(projectId: number) {
  return queryOptions({ queryKey: ['outlook', projectId], queryFn: () => forecasts.getOutlook(projectId) });
}

/** How likely it gets there. */
export function oddsQuery(iterationId: number) {
  return queryOptions({
    queryKey: ['figures', iterationId, 'odds'],
    queryFn: () => forecasts.getGoalOdds(iterationId),
  });
}
