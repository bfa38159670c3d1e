import { describe, expect, it } from 'vitest';
import { engines } from '../../../test/support/open-test-app.ts';
import { useKaiten } from '../../../test/support/use-kaiten.ts';

describe.each(engines)('Kaiten users, on %s', (engine) => {
  const { test, call } = useKaiten(engine);
  const as = (token: string) => ({ authorization: `Bearer ${token}` });
  const instant = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);

  it('tells callers who they are', async () => {
    const { actor } = test().admin;
    expect((await call('GET', '/users/current')).json()).toEqual({
      id: actor.userId,
      uid: actor.userUid,
      full_name: 'Admin of acme',
      email: '',
      username: 'acme-admin',
      avatar_initials_url: '',
      avatar_uploaded_url: null,
      initials: 'AO',
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
      user_id: actor.userId,
      company_id: 1,
      default_space_id: null,
      role: 1,
      permissions: 0,
      own_permissions: 0,
      apps_permissions: 1,
      external: false,
      email_frequency: 1,
      email_settings: null,
      notification_settings: null,
      notification_enabled_channels: [],
      telegram_id: null,
      telegram_settings: null,
      telegram_sd_bot_enabled: false,
      slack_id: null,
      slack_settings: null,
      slack_private_channel_id: null,
      work_time_settings: { work_days: [1, 2, 3, 4, 5], hours_count: 8 },
      personal_settings: null,
      invite_last_sent_at: null,
      last_request_date: null,
      last_request_method: null,
      has_password: false,
      locked: false,
      temporarily_inactive: false,
      groups: [],
    });
  });

  it('lists people by name, address, number and page; roles to administrators alone', async () => {
    const ann = await test().addPerson('ann', 'member');
    const ben = await test().addPerson('ben', 'admin', 'admin');
    const guest = await test().addPerson('guest', null);
    const names = async (path: string, token: string) =>
      (await call('GET', path, undefined, as(token)))
        .json()
        .map((each: { username: unknown; role: unknown }) => [each.username, each.role]);
    expect(await names('/users', ann.token)).toEqual([
      ['acme-admin', 2],
      ['ann', 2],
      ['ben', 2],
      ['guest', 2],
    ]);
    expect(await names('/users?query=BE', ann.token)).toEqual([['ben', 2]]);
    expect(await names(`/users?ids=${ben.caller.actor.userId},999`, ben.token)).toEqual([['ben', 1]]);
    expect(await names('/users?limit=1&offset=1', ann.token)).toEqual([['ann', 2]]);
    expect(await names('/users', guest.token)).toEqual([['guest', 2]]);
    expect(await names('/company/users?query=e', ben.token)).toEqual([
      ['acme-admin', 1],
      ['ben', 1],
      ['guest', 2],
    ]);
    const refused = await call('GET', '/company/users', undefined, as(ann.token));
    expect([refused.status, refused.text]).toEqual([403, '']);
    const { token } = await test().addOrganization(`far-${engine}`);
    expect(await names('/users', token)).toEqual([[`far-${engine}-admin`, 1]]);
    expect((await call('GET', '/users', undefined, { authorization: '' })).status).toBe(401);
  });

  it('lets people change how they themselves are called', async () => {
    const { caller, token } = await test().addPerson('carl', 'viewer');
    const { userId } = caller.actor;
    const patch = (id: number, body: unknown) => call('PATCH', `/users/${id}`, body, as(token));
    const answer = await patch(userId, { full_name: 'Carl Gauss', username: 'gauss', lng: 'de' });
    expect([answer.status, answer.headers['x-timebox-ignored']]).toEqual([200, 'lng']);
    expect(answer.json()).toMatchObject({ full_name: 'Carl Gauss', username: 'gauss', initials: 'CG', role: 2 });
    expect((await call('GET', '/users?query=gauss')).json()).toHaveLength(1);
    expect((await patch(userId, { username: 'acme-admin' })).status).toBe(409);
    expect((await patch(test().admin.actor.userId, { full_name: 'x' })).status).toBe(403);
    expect((await patch(424_242, { full_name: 'x' })).status).toBe(404);
    const only = await test().addPerson('reads', 'member', 'read');
    const own = `/users/${only.caller.actor.userId}`;
    expect((await call('PATCH', own, { full_name: 'x' }, as(only.token))).status).toBe(403);
  });

  it.each([
    [{ full_name: '' }, 'User.full_name should NOT be shorter than 1 characters'],
    [{ full_name: 'x'.repeat(129) }, 'User.full_name should NOT be longer than 128 characters'],
    [{ full_name: 'a\u0007' }, 'User.full_name should NOT contain control characters'],
    [{ username: 'two words' }, 'User.username should NOT contain spaces'],
    [{ theme: 'blue' }, 'User.theme should be equal to one of the allowed values'],
    [{ password: 'secret-1' }, "User.password can't be changed here"],
  ])('refuses %j', async (body, message) => {
    const answer = await call('PATCH', `/users/${test().admin.actor.userId}`, body);
    expect([answer.status, answer.json()]).toEqual([400, { message }]);
  });

  it('refuses a change of nothing, and tells what could be changed', async () => {
    const answer = await call('PATCH', `/users/${test().admin.actor.userId}`, {});
    expect(answer.status).toBe(400);
    expect(answer.json().message).toContain("User should have required property 'username'");
  });

  it('has the built-in role of people alone', async () => {
    expect((await call('GET', '/user-roles')).json()).toEqual([
      { id: -1, uid: '00000000-0000-4000-8000-00000000ffff', name: 'Employee', company_id: 1 },
    ]);
  });
});
