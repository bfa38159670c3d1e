import { describe, expect, it } from 'vitest';
import { engines } from '../../../test/support/open-test-app.ts';
import { useKaiten } from '../../../test/support/use-kaiten.ts';

describe.each(engines)('Access to Kaiten boards, on %s', (engine) => {
  const { test, call, addSpace } = useKaiten(engine);
  const as = (token: string) => ({ authorization: `Bearer ${token}` });
  const make = async (spaceId: number, body: Record<string, unknown> = {}) =>
    (await call('POST', `/spaces/${spaceId}/boards`, { title: 'Board', ...body })).json();

  it('are found by their number, in their space, by those who see it; and changed by those who may', async () => {
    const [one, two] = [await addSpace('One'), await addSpace('Two')];
    const board = await make(one.id);
    const missing = [
      `/spaces/${two.id}/boards/${board.id}`,
      `/spaces/${one.uid}/boards`,
      `/spaces/${one.id}/boards/${board.uid}`,
      `/spaces/${one.id}/boards/424242`,
      `/boards/${board.uid}`,
      `/boards/424242`,
      `/spaces/424242/boards`,
    ];
    for (const path of missing) {
      const answer = await call('GET', path);
      expect([path, answer.status, answer.text]).toEqual([path, 404, '']);
    }
    const far = as((await test().addOrganization(`far-${engine}`)).token);
    const looker = as((await test().addPerson('looker', 'viewer')).token);
    const member = as((await test().addPerson('member', 'member')).token);
    const path = `/spaces/${one.id}/boards/${board.id}`;
    for (const [method, at] of [
      ['PATCH', path],
      ['DELETE', path],
      ['POST', `/spaces/${one.id}/boards`],
    ] as const) {
      expect((await call(method, at, '{', far)).status).toBe(404);
      expect((await call(method, at, '{', looker)).status).toBe(403);
    }
    for (const at of [path, `/spaces/${one.id}/boards`, `/boards/${board.id}`]) {
      expect((await call('GET', at, undefined, far)).status).toBe(404);
    }
    expect((await call('GET', path, undefined, looker)).status).toBe(200);
    expect((await call('PATCH', path, { title: 'By a member' }, member)).status).toBe(200);
    expect((await call('PATCH', path, '{', member)).status).toBe(400);
  });

  it('are not to be had by requests that there are not', async () => {
    for (const [method, path] of [
      ['PATCH', '/boards/1'],
      ['DELETE', '/boards/1'],
      ['GET', '/boards'],
      ['POST', '/boards'],
    ] as const) {
      const answer = await call(method, path, method === 'GET' ? undefined : {});
      expect([method, path, answer.status, answer.json()]).toEqual([
        method,
        path,
        405,
        { message: expect.any(String) },
      ]);
    }
    for (const path of ['/columns/1', '/lanes/1', '/subcolumns/1']) {
      expect([path, (await call('PATCH', path, {})).status]).toEqual([path, 404]);
    }
  });
});
