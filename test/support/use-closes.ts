import { expect } from 'vitest';
import type { CreateItem, ItemFields } from '../../src/actions/index.ts';
import type { Item } from '../../src/domain/item.ts';
import type { Wish } from '../../src/domain/workflow.ts';
import type { Engine } from './open-test-app.ts';
import { type TestServer, useTestServer } from './open-test-server.ts';

type Fields = Partial<CreateItem['fields']> & { readonly minutes?: readonly [spent: number, left: number] };

/** A server whose iterations are closed through Timebox's own API. */
export function useCloses(engine: Engine) {
  const test = useTestServer(engine);
  return { test, ...closesOn(test) };
}

function closesOn(test: () => TestServer) {
  const ask = (
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    path: string,
    body?: unknown,
    headers: object = {},
  ) =>
    test().send(method, `/native/v1${path}`, {
      ...(body === undefined ? {} : { body }),
      headers: { authorization: `Bearer ${test().token}`, ...headers },
    });
  /** What was asked for, where it has to succeed. */
  async function get(method: 'GET' | 'POST' | 'PATCH', path: string, body?: unknown, headers: object = {}) {
    const answer = await ask(method, path, body, headers);
    expect([answer.status, answer.text]).toEqual([answer.status < 300 ? answer.status : 'success', expect.any(String)]);
    return answer.json();
  }
  const addProject = async (title = 'Alpha') => (await test().actions.createProject(test().admin, { title })).id;
  const addIteration = async (projectId: number, title: string, more: object = {}): Promise<number> =>
    (await get('POST', `/projects/${projectId}/iterations`, { title, ...more })).id;
  const dates = (start: string, end: string) => ({ start, end });
  /** An iteration that runs. */
  const start = async (projectId: number, title: string, more: object = {}) =>
    addIteration(projectId, title, { ...dates('2026-03-02', '2026-03-13'), status: 'active', ...more });
  async function addItem(projectId: number, iterationId: number | null, fields: Fields = {}, to?: Wish): Promise<Item> {
    const { minutes, ...plain } = fields;
    const time = minutes === undefined ? {} : { spentMinutes: minutes[0], remainingMinutes: minutes[1] };
    return test().actions.createItem(test().admin, {
      project: { id: projectId },
      fields: { title: 'Item', estimate: 3, ...plain, ...time },
      ...(to === undefined ? {} : { to }),
      ...(iterationId === null ? {} : { iterations: { set: [{ id: iterationId }] } }),
    });
  }
  const change = (id: number, fields: ItemFields, to?: Wish) =>
    test().actions.changeItem(test().admin, { item: { id }, fields, ...(to === undefined ? {} : { to }) });
  const plan = (iterationId: number, body: object = {}) => get('POST', `/iterations/${iterationId}/close-plans`, body);
  const tryClose = (iterationId: number, { id, fingerprint }: { id: number; fingerprint: string }) =>
    ask('POST', `/iterations/${iterationId}/close`, { planId: id }, { 'if-match': `"${fingerprint}"` });
  /** Plans a close and carries it out; answers the receipt. */
  async function close(iterationId: number, body: object = {}) {
    const answer = await tryClose(iterationId, await plan(iterationId, body));
    expect([answer.status, answer.text]).toEqual([201, expect.any(String)]);
    return answer.json();
  }
  const reverse = (receiptId: number) => get('POST', `/receipts/${receiptId}/reversal`);
  const held = async (iterationId: number): Promise<number[]> =>
    (await get('GET', `/iterations/${iterationId}/items?limit=200`)).items.map((each: any) => each.id);
  const iteration = (id: number) => get('GET', `/iterations/${id}`);
  return {
    ask,
    get,
    addProject,
    addIteration,
    start,
    addItem,
    change,
    plan,
    tryClose,
    close,
    reverse,
    held,
    iteration,
  };
}

/** What became of the items of a plan or a receipt: `[item, action]`. */
export function actionsOf(groups: readonly { itemIds: readonly number[]; action: string }[]) {
  return groups
    .flatMap(({ itemIds, action }) => itemIds.map((id) => [id, action]))
    .sort(([a], [b]) => Number(a) - Number(b));
}
