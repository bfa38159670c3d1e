import { beforeAll } from 'vitest';
import { type Engine } from './open-test-app.ts';
import { useTestServer } from './open-test-server.ts';

type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';
type Headers = Record<string, string>;

/** Where the server of a test is. */
export const origin = 'http://timebox.test';
export const json = { 'content-type': 'application/json' };
export const day = { start: '2026-04-07', end: '2026-04-21' };

/** Where clients of page-numbered lists go: the address after a rel of the Link header, without our origin. */
export function linkOf(header: string | undefined, rel: string): string | undefined {
  return header
    ?.split(', ')
    .find((each) => each.endsWith(`rel="${rel}"`))
    ?.replace(/^<(.*)>.*$/, '$1')
    .replace(origin, '');
}

/** A Tracker whose third board is that of the vendor's examples, and clients of it. */
export function useSessions(engine: Engine) {
  const test = useTestServer(engine);
  beforeAll(async () => {
    const { actions, admin } = test();
    for (const key of ['ONE', 'TWO']) await actions.createProject(admin, { title: key, key });
    // Its board has the number 3, as in the vendor's examples.
    await actions.createProject(admin, { title: 'My board', key: 'TEST' });
  });

  const client =
    (headers: Headers) =>
    (method: Method, url: string, body?: string, more: Headers = {}) =>
      test().send(method, url, { ...(body === undefined ? {} : { body }), headers: { ...headers, ...more } });
  const oauth = () => ({ authorization: `OAuth ${test().token}` });
  const me = (base: string) => {
    const { userId, name } = test().admin.actor;
    return { self: `${base}/users/${userId}`, id: String(userId), display: name };
  };
  const sprintOf = (base: string, made: { id: number; createdAt: string }, changed = {}) => ({
    self: `${base}/sprints/${made.id}`,
    id: made.id,
    version: 1,
    name: 'Sprint 1',
    board: { self: `${base}/boards/3`, id: '3', display: 'My board' },
    status: 'draft',
    archived: false,
    createdBy: me(base),
    createdAt: made.createdAt,
    startDate: day.start,
    endDate: day.end,
    startDateTime: `${day.start}T00:00:00.000+0000`,
    endDateTime: `${day.end}T00:00:00.000+0000`,
    ...changed,
  });
  const dates = `"startDate": "${day.start}", "endDate": "${day.end}"`;
  return { test, client, oauth, me, sprintOf, dates };
}
