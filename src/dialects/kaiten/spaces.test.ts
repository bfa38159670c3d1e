import { afterEach, describe, expect, it } from 'vitest';
import { engines } from '../../../test/support/open-test-app.ts';
import { useKaiten } from '../../../test/support/use-kaiten.ts';

const nowhere = '00000000-0000-4000-8000-000000000000';
const writer = 'a431ed00-1b32-4cc7-92b6-85e4bc7de40e';
const instant = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
const uuid = expect.stringMatching(/^[0-9a-f-]{36}$/);

describe.each(engines)('Kaiten spaces, on %s', (engine) => {
  const { test, call, add, addCard } = useKaiten(engine);
  afterEach(() => test().setClock(null));
  const make = async (body: Record<string, unknown>) => (await call('POST', '/spaces', body)).json();
  const as = (token: string) => ({ authorization: `Bearer ${token}` });

  it('makes a space, and answers it whole with its people', async () => {
    const body = { title: 'Delivery', external_id: 77, sort_order: 2.5 };
    const answer = await call('POST', '/spaces', body);
    expect([answer.status, answer.headers.etag, answer.headers['x-timebox-ignored']]).toEqual([200, '"1"', undefined]);
    const { users, ...space } = answer.json();
    expect(space).toEqual({
      created: instant,
      updated: instant,
      archived: false,
      uid: uuid,
      access: 'for_everyone',
      for_everyone_access_role_id: writer,
      entity_type: 'space',
      path: String(space.id),
      sort_order: 2.5,
      parent_entity_uid: null,
      company_id: 1,
      id: expect.any(Number),
      title: 'Delivery',
      allowed_card_type_ids: null,
      hidden_card_type_uids: null,
      external_id: '77',
      settings: null,
    });
    expect(users).toHaveLength(1);
    expect((await call('GET', `/spaces/${space.id}`)).json()).toEqual(space);
    expect((await call('GET', '/spaces')).json().find((each: { id: number }) => each.id === space.id)).toEqual({
      ...space,
      boards: [],
      entity_uid: space.uid,
      user_id: test().admin.actor.userId,
      access_mod: 'admin',
      role: 3,
      role_permissions: expect.objectContaining({ space: expect.objectContaining({ access_control: true }) }),
      notifications_enabled: true,
    });
  });

  it('lists spaces by their place, with the boards that are in use, in pages', async () => {
    const late = await make({ title: 'Late', sort_order: 900_001 });
    const early = await make({ title: 'Early', sort_order: 900_000 });
    await call('POST', `/spaces/${late.id}/boards`, { title: 'Own' });
    const all = (await call('GET', '/spaces')).json();
    expect(all.slice(-2).map((each: { id: number }) => each.id)).toEqual([early.id, late.id]);
    expect(
      all
        .at(-1)
        .boards.map((each: { title: string; columns: unknown[]; lanes: unknown[] }) => [
          each.title,
          each.columns.length,
          each.lanes.length,
        ]),
    ).toEqual([['Own', 1, 1]]);
    const page = (await call('GET', `/spaces?limit=1&offset=${all.length - 1}`)).json();
    expect(page.map((each: { id: number }) => each.id)).toEqual([late.id]);
    expect((await call('GET', '/spaces?limit=nonsense&offset=-1')).json()).toHaveLength(all.length);
    await call('PATCH', `/spaces/${late.id}`, { archived: true });
    expect((await call('GET', '/spaces?archived=true')).json().map((each: { id: number }) => each.id)).toEqual([
      late.id,
    ]);
  });

  it('changes what is sent by one version, keeps the rest, and warns of what has no effect', async () => {
    const { id } = await make({ title: 'One' });
    test().setClock(Date.now() + 5000);
    const body = {
      title: 12,
      external_id: 'x-1',
      settings: { timeline: { startHour: 9, workDays: [1, 2] } },
      hidden_card_type_uids: [nowhere],
      allowed_card_type_ids: [1, 2],
      access: 'by_invite',
    };
    const changed = await call('PATCH', `/spaces/${id}`, body);
    expect([changed.status, changed.headers.etag, changed.headers['x-timebox-ignored']]).toEqual([
      200,
      '"2"',
      'access',
    ]);
    const { access, ...kept } = body;
    expect(changed.json()).toMatchObject({ ...kept, title: '12', access: 'for_everyone' });
    expect(changed.json().updated > changed.json().created).toBe(true);
    const told = test().heard.length;
    expect((await call('PATCH', `/spaces/${id}`, kept)).headers.etag).toBe('"2"');
    expect(test().heard).toHaveLength(told);
    const cleared = await call('PATCH', `/spaces/${id}`, { settings: null, external_id: null });
    expect(cleared.json()).toMatchObject({ settings: null, external_id: null, hidden_card_type_uids: [nowhere] });
    expect((await call('PATCH', `/spaces/${id}`, { title: 'z' }, { 'if-match': '"1"' })).status).toBe(412);
  });

  it('shows spaces under others, as a tree', async () => {
    const top = await make({ title: 'Top' });
    const middle = await make({ title: 'Middle', parent_entity_uid: top.uid });
    const low = await make({ title: 'Low', parent_entity_uid: middle.uid.toUpperCase() });
    expect([low.path, low.parent_entity_uid]).toEqual([`${top.id}.${middle.id}.${low.id}`, middle.uid]);
    const ids = async (query: string) =>
      (await call('GET', `/tree-entities?${query}`)).json().map((each: { id: number }) => each.id);
    expect(await ids(`parent_entity_uid=${top.uid}`)).toEqual([middle.id]);
    expect(await ids(`parent_entity_uid=${top.uid}&levels_count=2`)).toEqual([middle.id, low.id]);
    expect(await ids('levels_count=1')).not.toContain(middle.id);
    expect(await ids('limit=9999')).toEqual(expect.arrayContaining([top.id, middle.id, low.id]));
    const [entity] = (await call('GET', `/tree-entities?parent_entity_uid=${top.uid}`)).json();
    const { allowed_card_type_ids, hidden_card_type_uids, external_id, settings, users, ...rest } = middle;
    expect(entity).toEqual(rest);

    const refused = await call('PATCH', `/spaces/${top.id}`, { title: 'x', parent_entity_uid: low.uid });
    expect([refused.status, refused.json()]).toEqual([
      400,
      { message: 'Space.parent_entity_uid should be the uid of a space that is not below this one' },
    ]);
    expect((await call('DELETE', `/spaces/${middle.id}`)).json()).toEqual({ id: middle.id });
    expect((await call('GET', `/spaces/${low.id}`)).json().path).toBe(`${top.id}.${low.id}`);
  });

  it('deletes an empty space, of which nobody hears any more, and refuses one that holds something', async () => {
    const { id, uid } = await make({ title: 'Gone' });
    const board = (await call('POST', `/spaces/${id}/boards`, { title: 'B' })).json();
    const iteration = await add(`/spaces/${uid}/iterations`);
    const card = await addCard(id);
    const refusal = [400, { message: 'Space holds cards or iterations; remove these first' }];
    const refused = await call('DELETE', `/spaces/${id}`);
    expect([refused.status, refused.json()]).toEqual(refusal);
    await test().actions.changeItem(test().admin, { item: { id: card.id }, fields: { condition: 'deleted' } });
    expect((await call('DELETE', `/spaces/${id}`)).status).toBe(400);
    await call('DELETE', `/spaces/${uid}/iterations/${iteration.id}`);
    expect((await call('DELETE', `/spaces/${id}`)).json()).toEqual({ id });
    for (const path of [`/spaces/${id}`, `/spaces/${id}/boards`, `/boards/${board.id}`, `/boards/${board.id}/lanes`]) {
      expect([path, (await call('GET', path)).status]).toEqual([path, 404]);
    }
    expect((await call('GET', `/spaces/${uid}/iterations`)).status).toBe(404);
    expect((await call('DELETE', `/spaces/${id}`)).status).toBe(404);
    expect((await call('GET', '/spaces')).json().some((each: { id: number }) => each.id === id)).toBe(false);
    const { iterations } = await test().actions.listIterations(test().admin, {
      projectId: null,
      kinds: ['root', 'release', 'iteration'],
      statuses: ['planned', 'active', 'closed', 'archived'],
      query: { order: [], skip: 0, limit: 1000 },
      defaultOrder: 'oldest first',
      count: false,
    });
    expect(iterations.some((each) => each.projectId === id)).toBe(false);
    expect(test().heard.at(-1)).toMatchObject({ kind: 'project.removed', projectId: id });
  });

  it.each([
    [{}, "Space should have required property 'title'"],
    [{ title: '' }, 'Space.title should NOT be shorter than 1 characters'],
    [{ title: 'x'.repeat(257) }, 'Space.title should NOT be longer than 256 characters'],
    [{ title: true }, 'Space.title should be string,number'],
    [{ title: 'a\nb' }, 'Space.title should NOT contain control characters'],
    [{ title: 'a', sort_order: 0 }, 'Space.sort_order should be > 0'],
    [{ title: 'a', external_id: {} }, 'Space.external_id should be string,number,null'],
    [{ title: 'a', external_id: 'x'.repeat(1025) }, 'Space.external_id should NOT be longer than 1024 characters'],
    [{ title: 'a', parent_entity_uid: nowhere }, 'Space.parent_entity_uid should be the uid of a space'],
    [{ title: 'a', parent_entity_uid: 5 }, 'Space.parent_entity_uid should be string,null'],
    [null, 'Space should be object'],
  ])('refuses to make one of %j', async (body, message) => {
    const answer = await call('POST', '/spaces', body);
    expect([answer.status, answer.json()]).toEqual([400, { message }]);
  });

  it('refuses a change of nothing, and tells what could be changed', async () => {
    const { id } = await make({ title: 'x' });
    for (const body of [{}, { colour: 1 }, undefined]) {
      const answer = await call('PATCH', `/spaces/${id}`, body);
      expect(answer.status).toBe(400);
      for (const key of ['title', 'external_id', 'hidden_card_type_uids', 'settings', 'parent_entity_uid']) {
        expect(answer.json().message).toContain(`Space should have required property '${key}'`);
      }
    }
    const large = await call('PATCH', `/spaces/${id}`, { settings: { x: 'y'.repeat(40_000) } });
    expect(large.json()).toEqual({ message: 'Space.settings should NOT be so large' });
  });

  it('is found by its number alone, by those who see it, and administered by those who may', async () => {
    const space = await make({ title: 'Hidden' });
    for (const id of [space.uid, 'x', '0', '01', '9'.repeat(20), '424242']) {
      expect([id, (await call('GET', `/spaces/${id}`)).status]).toEqual([id, 404]);
    }
    const other = await test().addOrganization(`other-${engine}`);
    const stranger = as(other.token);
    const member = as((await test().addPerson(`member-${space.id}`, 'member', 'admin')).token);
    const plain = as((await test().addPerson(`plain-${space.id}`, 'admin', 'write')).token);
    for (const [method, body] of [['GET'], ['PATCH', '{'], ['DELETE']] as const) {
      expect((await call(method, `/spaces/${space.id}`, body, stranger)).status).toBe(404);
    }
    expect((await call('GET', '/spaces', undefined, stranger)).json()).toEqual([]);
    for (const caller of [member, plain]) {
      expect((await call('GET', `/spaces/${space.id}`, undefined, caller)).status).toBe(200);
      for (const [method, path, body] of [
        ['POST', '/spaces', '{'],
        ['PATCH', `/spaces/${space.id}`, '{'],
        ['DELETE', `/spaces/${space.id}`, undefined],
        ['POST', `/spaces/${space.id}/users`, '{'],
      ] as const) {
        const answer = await call(method, path, body, caller);
        expect([method, answer.status, answer.text]).toEqual([method, 403, '']);
      }
    }
    expect((await call('GET', '/spaces', undefined, { authorization: 'Bearer no' })).text).toBe('Unauthorized');
    expect((await call('PATCH', `/spaces/${space.id}`, '{')).status).toBe(400);
  });
});
