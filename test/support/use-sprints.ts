import { expect } from 'vitest';
import type { Engine } from './open-test-app.ts';
import { useTracker } from './use-tracker.ts';

/** A Tracker client that works with sprints, as the administrator of organization 1, of a server of its own. */
export function useSprints(engine: Engine) {
  const { test, headers, send } = useTracker(engine);

  async function board(): Promise<string> {
    const { actions, admin } = test();
    const project = (await actions.listProjects(admin))[0] ?? (await actions.createProject(admin, { title: 'Alpha' }));
    return String(project.defaultBoardId);
  }
  async function addSprint(fields: Record<string, unknown> = {}) {
    const body = {
      name: 'My sprint',
      board: { id: await board() },
      startDate: '2026-04-07',
      endDate: '2026-04-21',
      ...fields,
    };
    const answer = await send('POST', '/v3/sprints', body);
    expect(answer.status).toBe(201);
    return answer.json();
  }
  return { test, board, headers, send, addSprint };
}
