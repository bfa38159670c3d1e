import { expect } from 'vitest';
import type { Engine } from './open-test-app.ts';
import { useTracker } from './use-tracker.ts';

/** A Tracker client that works with boards, each in a queue of its own. */
export function useBoards(engine: Engine) {
  const { test, send } = useTracker(engine);
  let made = 0;
  async function queue() {
    made += 1;
    return test().actions.createProject(test().admin, { title: `Queue ${made}`, key: `Q${made}` });
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
