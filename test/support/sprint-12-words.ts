import { expect } from 'vitest';
import type { TestServer } from './open-test-server.ts';

/** A thing by whatever a dialect may call it. */
export interface Thing {
  readonly id: number;
  readonly uid: string;
  readonly key: string;
}

/** What is lived in: an iteration belongs to a project and its board. */
export interface Place extends Thing {
  readonly boardId: number;
}

/** The facts of which the life of an iteration consists, each as one dialect says it: by requests alone. */
export interface Words {
  readonly plan: (place: Place, title: string, start: string, end: string) => Promise<Thing>;
  readonly writeDown: (place: Place, title: string, estimate: number | null) => Promise<Thing>;
  readonly estimate: (item: Thing, points: number) => Promise<unknown>;
  readonly enter: (item: Thing, iteration: Thing, place: Place) => Promise<unknown>;
  readonly leave: (item: Thing, iteration: Thing, place: Place) => Promise<unknown>;
  readonly takeUp: (item: Thing, place: Place) => Promise<unknown>;
  readonly finish: (item: Thing, place: Place) => Promise<unknown>;
  readonly cancel: (item: Thing, place: Place) => Promise<unknown>;
  readonly start: (iteration: Thing, place: Place) => Promise<unknown>;
  /** Closes it; what is unfinished goes to the next one. */
  readonly close: (iteration: Thing, next: Thing, place: Place) => Promise<unknown>;
}

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** Sends requests with the headers of a dialect, and wants every one of them to succeed. */
export function asker(test: () => TestServer, prefix: string, headers: () => Record<string, string>) {
  return async (method: Method, path: string, body?: unknown): Promise<any> => {
    const answer = await test().send(method, `${prefix}${path}`, {
      headers: headers(),
      ...(body === undefined ? {} : { body }),
    });
    expect([method, path, answer.status, answer.text]).toEqual([
      method,
      path,
      answer.status < 300 ? answer.status : 'success',
      expect.any(String),
    ]);
    return answer.text === '' ? null : answer.json();
  };
}

/** Asks the native API. */
export function nativeAsker(test: () => TestServer) {
  return asker(test, '/native/v1', () => ({ authorization: `Bearer ${test().token}`, 'if-match': '*' }));
}

/** The native API can say everything. */
export function nativeWords(test: () => TestServer): Words {
  const ask = nativeAsker(test);
  const become = async (item: Thing, place: Place, category: string) => {
    const { statuses } = await ask('GET', `/projects/${place.id}/statuses`);
    const status = statuses.find((each: { category: string }) => each.category === category);
    return ask('PATCH', `/items/${item.id}`, { statusId: status.id });
  };
  const move = (item: Thing, iterationId: number | null) =>
    ask('POST', '/moves', { itemIds: [item.id], to: { iterationId } });
  return {
    plan: (place, title, start, end) => ask('POST', `/projects/${place.id}/iterations`, { title, start, end }),
    writeDown: (place, title, estimate) => ask('POST', `/projects/${place.id}/items`, { title, estimate }),
    estimate: (item, estimate) => ask('PATCH', `/items/${item.id}`, { estimate }),
    enter: (item, iteration) => move(item, iteration.id),
    leave: (item) => move(item, null),
    takeUp: (item, place) => become(item, place, 'in_progress'),
    finish: (item, place) => become(item, place, 'done'),
    cancel: (item, place) => become(item, place, 'cancelled'),
    start: (iteration) => ask('PATCH', `/iterations/${iteration.id}`, { status: 'active' }),
    close: (iteration, next) =>
      ask('PATCH', `/iterations/${iteration.id}`, { status: 'closed', moveUnfinishedTo: next.id }),
  };
}
