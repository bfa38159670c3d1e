import { describe, expect, it } from 'vitest';
import { engines } from '../../../test/support/open-test-app.ts';
import { useTestServer } from '../../../test/support/open-test-server.ts';

const host = 'http://timebox.test';

describe.each(engines)('Tracker users, on %s', (engine) => {
  const test = useTestServer(engine);
  const get = (url: string, token = test().token) =>
    test().send('GET', url, { headers: { authorization: `OAuth ${token}`, 'x-org-id': '1' } });
  const person = async (id: number) => (await test().actions.listPeople(test().admin)).find((each) => each.id === id);

  it('are told who they are, whole', async () => {
    const me = await person(1);
    const since = new Date(me?.createdAt ?? 0).toISOString().replace('Z', '+0000');
    const answer = await get('/v3/myself');
    expect([answer.status, answer.json()]).toEqual([
      200,
      {
        self: `${host}/v3/users/1`,
        uid: 1,
        login: 'acme-admin',
        trackerUid: 1,
        passportUid: 1,
        cloudUid: me?.uid.replaceAll('-', ''),
        firstName: 'Admin',
        lastName: 'of acme',
        display: 'Admin of acme',
        email: '',
        external: false,
        hasLicense: true,
        dismissed: false,
        useNewFilters: true,
        disableNotifications: false,
        firstLoginDate: since,
        lastLoginDate: since,
        welcomeMailSent: true,
      },
    ]);
    expect((await get('/v2/myself/')).json().self).toBe(`${host}/v2/users/1`);
  });

  it('are found by number, login and cloud id, a number before a login that looks like one', async () => {
    await test().actions.createPerson(test().admin, {
      login: '1',
      name: 'Один',
      email: 'one@timebox.test',
      passwordHash: null,
      role: 'member',
    });
    const me = (await get('/v3/myself')).json();
    for (const name of ['1', 'acme-admin', me.cloudUid]) expect((await get(`/v3/users/${name}`)).json()).toEqual(me);
    const other = (await get('/v3/users/2')).json();
    expect([other.login, other.firstName, other.lastName, other.email]).toEqual(['1', 'Один', '', 'one@timebox.test']);
  });

  it.each(['nobody', '0', '999', '-', 'x'.repeat(3000)])('say of %s that it does not exist', async (name) => {
    const answer = await get(`/v3/users/${name}`);
    expect([answer.status, answer.json()]).toEqual([
      404,
      { errors: {}, errorsData: {}, errorMessages: ['Пользователь не существует.'], statusCode: 404 },
    ]);
  });

  it('come in pages that tell how many there are', async () => {
    const { actions, admin } = test();
    for (const login of ['b', 'c']) {
      await actions.createPerson(admin, { login, name: login, email: null, passwordHash: null, role: 'member' });
    }
    const total = (await actions.listPeople(admin)).length;
    const whole = await get('/v3/users');
    expect([whole.json().length, whole.headers['x-total-count'], whole.headers['x-total-pages']]).toEqual([
      total,
      String(total),
      '1',
    ]);
    expect(whole.json()[0]).toEqual((await get('/v3/myself')).json());
    const last = await get(`/v3/users?perPage=1&page=${total}`);
    expect(last.json()).toEqual([whole.json()[total - 1]]);
    expect(last.headers.link).toBe(
      [
        `<${host}/v3/users?perPage=1&page=1>; rel="first"`,
        `<${host}/v3/users?perPage=1&page=${total}>; rel="last"`,
        `<${host}/v3/users?perPage=1{&page}>; rel="seek"`,
      ].join(', '),
    );
    expect((await get('/v3/users?page=99')).json()).toEqual([]);
    expect((await get('/v3/users?page=0')).json()).toEqual({
      errors: { page: 'Ожидается целое число не меньше 1' },
      errorsData: {},
      errorMessages: [],
      statusCode: 400,
    });
  });

  it('who are guests know of themselves alone', async () => {
    const guest = await test().addPerson('guest', null);
    const me = (await get('/v3/myself', guest.token)).json();
    expect(me.login).toBe('guest');
    expect((await get('/v3/users', guest.token)).json()).toEqual([me]);
    expect((await get('/v3/users/1', guest.token)).status).toBe(404);
    expect((await get('/v3/users')).json().length).toBeGreaterThan(1);
  });

  it('who are guests know whoever sees their queues with them, as these are named in issues', async () => {
    const { actions, admin, addPerson } = test();
    const { id: projectId } = await actions.createProject(admin, { title: 'Shared' });
    const [guest, fellow, stranger] = [
      await addPerson('guest-of-one', null),
      await addPerson('fellow-guest', null),
      await addPerson('other-guest', null),
    ];
    for (const { caller } of [guest, fellow]) {
      await actions.setProjectRole(admin, { login: caller.actor.login, projectId, role: 'viewer' });
    }
    test().setClock(Date.now() + 5000);
    const statusOf = async (id: number) => (await get(`/v3/users/${id}`, guest.token)).status;
    expect(await statusOf(admin.actor.userId)).toBe(200);
    expect(await statusOf(fellow.caller.actor.userId)).toBe(200);
    expect(await statusOf(stranger.caller.actor.userId)).toBe(404);
    const listed = (await get('/v3/users', guest.token)).json().map(({ login }: { login: string }) => login);
    expect(listed).toContain('fellow-guest');
    expect(listed).not.toContain('other-guest');
    test().setClock(null);
  });
});
