import { expect } from 'vitest';
import type { Engine } from './open-test-app.ts';
import { useTracker } from './use-tracker.ts';

/** A Tracker client that works with issues, as the administrator of organization 1, of a server of its own. */
export function useIssues(engine: Engine) {
  const { test, send: sendTo } = useTracker(engine);
  const send: typeof sendTo = (method, path, ...more) =>
    sendTo(method, path.startsWith('/') ? path : `/v3/${path}`, ...more);
  return {
    test,
    send,
    addQueue: (title: string) => test().actions.createProject(test().admin, { title }),
    addSprint: async (board: number, name = 'Sprint 1') => {
      const dates = { startDate: '2026-04-07', endDate: '2026-04-21' };
      const answer = await send('POST', 'sprints', { name, board, ...dates });
      expect(answer.status).toBe(201);
      return answer.json();
    },
    add: async (queue: string, body: object = {}) => {
      const answer = await send('POST', 'issues', { queue, summary: 'One', ...body });
      expect([answer.status, answer.status === 201 ? '' : answer.text]).toEqual([201, '']);
      return answer.json();
    },
    get: async (key: string) => (await send('GET', `issues/${key}`)).json(),
    edit: async (key: string, body: object) => {
      const answer = await send('PATCH', `issues/${key}`, body);
      expect([answer.status, answer.status === 200 ? '' : answer.text]).toEqual([200, '']);
      return answer.json();
    },
  };
}
