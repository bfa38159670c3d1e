import type { Actions } from '../../src/actions/index.ts';
import type { Membership } from '../../src/domain/item.ts';
import { noPrecondition } from '../../src/domain/precondition.ts';
import { Refusal, type RefusalCode } from '../../src/domain/refusal.ts';
import type { TestServer } from '../support/open-test-server.ts';

/** Short words for what the races do with one project's plan. */
export interface Plan {
  readonly projectId: number;
  readonly boardId: number;
  /** A started sprint, made through Tracker. */
  addSprint(status?: 'draft' | 'in_progress'): Promise<number>;
  /** An item of three points, in an iteration if one is named. */
  addItem(iterationId?: number): Promise<number>;
  enter(iterationId: number, itemId: number): Promise<unknown>;
  /** Closes with a target, as Kaiten's callers do: closing twice is refused. */
  closeInto(iterationId: number, target: number): Promise<unknown>;
  remove(iterationId: number): Promise<unknown>;
  /** Marks an item done. */
  finish(itemId: number): Promise<unknown>;
  statusOf(iterationId: number): Promise<string>;
  members(iterationId: number): Promise<readonly Membership[]>;
  patch(sprintId: number, body: unknown, headers?: Record<string, string>): ReturnType<TestServer['send']>;
}

const finds = { findsRemoved: true, findsGroups: false } as const;
const closing = {
  moves: { planned: ['active'], active: ['closed'], closed: ['active'] },
  refuseRepeatedClose: true,
  fixedWhenClosed: [],
  endAfterStart: 'later',
  ...finds,
} as const;
const entering = { ...finds, leaves: 'every other', takesForeign: false } as const;

/** A project of its own on the server, so that races do not meet what other tests left. */
export async function openPlan(server: TestServer): Promise<Plan> {
  const { actions, admin, token, send } = server;
  const project = await actions.createProject(admin, { title: 'Alpha' });
  const headers = { authorization: `OAuth ${token}`, 'x-org-id': '1' };
  const enter = (iterationId: number, itemId: number) =>
    actions.enterIteration(admin, { iteration: { id: iterationId }, item: { id: itemId }, policy: entering });
  const find = (id: number) => ({ iteration: { id }, precondition: noPrecondition, policy: finds });
  return {
    projectId: project.id,
    boardId: project.defaultBoardId,
    addSprint: async (status = 'in_progress') => {
      const dates = { startDate: '2026-04-06', endDate: '2026-04-17' };
      const body = { name: 'Sprint', board: { id: project.defaultBoardId }, ...dates, status };
      return (await send('POST', '/v3/sprints', { body, headers })).json().id;
    },
    addItem: async (iterationId) => {
      const fields = { title: 'Item', estimate: 3 };
      const { id } = await actions.createItem(admin, { projectId: project.id, fields });
      if (iterationId !== undefined) await enter(iterationId, id);
      return id;
    },
    enter,
    closeInto: (id, target) =>
      actions.changeIteration(admin, {
        ...find(id),
        fields: {},
        status: 'closed',
        moveUnfinishedTo: { id: target },
        policy: closing,
      }),
    remove: (id) => actions.removeIteration(admin, { ...find(id), policy: { ...finds, target: 'open' } }),
    finish: (id) => actions.changeItem(admin, { item: { id }, fields: {}, category: 'done' }),
    statusOf: async (id) => (await actions.getIteration(admin, find(id))).status,
    members: (id) => actions.listMembers(admin, { ...find(id), selection: 'live' }),
    patch: (id, body, more = {}) => send('PATCH', `/v3/sprints/${id}`, { body, headers: { ...headers, ...more } }),
  };
}

/** How each of some simultaneous deeds ended: `done`, or the code it was refused with. Anything else is thrown on. */
export async function endings(deeds: readonly Promise<unknown>[]): Promise<readonly ('done' | RefusalCode)[]> {
  const settled = await Promise.allSettled(deeds);
  return settled.map((each) => {
    if (each.status === 'fulfilled') return 'done';
    if (each.reason instanceof Refusal) return each.reason.code;
    throw each.reason;
  });
}

/** How often each value occurs. */
export function tally<T extends string | number>(values: readonly T[]): Partial<Record<T, number>> {
  const counts: Partial<Record<T, number>> = {};
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
}
