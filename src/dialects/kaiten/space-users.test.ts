import { afterEach, describe, expect, it } from 'vitest';
import { engines } from '../../../test/support/open-test-app.ts';
import { useKaiten } from '../../../test/support/use-kaiten.ts';

const nowhere = '00000000-0000-4000-8000-000000000000';
const reader = '06ccb31f-426b-4fa3-b7e5-861daee95696';
const writer = 'a431ed00-1b32-4cc7-92b6-85e4bc7de40e';
const admin = '07ea3efc-a004-4d31-8683-4bb2084e209b';
const instant = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);

describe.each(engines)('People of Kaiten spaces, on %s', (engine) => {
  const { test, call } = useKaiten(engine);
  afterEach(() => test().setClock(null));
  const make = async (body: Record<string, unknown>) => (await call('POST', '/spaces', body)).json();
  const as = (token: string) => ({ authorization: `Bearer ${token}` });

  it('are listed with the roles that they have, of their own or in the company', async () => {
    const space = await make({ title: 'P' });
    const { caller } = await test().addPerson(`own-${space.id}`, null);
    const { userId } = caller.actor;
    await test().actions.setProjectRole(test().admin, {
      login: `own-${space.id}`,
      projectId: space.id,
      role: 'viewer',
    });
    const people = (await call('GET', `/spaces/${space.id}/users`)).json();
    const guest = people.find((each: { id: number }) => each.id === userId);
    expect(guest).toEqual({
      id: userId,
      uid: caller.actor.userUid,
      full_name: `own-${space.id}`,
      email: '',
      username: `own-${space.id}`,
      avatar_initials_url: '',
      avatar_uploaded_url: null,
      initials: 'OW',
      avatar_type: 2,
      lng: 'en',
      timezone: 'UTC',
      theme: 'auto',
      created: instant,
      updated: instant,
      activated: true,
      ui_version: 2,
      virtual: false,
      email_blocked: null,
      email_blocked_reason: null,
      delete_requested_at: null,
      user_id: userId,
      entity_uid: space.uid,
      access_mod: 'reader',
      own_access_mod: 'reader',
      own_role_ids: [reader],
      own_role: 1,
      role: 1,
      role_ids: [reader],
      space_role_id: reader,
      current: false,
      apps_permissions: 2,
      temporarily_inactive: false,
    });
    const self = people.find((each: { current: unknown }) => each.current);
    expect(self).toMatchObject({ access_mod: 'admin', own_role_ids: [], own_role: null, role: 3, role_ids: [admin] });
    expect((await call('GET', `/spaces/${space.id}/users/${userId}`)).json()).toEqual(guest);
    const ids = async (query: string) =>
      (await call('GET', `/spaces/${space.id}/users?${query}`)).json().map((each: { id: number }) => each.id);
    expect(await ids('include_inherited_access=false')).toEqual([userId]);
    expect(await ids(`last_user_id=${userId}`)).toEqual([]);
    expect(await ids('limit=1')).toHaveLength(1);
    expect(await ids('inactive=true')).toEqual([]);
  });

  it('are invited by their address once, get another role, and are removed', async () => {
    const space = await make({ title: 'I' });
    const email = `new-${space.id}@example.com`;
    const invited = (await call('POST', `/spaces/${space.id}/users`, { email, role_id: reader })).json();
    const { id } = invited.user;
    expect(invited).toMatchObject({
      user: { full_name: email, email, username: email },
      message: 'The user has been added to the space',
    });
    const record = {
      entity_uid: space.uid,
      user_id: id,
      id,
      access_mod: 'reader',
      own_access_mod: 'reader',
      own_role_ids: [reader],
      own_role: 1,
    };
    expect(invited.access_record).toEqual(record);
    const again = await call('POST', `/spaces/${space.id}/users`, { email: email.toUpperCase() });
    expect([again.status, again.json()]).toEqual([409, { message: expect.any(String) }]);
    const path = `/spaces/${space.id}/users/${id}`;
    const changed = await call('PATCH', path, { role_id: admin.toUpperCase() });
    const own = { access_mod: 'admin', own_access_mod: 'admin', own_role_ids: [admin], own_role: 3 };
    expect(changed.json()).toEqual({ ...record, ...own });
    expect((await call('PATCH', path, { notifications_enabled: false })).json()).toEqual({ ...record, ...own });
    expect((await call('DELETE', path)).json()).toMatchObject({ id, own_role_ids: null, own_role: null });
    expect((await call('DELETE', path)).status).toBe(404);
    expect((await call('GET', path)).status).toBe(404);
    // Who is known is not made a second time, and writes unless it is said otherwise.
    const back = (await call('POST', `/spaces/${space.id}/users`, { email })).json();
    expect([back.user.id, back.access_record.own_role_ids]).toEqual([id, [writer]]);
  });

  it('are invited by whoever administers the space, who cannot bring strangers', async () => {
    const space = await make({ title: 'A' });
    const { token } = await test().addPerson(`boss-${space.id}`, 'viewer', 'admin');
    await test().addPerson(`mate-${space.id}`, null);
    await test().actions.setProjectRole(test().admin, {
      login: `boss-${space.id}`,
      projectId: space.id,
      role: 'admin',
    });
    test().setClock(Date.now() + 1500);
    const invite = (email: string) => call('POST', `/spaces/${space.id}/users`, { email }, as(token));
    expect((await invite(`stranger-${space.id}@example.com`)).status).toBe(403);
    expect((await call('PATCH', `/spaces/${space.id}`, { title: 'By the boss' }, as(token))).status).toBe(200);
  });

  it.each([
    ['POST', {}, "Invite should have required property 'email'"],
    ['POST', { email: 'nobody' }, 'Invite.email should match format "email"'],
    ['POST', { email: 5 }, 'Invite.email should be string'],
    ['POST', { email: 'a@b.c', role_id: nowhere }, 'Invite.role_id should be equal to one of the allowed values'],
    ['PATCH', { role_id: 'x' }, 'SpaceUser.role_id should be equal to one of the allowed values'],
    ['PATCH', { role_id: 1 }, 'SpaceUser.role_id should be string'],
  ] as const)('%s of %j is refused', async (method, body, message) => {
    const { id } = await make({ title: 'F' });
    const path = method === 'POST' ? `/spaces/${id}/users` : `/spaces/${id}/users/${test().admin.actor.userId}`;
    const answer = await call(method, path, body);
    expect([answer.status, answer.json()]).toEqual([400, { message }]);
    expect((await call('PATCH', `/spaces/${id}/users/${test().admin.actor.userId}`, {})).json().message).toContain(
      "SpaceUser should have required property 'role_id'",
    );
    expect((await call('PATCH', `/spaces/${id}/users/424242`, body)).status).toBe(404);
  });
});
