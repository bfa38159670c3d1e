import { beforeAll, expect } from 'vitest';
import type { TestServer } from './open-test-server.ts';

/** Speaks TeamPulse to a server that gets one project. */
export function useTeamPulse(test: () => TestServer) {
  let projectId = 0;
  beforeAll(async () => {
    projectId = (await test().actions.createProject(test().admin, { title: 'Alpha' })).id;
  });
  const send = (
    method: 'GET' | 'POST' | 'PUT' | 'DELETE',
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ) =>
    test().send(method, `/api/v1/${path}`, {
      headers: { authorization: `WRAP access_token=${test().token}`, ...headers },
      ...(body === undefined ? {} : { body }),
    });
  const post = (body: object) => send('POST', 'iterations', { projectId, ...body });
  const add = async (body: object = {}) => {
    const answer = await post({ name: 'Sprint', ...body });
    expect(answer.status).toBe(201);
    return answer.json();
  };
  const put = (id: number, body: unknown, headers?: Record<string, string>) =>
    send('PUT', `iterations/${id}`, body, headers);
  const get = async (id: number) => (await send('GET', `iterations/${id}`)).json();
  return { send, post, add, put, get, projectId: () => projectId };
}

/** The keys of an error beside `Message`. */
export function faultsOf(answer: { json: () => any }): string[] {
  const { Message, ...faults } = answer.json();
  expect(Message).toMatch(/^[A-Z].*\.$/);
  return Object.keys(faults).sort();
}
