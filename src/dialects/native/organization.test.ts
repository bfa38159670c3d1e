import { describe, expect, it } from 'vitest';
import { engines } from '../../../test/support/open-test-app.ts';
import { useNative } from '../../../test/support/use-native.ts';
import { checkBooks } from '../../actions/check-books.ts';

describe.each(engines)('The native organization, on %s', (engine) => {
  const { test, send, get, addProject, addIteration, addItem, setStatus } = useNative(engine);
  const change = (body: unknown, ifMatch?: string, token?: string) =>
    send('PATCH', '/organization', {
      body,
      ...(ifMatch === undefined ? {} : { ifMatch }),
      ...(token === undefined ? {} : { token }),
    });

  it('is told to everybody in it, and changed by its administrators alone', async () => {
    const found = await get('/organization');
    expect(found).toMatchObject({ slug: 'acme', zone: 'UTC', version: 1 });
    const { token: planner } = await test().addPerson('bela', 'member', 'admin');
    expect((await send('GET', '/organization', { token: planner })).json()).toEqual(found);
    expect((await change({ name: 'Mine' }, '"9"', planner)).status).toBe(403);
    expect((await change({ name: 'Mine' })).status).toBe(428);
    const stale = await change({ name: '' }, '"9"');
    expect([stale.status, stale.json().current]).toEqual([412, found]);
  });

  it('names every field that is wrong, and changes nothing then', async () => {
    const before = await get('/organization');
    const pointers = async (body: unknown) =>
      (await change(body, '*')).json().errors.map(({ pointer }: { pointer: string }) => pointer);
    expect(await pointers({ name: 'A\nB', zone: 'Nowhere' })).toEqual(['#/name', '#/zone']);
    expect(await pointers({ slug: 'other' })).toEqual(['#/slug']);
    expect(await get('/organization')).toEqual(before);
  });

  it('has another name in one version and one event, and the same name in none', async () => {
    const { version } = await get('/organization');
    const named = await change({ name: 'Acme & Sons' }, `"${version}"`);
    expect([named.status, named.headers['etag']]).toEqual([200, `"${version + 1}"`]);
    expect(await get('/organization')).toMatchObject({ name: 'Acme & Sons', version: version + 1 });
    expect(test().heard.at(-1)).toMatchObject({
      kind: 'organization.changed',
      projectId: null,
      data: { version: version + 1, after: { name: 'Acme & Sons', zone: 'UTC' } },
    });
    const heard = test().heard.length;
    expect((await change({ name: 'Acme & Sons' }, '*')).json().version).toBe(version + 1);
    expect(test().heard).toHaveLength(heard);
  });

  it('moves midnight for open iterations of projects without a zone, and for no closed one', async () => {
    const followsId = (await test().actions.createProject(test().admin, { title: 'Follows' })).id;
    const ownId = await addProject('Europe/Berlin');
    const inZone = (await get('/organization')).projectsInZone;
    expect(inZone).toBe(1);
    const closedId = await addIteration(followsId);
    await addItem(followsId, closedId, 3);
    await setStatus(closedId, 'active');
    await setStatus(closedId, 'closed');
    const openId = await addIteration(followsId);
    await setStatus(openId, 'active');
    const closed = await get(`/iterations/${closedId}/burndown`);
    const own = (await get('/projects')).projects.find(({ id }: { id: number }) => id === ownId);
    const zones = async () => {
      const told = [closedId, openId].map(async (id) => (await get(`/iterations/${id}/burndown`)).zone);
      return Promise.all(told);
    };
    expect(await zones()).toEqual(['UTC', 'UTC']);
    expect((await change({ zone: 'Pacific/Kiritimati' }, '*')).status).toBe(200);
    expect(await zones()).toEqual(['UTC', 'Pacific/Kiritimati']);
    expect(await get(`/iterations/${closedId}/burndown`)).toEqual(closed);
    const { projects } = await get('/projects');
    expect(projects.map(({ zone }: { zone: string }) => zone)).toEqual(['Pacific/Kiritimati', 'Europe/Berlin']);
    expect(projects.find(({ id }: { id: number }) => id === ownId)).toEqual(own);
    expect(await checkBooks(test().app.read)).toEqual([]);
  });
});
