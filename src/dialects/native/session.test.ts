import { describe, expect, it } from 'vitest';
import { engines } from '../../../test/support/open-test-app.ts';
import { useTestServer } from '../../../test/support/open-test-server.ts';
import { passwordHash } from '../../actions/secrets.ts';

describe.each(engines)('A session of the pages, on %s', (engine) => {
  const test = useTestServer(engine);
  const password = 'correct horse battery staple';

  async function addPerson(login: string): Promise<void> {
    const person = { login, name: `Person ${login}`, email: null, passwordHash: await passwordHash(password) };
    await test().actions.createPerson(test().admin, { ...person, role: 'member' });
  }
  const signIn = (login: string, headers: Record<string, string> = {}, sent = password) =>
    test().send('POST', '/native/v1/session', { body: { login, password: sent }, headers });
  async function cookieOf(login: string): Promise<string> {
    await addPerson(login);
    return (await signIn(login)).headers['set-cookie']?.split(';')[0] ?? '';
  }

  it('begins with login and password, and is a cookie that scripts cannot read', async () => {
    await addPerson('anna');
    const answer = await signIn('anna', { 'sec-fetch-site': 'same-origin' });
    expect(answer.status).toBe(201);
    expect(answer.json()).toMatchObject({ login: 'anna', name: 'Person anna', role: 'member' });
    expect(answer.headers['set-cookie']).toMatch(
      /^timebox_session=\w+; Path=\/; Max-Age=604800; HttpOnly; SameSite=Lax$/,
    );
    const cookie = answer.headers['set-cookie']?.split(';')[0] ?? '';
    const session = await test().send('GET', '/native/v1/session', { headers: { cookie } });
    expect(session.json().me).toMatchObject({ login: 'anna' });
    expect((await test().send('GET', '/native/v1/me', { headers: { cookie: `a=b; ${cookie}` } })).json()).toEqual(
      session.json().me,
    );
  });

  it('is refused for a wrong password as for a wrong login', async () => {
    await addPerson('boris');
    for (const answer of [await signIn('boris', {}, 'wrong'), await signIn('nobody')]) {
      expect([answer.status, answer.json().detail]).toEqual([401, 'Wrong login or password']);
      expect(answer.headers['set-cookie']).toBeUndefined();
    }
    expect((await signIn('boris', { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect((await signIn('boris', { origin: 'http://evil.test' })).status).toBe(403);
    const odd = await test().send('POST', '/native/v1/session', { body: { login: 5 } });
    expect(
      odd
        .json()
        .errors.map((each: { pointer: string }) => each.pointer)
        .sort(),
    ).toEqual(['#/login', '#/password']);
  });

  it('changes things only from a page of our own', async () => {
    const cookie = await cookieOf('chi');
    const { id } = await test().actions.createProject(test().admin, { title: 'Alpha' });
    const post = async (headers: Record<string, string>) =>
      (
        await test().send('POST', `/native/v1/projects/${id}/iterations`, {
          body: { title: 'Iteration' },
          headers: { cookie, ...headers },
        })
      ).status;
    expect(await post({ 'sec-fetch-site': 'same-origin' })).toBe(201);
    expect(await post({ 'sec-fetch-site': 'none' })).toBe(201);
    expect(await post({ origin: 'http://timebox.test' })).toBe(201);
    expect(await post({ 'sec-fetch-site': 'same-site', origin: 'http://timebox.test' })).toBe(403);
    expect(await post({ 'sec-fetch-site': 'cross-site' })).toBe(403);
    expect(await post({ origin: 'http://evil.test' })).toBe(403);
    expect(await post({ origin: 'null' })).toBe(403);
    expect(await post({})).toBe(403);
  });

  it('works on the native API alone', async () => {
    const cookie = await cookieOf('dee');
    const headers = { cookie, 'x-org-id': '1', 'sec-fetch-site': 'same-origin' };
    expect((await test().send('GET', '/native/v1/projects', { headers })).status).toBe(200);
    expect((await test().send('GET', '/v3/sprints/1', { headers })).status).toBe(401);
  });

  it('ends when its owner signs out, and after seven days', async () => {
    const cookie = await cookieOf('eve');
    const headers = { cookie, 'sec-fetch-site': 'same-origin' };
    test().setClock(Date.now() + 7 * 86_400_000);
    expect((await test().send('GET', '/native/v1/me', { headers })).status).toBe(401);
    test().setClock(null);
    expect((await test().send('GET', '/native/v1/me', { headers })).status).toBe(200);
    const out = await test().send('DELETE', '/native/v1/session', { headers });
    expect([out.status, out.headers['set-cookie']]).toEqual([204, expect.stringContaining('Max-Age=0')]);
    expect((await test().send('GET', '/native/v1/me', { headers })).status).toBe(401);
    expect((await test().send('GET', '/native/v1/session', { headers })).json()).toEqual({ me: null });
  });
});
