import type { Actions } from '../../src/actions/index.ts';
import { noPrecondition } from '../../src/domain/precondition.ts';
import type { TestServer } from '../support/open-test-server.ts';

type Answer = Awaited<ReturnType<TestServer['send']>>;

/** An iteration by both of its names. */
export interface Sprint {
  readonly id: number;
  readonly uid: string;
}

/** Short words for what races do with one project's plan: edits through Tracker, closes and cards through Kaiten. */
export interface Plan {
  readonly projectId: number;
  readonly boardId: number;
  /** A started sprint. */
  addSprint(): Promise<Sprint>;
  /** An item of three points, in an iteration if one is named. */
  addItem(sprint?: Sprint): Promise<{ readonly id: number; readonly uid: string }>;
  edit(sprint: Sprint, body: unknown, headers?: Record<string, string>): Promise<Answer>;
  closeInto(sprint: Sprint, target: Sprint): Promise<Answer>;
  remove(sprint: Sprint): Promise<Answer>;
  enter(sprint: Sprint, item: { readonly uid: string }): Promise<Answer>;
  finish(item: { readonly id: number }): Promise<unknown>;
  statusOf(sprint: Sprint): Promise<string>;
  membersOf(sprint: Sprint): ReturnType<Actions['listMembers']>;
}

/** A project of its own on the server, so that races do not meet what other tests left. */
export async function openPlan({ actions, admin, token, send }: TestServer): Promise<Plan> {
  const project = await actions.createProject(admin, { title: 'Alpha' });
  const headers = { authorization: `Bearer ${token}`, 'x-org-id': '1' };
  const space = `/api/latest/spaces/${project.uid}/iterations`;
  const find = ({ id }: Sprint) => ({
    iteration: { id },
    precondition: noPrecondition,
    policy: { findsRemoved: true, findsGroups: false },
  });
  return {
    projectId: project.id,
    boardId: project.defaultBoardId,
    addSprint: async () => {
      const dates = { startDate: '2026-04-06', endDate: '2026-04-17' };
      const body = { name: 'Sprint', board: { id: project.defaultBoardId }, ...dates, status: 'in_progress' };
      const { id } = (await send('POST', '/v3/sprints', { body, headers })).json();
      const { uid } = await actions.getIteration(admin, find({ id, uid: '' }));
      return { id, uid };
    },
    addItem: async (sprint) => {
      const fields = { title: 'Item', estimate: 3 };
      const item = await actions.createItem(admin, { project: { id: project.id }, fields });
      if (sprint !== undefined) {
        await send('POST', `${space}/${sprint.uid}/cards`, { body: { card_uid: item.uid }, headers });
      }
      return item;
    },
    edit: ({ id }, body, more = {}) => send('PATCH', `/v3/sprints/${id}`, { body, headers: { ...headers, ...more } }),
    closeInto: ({ uid }, target) => {
      const body = { status: 'closed', new_iteration_id: target.uid };
      return send('PATCH', `${space}/${uid}`, { body, headers });
    },
    remove: ({ uid }) => send('DELETE', `${space}/${uid}`, { headers }),
    enter: ({ uid }, item) => send('POST', `${space}/${uid}/cards`, { body: { card_uid: item.uid }, headers }),
    finish: ({ id }) => actions.changeItem(admin, { item: { id }, fields: {}, to: { category: 'done' } }),
    statusOf: async (sprint) => (await actions.getIteration(admin, find(sprint))).status,
    membersOf: (sprint) => actions.listMembers(admin, { ...find(sprint), selection: 'live' }),
  };
}

/** How often each answer occurs: its status, and Kaiten's number of the broken rule if it has one. */
export function tally(answers: readonly Answer[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const answer of answers) counts[outcomeOf(answer)] = (counts[outcomeOf(answer)] ?? 0) + 1;
  return counts;
}

/** `200`, `412`, `400 code 5` and the like. */
export function outcomeOf({ status, text, json }: Answer): string {
  const code = status === 400 && text.startsWith('{') ? json().code : undefined;
  return code === undefined ? String(status) : `${status} code ${code}`;
}
