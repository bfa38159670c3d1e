import type { Engine } from './open-test-app.ts';
import { useTestServer } from './open-test-server.ts';

/** A Kaiten client, as the administrator of organization 1, of a server of its own. */
export function useKaiten(engine: Engine) {
  const test = useTestServer(engine);
  const headers = (more: Record<string, string> = {}) => ({ authorization: `Bearer ${test().token}`, ...more });
  const call = (method: 'GET' | 'POST' | 'PATCH' | 'DELETE', path: string, body?: unknown, more = {}) =>
    test().send(method, `/api/latest${path}`, { ...(body === undefined ? {} : { body }), headers: headers(more) });
  const dates = { start_date: '2026-08-03', finish_date: '2026-08-14' };
  const addSpace = async (title = 'Alpha') => {
    const { id, uid } = await test().actions.createProject(test().admin, { title });
    return { id, uid, list: `/spaces/${uid}/iterations` };
  };
  return {
    test,
    headers,
    call,
    addSpace,
    add: async (list: string, body: Record<string, unknown> = {}) =>
      (await call('POST', list, { title: 'Sprint', ...body })).json(),
    addActive: async (list: string, body: Record<string, unknown> = {}) => {
      const { json } = await call('POST', list, { title: 'Sprint', ...dates, ...body });
      return (await call('PATCH', `${list}/${json().id}`, { status: 'active' })).json();
    },
    addCard: (projectId: number, estimate: number | null = null) =>
      test().actions.createItem(test().admin, { project: { id: projectId }, fields: { title: 'Card', estimate } }),
    finish: (id: number) =>
      test().actions.changeItem(test().admin, { item: { id }, fields: {}, to: { category: 'done' } }),
  };
}
