import type { ItemRow, Iteration } from '../../src/client/native.ts';

const at = '2026-11-09T08:00:00.000Z';
const mira = { id: 1, uid: 'p-1', name: 'Mira' };

/** An item as lists show it: queued, without an estimate, unless something else is said. */
export function anItem(id: number, said: Partial<ItemRow> = {}): ItemRow {
  return {
    id,
    uid: `i-${id}`,
    key: `WEB-${id}`,
    projectId: 1,
    type: 'task',
    title: `Item ${id}`,
    priority: 'normal',
    category: 'queued',
    status: { id: 1, key: 'open', name: 'Open' },
    resolution: null,
    condition: 'live',
    boardId: 1,
    columnId: 1,
    subcolumnId: null,
    laneId: 1,
    estimate: null,
    assignee: null,
    parent: null,
    tags: [],
    iterations: [],
    rank: id,
    start: null,
    end: null,
    due: null,
    plannedMinutes: null,
    remainingMinutes: null,
    spentMinutes: null,
    isBlocked: false,
    startedAt: null,
    doneAt: null,
    version: 1,
    createdAt: at,
    createdBy: mira,
    updatedAt: at,
    updatedBy: mira,
    ...said,
  };
}

/** An empty iteration of two weeks. */
export function anIteration(id: number, status: Iteration['status']): Iteration {
  return {
    id,
    uid: `t-${id}`,
    projectId: 1,
    parentId: 1,
    kind: 'iteration',
    title: `Iteration ${id}`,
    goal: null,
    status,
    start: '2026-11-09',
    end: '2026-11-22',
    startedAt: status === 'planned' ? null : at,
    finishedAt: null,
    sequence: 0,
    path: `Iteration ${id}`,
    minCapacity: null,
    maxCapacity: null,
    zone: null,
    scope: { points: 0, items: 0 },
    done: { points: 0, items: 0 },
    committed: null,
    unestimatedItems: 0,
    version: 1,
    createdAt: at,
    createdBy: mira,
    updatedAt: at,
    updatedBy: mira,
  };
}
