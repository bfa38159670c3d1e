import { expect } from 'vitest';
import type { Engine } from './open-test-app.ts';
import { useTracker } from './use-tracker.ts';

/** A Tracker client that works with boards, each in a queue of its own. */
export function useBoards(engine: Engine) {
  const { test, send } = useTracker(engine);
  async function queue() {
    const { actions, admin } = test();
    const { length } = await actions.listProjects(admin);
    return actions.createProject(admin, { title: `Queue ${length + 1}`, key: `Q${length + 1}` });
  }
  async function addBoard(fields: Record<string, unknown> = {}) {
    const answer = await send('POST', '/v3/boards/', { name: 'Testing', defaultQueue: (await queue()).key, ...fields });
    expect([answer.status, answer.text]).toEqual([201, expect.any(String)]);
    return answer.json();
  }
  return {
    test,
    send,
    queue,
    addBoard,
    listed: async () => (await send('GET', '/v3/boards')).json().map(({ id }: { id: number }) => id),
  };
}
