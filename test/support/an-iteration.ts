import type { Iteration } from '../../src/domain/iteration.ts';
import { newIteration } from '../../src/domain/new-iteration.ts';

/** A planned iteration of two weeks in project 1, but for what is given. */
export function anIteration(given: Partial<Iteration> = {}): Iteration {
  const born = newIteration({
    orgId: 1,
    id: 7,
    uid: '018f4e2c-0000-4000-8000-000000000007',
    projectId: 1,
    boardId: 1,
    parentId: 1,
    kind: 'iteration',
    title: 'Sprint 12',
    createdAt: Date.UTC(2026, 2, 2),
    createdDay: '2026-03-02',
    createdBy: 1,
  });
  return {
    ...born,
    start: { day: '2026-03-23', at: null },
    end: { day: '2026-04-03', at: null },
    ...given,
  };
}
