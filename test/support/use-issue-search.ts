import { beforeAll, expect } from 'vitest';
import type { Engine } from './open-test-app.ts';
import { useTestServer } from './open-test-server.ts';

/** Two queues with sprints, people and a few issues in Tracker, and ways to search for them. */
export function useIssueSearch(engine: Engine) {
  const test = useTestServer(engine);

  const send = (path: string, body?: unknown, more: Record<string, string> = {}) =>
    test().send('POST', `/v3/issues/${path}`, {
      ...(body === undefined ? {} : { body }),
      headers: { authorization: `OAuth ${test().token}`, 'x-org-id': '1', 'accept-language': 'en', ...more },
    });
  const found = async (body: unknown, path = '_search') => {
    const answer = await send(path, body);
    expect([answer.status, answer.text.slice(0, 300)]).toEqual([200, expect.anything()]);
    return answer.json().map((issue: { key: string }) => issue.key);
  };

  const sprints: Record<string, number> = {};
  const people: Record<string, number> = {};
  const boards: Record<string, number> = {};
  const tokens: Record<string, string> = {};

  beforeAll(async () => {
    const { actions, admin, setClock, addPerson } = test();
    setClock(Date.UTC(2026, 3, 8, 9));
    const queue = await actions.createProject(admin, { title: 'Testing', key: 'TEST' });
    const other = await actions.createProject(admin, { title: 'Разработка', key: 'DEV' });
    const ann = await addPerson('ann', 'member');
    people['ann'] = ann.caller.actor.userId;
    tokens['guest'] = (await addPerson('guest', null)).token;
    await actions.setProjectRole(admin, { login: 'guest', projectId: other.id, role: 'viewer' });
    await addPerson('stranger', null);
    await actions.setProjectRole(admin, { login: 'stranger', projectId: queue.id, role: 'viewer' });
    boards['TEST'] = queue.defaultBoardId;
    for (const name of ['Sprint 1', 'Sprint 2']) {
      const body = { name, board: queue.defaultBoardId, startDate: '2026-04-07', endDate: '2026-04-21' };
      const made = await test().send('POST', '/v3/sprints', {
        body,
        headers: { authorization: `OAuth ${test().token}`, 'x-org-id': '1' },
      });
      sprints[name] = made.json().id;
    }
    const add = async (project: number, title: string, fields = {}, sprint?: string) =>
      actions.createItem(admin, {
        project: { id: project },
        ...(sprint === undefined ? {} : { iterations: { set: [{ id: sprints[sprint] ?? 0 }] } }),
        fields: { title, ...fields },
      });
    await add(queue.id, 'Login page', { description: 'The ÜBER page', estimate: 3, type: 'bug' }, 'Sprint 1');
    const second = await add(queue.id, 'Basket', { assignee: { login: 'ann' }, tags: { set: ['shop'] } }, 'Sprint 1');
    await add(queue.id, 'Cellar', { priority: 'critical', assignee: { id: admin.actor.userId } }, 'Sprint 2');
    await add(other.id, 'Build the page', { parent: { id: second.id }, dueDay: '2026-05-01' });
    await actions.changeItem(admin, { item: { id: second.id }, fields: {}, to: { category: 'in_progress' } });
    await actions.changeItem(admin, { item: { key: 'TEST-3' }, fields: {}, to: { category: 'done' } });
    const moved = await add(queue.id, 'Moved');
    await send(`${moved.key}/_move?queue=DEV`);
    const gone = await add(queue.id, 'Gone');
    await actions.changeItem(admin, { item: { id: gone.id }, fields: { condition: 'deleted' } });
    await actions.changeItem(admin, { item: { key: 'TEST-3' }, fields: { condition: 'archived' } });
    const waiting = await add(queue.id, 'Waiting');
    const { id: needInfo = 0 } =
      (await actions.listStatuses(admin, { projectId: null })).find((each) => each.key === 'needInfo') ?? {};
    await actions.changeItem(admin, { item: { id: waiting.id }, fields: {}, to: { statusId: needInfo } });
    // A token is trusted for a second with the rights that it had.
    setClock(Date.UTC(2026, 3, 8, 10));
  });
  return { test, send, found, sprints, people, boards, tokens };
}
