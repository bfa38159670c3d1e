import { expect } from 'vitest';
import type { Engine } from './open-test-app.ts';
import { useTestServer } from './open-test-server.ts';

/** A client of the native API, by default the administrator of organization 1, of a server of its own. */
export function useNative(engine: Engine) {
  const test = useTestServer(engine);
  const send = (
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    path: string,
    { body, ifMatch, token = test().token }: { body?: unknown; ifMatch?: string; token?: string } = {},
  ) =>
    test().send(method, `/native/v1${path}`, {
      ...(body === undefined ? {} : { body }),
      headers: { authorization: `Bearer ${token}`, ...(ifMatch === undefined ? {} : { 'if-match': ifMatch }) },
    });
  const get = async (path: string) => {
    const answer = await send('GET', path);
    expect([path, answer.status]).toEqual([path, 200]);
    return answer.json();
  };
  /** Sets something whole, whatever its version. */
  const put = async (path: string, body: unknown) => {
    const answer = await send('PUT', path, { body, ifMatch: '*' });
    expect([path, answer.status]).toEqual([path, 200]);
    return answer.json();
  };

  return {
    test,
    send,
    get,
    put,
    addProject: async (zone = 'UTC'): Promise<number> =>
      (await test().actions.createProject(test().admin, { title: 'Alpha', zone })).id,
    addIteration: async (projectId: number, body: object = {}): Promise<number> => {
      const answer = await send('POST', `/projects/${projectId}/iterations`, {
        body: { title: 'Sprint 12', start: '2026-03-23', end: '2026-04-03', ...body },
      });
      expect(answer.status).toBe(201);
      return answer.json().id;
    },
    /** Makes an item in an iteration. */
    addItem: async (projectId: number, iterationId: number, estimate: number | null): Promise<number> => {
      const { actions, admin } = test();
      const item = await actions.createItem(admin, { project: { id: projectId }, fields: { title: 'Item', estimate } });
      await actions.enterIteration(admin, {
        iteration: { id: iterationId },
        item: { id: item.id },
        policy: { findsRemoved: false, findsGroups: false, leaves: 'same board', takesForeign: true },
      });
      return item.id;
    },
    moveItem: async (id: number, category: 'queued' | 'in_progress' | 'done' | 'cancelled'): Promise<void> => {
      await test().actions.changeItem(test().admin, { item: { id }, fields: {}, to: { category } });
    },
    setStatus: async (id: number, status: string): Promise<void> => {
      const answer = await send('PATCH', `/iterations/${id}`, { body: { status }, ifMatch: '*' });
      expect(answer.status).toBe(200);
    },
  };
}
