import { describe, expect, it } from 'vitest';
import { engines } from '../../../test/support/open-test-app.ts';
import { useTestServer } from '../../../test/support/open-test-server.ts';

type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';

describe.each(engines)('Native projects, people and tokens, on %s', (engine) => {
  const test = useTestServer(engine);
  const ask = (method: Method, path: string, body?: unknown, token = test().token, more: Record<string, string> = {}) =>
    test().send(method, `/native/v1${path}`, {
      ...(body === undefined ? {} : { body }),
      headers: { authorization: `Bearer ${token}`, ...more },
    });
  const addProject = async (body: object = {}) => (await ask('POST', '/projects', { title: 'Alpha', ...body })).json();
  const pointers = (answer: { json: () => any }) => answer.json().errors.map((each: any) => each.pointer);

  it('make and change a project', async () => {
    const answer = await ask('POST', '/projects', {
      title: 'Payments',
      key: 'PAY',
      description: 'All\nmoney',
      zone: 'Europe/Moscow',
    });
    const made = answer.json();
    expect([answer.status, answer.headers.etag, answer.headers.location]).toEqual([
      201,
      '"1"',
      `/native/v1/projects/${made.id}`,
    ]);
    expect(made).toMatchObject({
      key: 'PAY',
      title: 'Payments',
      description: 'All\nmoney',
      zone: 'Europe/Moscow',
      lead: { id: test().admin.actor.userId, name: 'Admin of acme' },
      archived: false,
      version: 1,
    });
    const path = `/projects/${made.id}`;
    expect((await ask('GET', path)).json()).toEqual(made);
    expect((await ask('PATCH', path, { title: 'X' })).status).toBe(428);
    const changed = await ask('PATCH', path, { title: 'X', description: null }, test().token, { 'if-match': '"1"' });
    expect(changed.json()).toMatchObject({ title: 'X', description: null, version: 2 });
    const stale = await ask('PATCH', path, { archived: true }, test().token, { 'if-match': '"1"' });
    expect([stale.status, stale.json().current.title]).toEqual([412, 'X']);
    const { activity } = (await ask('GET', `${path}/activity`)).json();
    expect(activity[0].changes).toEqual({ title: ['Payments', 'X'], description: ['All\nmoney', null] });
    expect((await ask('DELETE', path)).status).toBe(428);
    expect((await ask('DELETE', path, undefined, test().token, { 'if-match': '"2"' })).status).toBe(204);
    expect((await ask('GET', path)).status).toBe(404);
  });

  it('say what is wrong with a project', async () => {
    const wrong = async (body: object) => pointers(await ask('POST', '/projects', body));
    expect(await wrong({ title: '', key: 'x' })).toEqual(['#/title', '#/key']);
    expect(await wrong({ title: 'A', zone: 'Mars/Olympus' })).toEqual(['#/zone']);
    expect(await wrong({ title: 'A', leadId: 9999 })).toEqual(['#/leadId']);
    await addProject({ key: 'TAKEN' });
    const taken = await ask('POST', '/projects', { title: 'A', key: 'TAKEN' });
    expect([taken.status, pointers(taken)]).toEqual([409, ['#/key']]);
  });

  it('tell who can see a project and what they may do, and change that', async () => {
    const { id } = await addProject();
    const { caller } = await test().addPerson(`anna-${engine}`, 'viewer');
    const path = `/projects/${id}/people`;
    const find = async (personId: number) =>
      (await ask('GET', path)).json().people.find((each: any) => each.id === personId);
    const anna = caller.actor.userId;
    expect(await find(anna)).toEqual({
      id: anna,
      uid: caller.actor.userUid,
      login: `anna-${engine}`,
      name: `anna-${engine}`,
      email: null,
      isActive: true,
      role: 'viewer',
      ownRole: null,
      organizationRole: 'viewer',
    });
    expect((await ask('PATCH', `${path}/${anna}`, { role: 'member' })).json()).toMatchObject({ role: 'member' });
    expect((await ask('PATCH', `${path}/${anna}`, { role: 'owner' })).status).toBe(400);
    expect((await ask('DELETE', `${path}/${anna}`)).status).toBe(204);
    expect(await find(anna)).toMatchObject({ role: 'viewer', ownRole: null });
    expect((await ask('DELETE', `${path}/${anna}`)).status).toBe(404);
    const guest = await ask('POST', path, { email: `guest-${engine}@example.com`, role: 'member' });
    expect([guest.status, guest.json().role, guest.json().organizationRole]).toEqual([201, 'member', null]);
    expect((await ask('POST', path, { email: `guest-${engine}@example.com`, role: 'viewer' })).status).toBe(409);
    expect(pointers(await ask('POST', path, { email: 'nobody', role: 'viewer' }))).toEqual(['#/email']);
    const names = (await ask('GET', '/people')).json().people.map((each: any) => each.login);
    expect(names).toEqual(expect.arrayContaining([`anna-${engine}`, `guest-${engine}@example.com`]));
  });

  it('make a token whose secret is told once, bound as it was asked for, until it is revoked', async () => {
    const project = await addProject();
    const other = await addProject();
    const body = { name: 'ci', scope: 'read', projectId: project.id, expiresAt: '2100-01-01T00:00:00Z' };
    const answer = await ask('POST', '/tokens', body, test().token, { 'idempotency-key': `ci-${engine}` });
    const { secret, ...made } = answer.json();
    expect(answer.status).toBe(201);
    expect(made).toMatchObject({ ...body, expiresAt: '2100-01-01T00:00:00.000Z', lastUsedAt: null });
    expect(made.lastFour).toBe(secret.slice(-4));
    const again = await ask('POST', '/tokens', body, test().token, { 'idempotency-key': `ci-${engine}` });
    expect([again.status, again.json().id, again.json().secret]).toEqual([201, made.id, null]);
    expect((await ask('GET', `/projects/${project.id}`, undefined, secret)).status).toBe(200);
    expect((await ask('GET', `/projects/${other.id}`, undefined, secret)).status).toBe(404);
    expect((await ask('POST', `/projects/${project.id}/items`, { title: 'X' }, secret)).status).toBe(403);
    const list = await ask('GET', '/tokens');
    const told = list.json().tokens.find((each: any) => each.id === made.id);
    expect(told.lastUsedAt).toMatch(/Z$/);
    expect(list.text).not.toContain(secret);
    expect((await ask('DELETE', `/tokens/${made.id}`)).status).toBe(204);
    test().setClock(Date.now() + 2000);
    expect((await ask('GET', `/projects/${project.id}`, undefined, secret)).status).toBe(401);
    expect((await ask('GET', '/tokens')).json().tokens.map((each: any) => each.id)).not.toContain(made.id);
    expect((await ask('DELETE', `/tokens/${made.id}`)).status).toBe(404);
    test().setClock(null);
  });

  it('tell tokens that have ended apart from those that hold', async () => {
    const { token } = await test().addPerson(`lister-${engine}`, 'member', 'admin');
    const at = Date.parse('2031-01-01T00:00:00Z');
    const body = { name: 'Long', scope: 'read', expiresAt: '2031-06-01T00:00:00Z' };
    await ask('POST', '/tokens', body, token);
    await ask('POST', '/tokens', { ...body, name: 'Short', expiresAt: '2030-12-31T23:59:59Z' }, token);
    const states = async (query: string) => {
      const { tokens } = (await ask('GET', `/tokens${query}`, undefined, token)).json();
      return tokens.filter((each: any) => each.name !== '').map((each: any) => [each.name, each.state]);
    };
    expect(await states('?state=expired')).toEqual([]);
    expect(await states('?state=active')).toContainEqual(['Short', 'active']);
    test().setClock(at);
    expect(await states('?state=expired')).toEqual([['Short', 'expired']]);
    expect(await states('?state=active')).toContainEqual(['Long', 'active']);
    expect((await ask('GET', '/tokens?state=gone', undefined, token)).status).toBe(400);
    test().setClock(null);
  });

  it('let everybody have tokens of their own, and nobody those of others', async () => {
    const { token } = await test().addPerson(`ben-${engine}`, 'member', 'admin');
    const made = await ask('POST', '/tokens', { name: 'mine', scope: 'write' }, token);
    expect(made.status).toBe(201);
    const lifeMs = Date.parse(made.json().expiresAt) - Date.parse(made.json().createdAt);
    expect(lifeMs).toBe(90 * 86_400_000);
    const [theirs] = (await ask('GET', '/tokens')).json().tokens;
    expect((await ask('DELETE', `/tokens/${theirs.id}`, undefined, token)).status).toBe(403);
    expect((await ask('DELETE', `/tokens/${made.json().id}`, undefined, token)).status).toBe(204);
    const reader = await test().addPerson(`eva-${engine}`, 'member', 'write');
    expect((await ask('POST', '/tokens', { name: 'x', scope: 'admin' }, reader.token)).status).toBe(403);
    const wrong = { name: 'a\nb', scope: 'write', expiresAt: '2001-01-01T00:00:00Z' };
    expect(pointers(await ask('POST', '/tokens', wrong))).toEqual(['#/name', '#/expiresAt']);
    const foreign = await ask('POST', '/tokens', { name: 'x', scope: 'read', projectId: 9999 });
    expect([foreign.status, pointers(foreign)]).toEqual([404, ['#/projectId']]);
  });

  it('find projects, iterations and items by a part of what they are called', async () => {
    const project = await addProject({ title: 'Оплата картой', key: `CARD${engine === 'sqlite' ? 'S' : 'P'}` });
    const sprint = { title: 'Спринт ОПЛАТЫ' };
    await ask('POST', `/projects/${project.id}/iterations`, sprint);
    await ask('POST', `/projects/${project.id}/items`, { title: 'Возврат оплаты' });
    const found = async (q: string) => (await ask('GET', `/search?q=${encodeURIComponent(q)}`)).json();
    expect(await found('ОПЛАТ')).toEqual({
      projects: [{ id: project.id, key: project.key, title: 'Оплата картой' }],
      iterations: [{ id: expect.any(Number), projectId: project.id, title: 'Спринт ОПЛАТЫ', status: 'planned' }],
      items: [
        {
          id: expect.any(Number),
          projectId: project.id,
          key: `${project.key}-1`,
          title: 'Возврат оплаты',
          category: 'queued',
        },
      ],
    });
    expect((await found(`${project.key}-1`.toLowerCase())).items).toHaveLength(1);
    expect((await ask('GET', '/search')).status).toBe(400);
  });
});
