import { describe, expect, it } from 'vitest';
import { engines } from '../../../test/support/open-test-app.ts';
import { useTestServer } from '../../../test/support/open-test-server.ts';

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

describe.each(engines)('Native accounts, on %s', (engine) => {
  const test = useTestServer(engine);
  const ask = (method: Method, path: string, body?: unknown, headers: Record<string, string> = {}) =>
    test().send(method, `/native/v1${path}`, {
      ...(body === undefined ? {} : { body }),
      headers: { authorization: `Bearer ${test().token}`, ...headers },
    });
  const people = async () => (await ask('GET', '/organization/people')).json().people;
  const add = async (login: string, role: string | null = 'member') =>
    (await ask('POST', '/organization/people', { login, name: `Name of ${login}`, role })).json();
  /** Signs in and answers the cookie, or the status where that is refused. */
  const signIn = async (login: string, password: string) => {
    const answer = await test().send('POST', '/native/v1/session', { body: { login, password } });
    return answer.status === 201 ? ((answer.headers['set-cookie'] ?? '').split(';')[0] ?? '') : answer.status;
  };
  const bySession = (cookie: string | number, method: Method, path: string, body?: unknown) =>
    test().send(method, `/native/v1${path}`, {
      ...(body === undefined ? {} : { body }),
      headers: { cookie: String(cookie), 'sec-fetch-site': 'same-origin' },
    });

  it('make a person whose password is told once, also when asked twice', async () => {
    const body = { login: 'lena', name: 'Lena', email: 'lena@example.org', role: 'viewer' };
    const first = await ask('POST', '/organization/people', body, { 'idempotency-key': 'lena' });
    expect([first.status, first.json()]).toMatchObject([201, { login: 'lena', role: 'viewer', isActive: true }]);
    expect(await signIn('lena', first.json().password)).toMatch(/^timebox_session=/);
    const again = await ask('POST', '/organization/people', body, { 'idempotency-key': 'lena' });
    expect(again.json()).toEqual({ ...first.json(), password: null });
    const taken = await ask('POST', '/organization/people', body);
    expect([taken.status, taken.json().errors[0].pointer]).toEqual([409, '#/login']);
    const wrong = await ask('POST', '/organization/people', { login: 'a b', name: 'A\nB', role: null });
    expect(wrong.json().errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual(['#/name', '#/login']);
    expect((await people()).find(({ login }: { login: string }) => login === 'lena')).not.toHaveProperty('password');
  });

  it('change a role and a name, keep the last administrator, and tell of it', async () => {
    const { id } = await add('oleg');
    const path = `/organization/people/${id}`;
    expect((await ask('PATCH', path, { role: 'admin', name: 'Oleg K.' })).json()).toMatchObject({
      role: 'admin',
      name: 'Oleg K.',
    });
    expect((await ask('PATCH', path, {})).json()).toMatchObject({ role: 'admin', name: 'Oleg K.' });
    expect((await ask('PATCH', path, { isActive: false })).json()).toMatchObject({ isActive: false });
    // An administrator who may not sign in administers nothing.
    const own = `/organization/people/${test().admin.actor.userId}`;
    expect((await ask('PATCH', own, { role: 'member' })).status).toBe(403);
    expect((await ask('PATCH', own, { isActive: false })).status).toBe(403);
    expect((await ask('PATCH', path, { role: null, isActive: true })).json()).toMatchObject({ role: null });
    const kinds = test().heard.map(({ kind }) => kind);
    expect(kinds).toEqual(
      expect.arrayContaining(['person.role_set', 'person.renamed', 'person.switched_off', 'person.switched_on']),
    );
  });

  it('switch a person off, and their sessions and tokens with them', async () => {
    const { id, password } = await add('ivan');
    const cookie = await signIn('ivan', password);
    const made = await bySession(cookie, 'POST', '/tokens', { name: 'ci', scope: 'read' });
    const headers = { authorization: `Bearer ${made.json().secret}` };
    expect((await ask('GET', '/projects', undefined, headers)).status).toBe(200);
    await ask('PATCH', `/organization/people/${id}`, { isActive: false });
    expect((await bySession(cookie, 'GET', '/projects')).status).toBe(401);
    expect(await signIn('ivan', password)).toBe(401);
    await expect.poll(async () => (await ask('GET', '/projects', undefined, headers)).status).toBe(401);
    await ask('PATCH', `/organization/people/${id}`, { isActive: true });
    expect((await bySession(cookie, 'GET', '/projects')).status).toBe(401);
    expect(await signIn('ivan', password)).toMatch(/^timebox_session=/);
  });

  it('give a new password, which ends the old one and what it began', async () => {
    const { id, password } = await add('vera');
    const cookie = await signIn('vera', password);
    const reset = await ask('POST', `/organization/people/${id}/password`);
    expect(reset.status).toBe(200);
    expect(await signIn('vera', password)).toBe(401);
    expect((await bySession(cookie, 'GET', '/projects')).status).toBe(401);
    expect(await signIn('vera', reset.json().password)).toMatch(/^timebox_session=/);
  });

  it('let people change their own password, knowing it, and keep the session that it was changed in', async () => {
    const { id, password } = await add('nina');
    const [here, there] = [await signIn('nina', password), await signIn('nina', password)];
    const change = (body: object) => bySession(here, 'PUT', '/me/password', body);
    const wrong = await change({ current: 'guess', password: 'a new password' });
    expect([wrong.status, wrong.json().errors[0].pointer]).toEqual([400, '#/current']);
    expect((await change({ current: password, password: 'short' })).status).toBe(400);
    expect((await change({ current: password, password: 'a new password' })).status).toBe(204);
    expect((await bySession(here, 'GET', '/projects')).status).toBe(200);
    expect((await bySession(there, 'GET', '/projects')).status).toBe(401);
    expect(await signIn('nina', password)).toBe(401);
    expect((await bySession(here, 'POST', `/organization/people/${id}/password`)).status).toBe(403);
    const token = (await bySession(here, 'POST', '/tokens', { name: 'ci', scope: 'write' })).json().secret;
    const byToken = await test().send('PUT', '/native/v1/me/password', {
      body: { current: 'a new password', password: 'another one' },
      headers: { authorization: `Bearer ${token}`, cookie: String(here) },
    });
    expect(byToken.status).toBe(403);
  });

  it('are for administrators, and nobody of another organization is switched off or signed in as', async () => {
    const { token } = await test().addPerson(`plain-${engine}`, 'member', 'admin');
    const headers = { authorization: `Bearer ${token}` };
    expect((await ask('GET', '/organization/people', undefined, headers)).status).toBe(403);
    expect((await ask('POST', '/organization/people', { nonsense: 1 }, headers)).status).toBe(403);
    const other = await test().addOrganization(`guests-${engine}`);
    const { id } = await add('shared');
    const path = `/organization/people/${other.caller.actor.userId}`;
    expect((await ask('PATCH', path, { isActive: false })).status).toBe(404);
    expect((await ask('POST', `${path}/password`)).status).toBe(404);
    expect((await ask('PATCH', `/organization/people/${id}`, { isActive: false })).status).toBe(200);
  });
});
