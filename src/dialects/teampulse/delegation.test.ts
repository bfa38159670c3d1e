import { hash } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { engines } from '../../../test/support/open-test-app.ts';
import { useTestServer } from '../../../test/support/open-test-server.ts';
import { switchPerson } from '../../../test/support/switch-person.ts';
import { cookieIn, formTokenIn, titleOf, useSignIn } from '../../../test/support/use-sign-in.ts';

const page = '/Authenticate/WRAPv0.9?wrap_client_id=uri%3aTeamPulse';
const redirect = (answer: { status: number; headers: Record<string, string | undefined> }) => [
  answer.status,
  answer.headers.location,
];

describe.each(engines)('letting an application act for a person, on %s', (engine) => {
  const test = useTestServer(engine);
  const signIn = useSignIn(test);
  const { addPerson, withCode, tokensIn, statusWith, post, loginForm, cookieOf } = signIn;
  const password = 'correct horse';
  const get = (url: string, headers: Record<string, string> = {}) => test().send('GET', url, { headers });
  /** What a browser says of itself. */
  const browser = { accept: 'text/html,application/xhtml+xml', 'sec-fetch-mode': 'navigate' };
  let cookie = '';
  beforeAll(async () => {
    await addPerson('anna', password);
    cookie = await cookieOf('anna', password);
  });
  const codeFor = async (headers: Record<string, string> = {}) =>
    titleOf(await get(page, { cookie, ...headers })).replace('Authentication Delegation, code=', '');

  it('gives a program that brings the login cookie a code, which is exchanged once', async () => {
    const answer = await get(page, { cookie });
    expect([answer.status, answer.headers['content-type'], answer.headers['cache-control']]).toEqual([
      200,
      'text/html; charset=utf-8',
      'no-store',
    ]);
    expect(titleOf(answer)).toMatch(/^Authentication Delegation, code=[\w.-]+$/);
    const code = titleOf(answer).split('code=')[1] ?? '';
    const exchanged = await withCode(code);
    expect([exchanged.status, exchanged.headers['content-type']]).toEqual([200, 'application/x-www-form-urlencoded']);
    const { access, refresh } = tokensIn(exchanged);
    expect(await statusWith(access)).toBe(200);
    expect((await signIn.withRefresh(refresh)).status).toBe(200);
    expect((await withCode(code)).status).toBe(401);
  });

  it('exchanges a code as the vendor’s Node client sends it: the client in the query too, nothing encoded', async () => {
    const body = `wrap_client_id=uri:TeamPulse&wrap_verification_code=${await codeFor()}`;
    expect((await signIn.askToken(body, { url: page })).status).toBe(200);
  });

  it('exchanges of two at once only one', async () => {
    const code = await codeFor();
    const answers = await Promise.all([withCode(code), withCode(code), withCode(code)]);
    expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([200, 401, 401]);
  });

  it('takes a code for ten minutes, and from nobody who has been switched off', async () => {
    test().setClock(Date.now());
    const code = await codeFor();
    test().setClock(Date.now() + 601_000);
    expect((await withCode(code)).status).toBe(401);
    test().setClock(null);
    const other = await codeFor();
    await switchPerson(test().app, 'anna', 0);
    expect((await withCode(other)).status).toBe(401);
    expect(redirect(await get(page, { cookie }))[0]).toBe(302);
    await switchPerson(test().app, 'anna', 1);
  });

  it('knows a code as nothing but a code', async () => {
    const code = await codeFor();
    expect(await statusWith(code)).toBe(401);
    expect((await signIn.withRefresh(code)).status).toBe(401);
    const secret = cookie.split('=')[1] ?? '';
    expect((await withCode(secret)).status).toBe(401);
    expect(await statusWith(secret)).toBe(401);
  });

  it('keeps the newest ten codes of a person', async () => {
    const codes: string[] = [];
    for (let count = 0; count < 11; count += 1) {
      test().setClock(Date.now() + count * 1000);
      codes.push(await codeFor());
    }
    expect((await withCode(codes[0] ?? '')).status).toBe(401);
    expect((await withCode(codes[1] ?? '')).status).toBe(200);
    test().setClock(null);
  });

  it('sends who is not signed in to sign in first, and back', async () => {
    const login = '/Authenticate/Login?wrap_client_id=uri%3ATeamPulse';
    expect(redirect(await get(page))).toEqual([302, login]);
    expect(redirect(await get(page, { cookie: '.ASPXAUTH=ended' }))).toEqual([302, login]);
    expect(redirect(await get(page, { authorization: `WRAP access_token=${test().token}` }))).toEqual([302, login]);
    expect(redirect(await get(`/TeamPulse${page}`))).toEqual([302, `/teampulse${login}`]);

    const shown = await get(login, browser);
    const fields = { wrap_client_id: 'uri:TeamPulse', form_token: formTokenIn(shown), login: 'anna', password };
    const done = await post('/Authenticate/Login', fields, { cookie: cookieIn(shown) });
    expect(redirect(done)).toEqual([303, '/Authenticate/WRAPv0.9?wrap_client_id=uri%3ATeamPulse']);
    expect(redirect(await get(login, { cookie: cookieIn(done) }))).toEqual([302, done.headers.location]);
  });

  it('asks a person at a browser, and tells the application what they said', async () => {
    const asked = await get(page, { cookie, ...browser });
    expect([asked.status, titleOf(asked)]).toEqual([200, 'May the application act for you?']);
    expect(asked.text).toContain('in the name of Person &lt;anna&gt;');
    expect(asked.text).not.toContain('code=');
    const answer = (fields: Record<string, string>) =>
      post(
        '/Authenticate/Delegate',
        { form_token: formTokenIn(asked), wrap_client_id: 'uri:TeamPulse', ...fields },
        { cookie, 'sec-fetch-site': 'same-origin', ...browser },
      );
    expect(titleOf(await answer({ answer: 'refuse' }))).toBe('Authentication Delegation, code=user_denied');
    expect(titleOf(await answer({}))).toBe('Authentication Delegation, code=user_denied');
    const allowed = titleOf(await answer({ answer: 'allow' }));
    expect((await withCode(allowed.split('code=')[1] ?? '')).status).toBe(200);
  });

  it('believes no form that another site has sent, or that has no token', async () => {
    const token = formTokenIn(await get(page, { cookie, ...browser }));
    const tries: [Record<string, string>, Record<string, string>][] = [
      [{}, {}],
      [{ form_token: 'x' }, {}],
      [{ form_token: (await loginForm()).token }, {}],
      [{ form_token: token }, { 'sec-fetch-site': 'cross-site' }],
      [{ form_token: token }, { 'sec-fetch-site': 'same-site' }],
      [{ form_token: token }, { origin: 'http://evil.test' }],
      [{ form_token: token }, { origin: 'null' }],
    ];
    for (const [fields, headers] of tries) {
      const answer = await post('/Authenticate/Delegate', { answer: 'allow', ...fields }, { cookie, ...headers });
      expect([answer.status, titleOf(answer)]).toEqual([403, 'May the application act for you?']);
      expect((await post('/Authenticate/Logout', fields, { cookie, ...headers })).status).toBe(403);
    }
    const nobody = await post('/Authenticate/Delegate', { answer: 'allow', form_token: token });
    expect(redirect(nobody)).toEqual([303, '/Authenticate/Login?wrap_client_id=uri%3ATeamPulse']);
    for (const [fields, headers] of tries.slice(0, 2)) {
      const sent = { login: 'anna', password, ...fields };
      const answer = await post('/Authenticate/Login', sent, { cookie: (await loginForm()).cookie, ...headers });
      expect([answer.status, answer.headers['set-cookie']?.includes('ASPXAUTH')]).toEqual([403, false]);
      expect(answer.text).toContain('This page was out of date.');
    }
    const own = await loginForm();
    for (const headers of [{ 'sec-fetch-site': 'cross-site' }, { origin: 'http://evil.test' }, { cookie: '' }]) {
      const fields = { login: 'anna', password, form_token: own.token };
      expect((await post('/Authenticate/Login', fields, { cookie: own.cookie, ...headers })).status).toBe(403);
    }
  });

  it('goes nowhere but to its own pages', async () => {
    const elsewhere = 'https://evil.test/';
    const lures = ['ReturnUrl', 'returnUrl', 'wrap_callback', 'redirect_uri', 'next'];
    const query = lures.map((name) => `${name}=${encodeURIComponent(elsewhere)}`).join('&');
    const login = '/Authenticate/Login?wrap_client_id=uri%3ATeamPulse';
    expect(redirect(await get(`${page}&${query}`))).toEqual([302, login]);
    expect(redirect(await get(page, { 'x-forwarded-host': 'evil.test', host: 'evil.test' }))).toEqual([302, login]);
    const shown = await get(`/Authenticate/Login?${query}&wrap_client_id=${encodeURIComponent(elsewhere)}`);
    expect(shown.text).not.toContain('evil.test');
    for (const client of [elsewhere, '//evil.test', 'javascript:alert(1)']) {
      const fields = { form_token: formTokenIn(shown), login: 'anna', password, wrap_client_id: client };
      const done = await post(
        `/Authenticate/Login?${query}`,
        { ...fields, ReturnUrl: elsewhere },
        { cookie: cookieIn(shown) },
      );
      expect(redirect(done)).toEqual([303, '/Authenticate/WRAPv0.9?wrap_client_id=uri%3ATeamPulse']);
    }
    expect((await get('/Authenticate/WRAPv0.9?wrap_client_id=https://evil.test', { cookie })).json()).toEqual({
      wrap_client_id: 'The field wrap_client_id must be uri:TeamPulse.',
      Message: 'The request is invalid.',
    });
    expect((await get('/Authenticate/WRAPv0.9', { cookie })).status).toBe(400);
  });
});

describe.each(engines)('the login page of TeamPulse, on %s', (engine) => {
  const test = useTestServer(engine, { rateLimit: 50 });
  const { addPerson, post, loginForm } = useSignIn(test);
  const password = 'correct horse';
  beforeAll(() => addPerson('anna', password));
  const signIn = async (fields: Record<string, string>, headers: Record<string, string> = {}) => {
    const { cookie, token } = await loginForm();
    return post('/Authenticate/Login', { form_token: token, ...fields }, { cookie, ...headers });
  };

  it('hands out a cookie that scripts cannot read and clients can cut', async () => {
    const done = await signIn({ login: 'anna', password });
    expect(redirect(done)).toEqual([303, '/Authenticate/Login']);
    expect(done.headers['set-cookie']).toMatch(/^\.ASPXAUTH=\w+; Path=\/; Max-Age=604800; HttpOnly; SameSite=Lax$/);
    const cookie = cookieIn(done);
    const shown = await test().send('GET', '/Authenticate/Login', { headers: { cookie } });
    expect([shown.status, titleOf(shown)]).toEqual([200, 'You are signed in']);
    const out = await post('/Authenticate/Logout', { form_token: formTokenIn(shown) }, { cookie });
    expect([...redirect(out), out.headers['set-cookie']]).toEqual([
      303,
      '/Authenticate/Login',
      expect.stringMatching(/^\.ASPXAUTH=; Path=\/; Max-Age=0; /),
    ]);
    const after = await test().send('GET', '/api/v1/iterations', { headers: { cookie } });
    expect(after.status).toBe(401);
  });

  it('is in the reader’s language, runs nothing and loads nothing', async () => {
    for (const [wish, language, title] of [
      ['', 'en', 'Sign in'],
      ['de', 'en', 'Sign in'],
      ['ru-RU,ru;q=0.9,en;q=0.8', 'ru', 'Войти'],
      ['en;q=0.5,ru;q=0.4', 'en', 'Sign in'],
    ] as const) {
      const { page } = await loginForm({ 'accept-language': wish });
      expect([page.headers['content-language'], titleOf(page)]).toEqual([language, title]);
      expect(page.text).toContain(`<html lang="${language}">`);
    }
    const { page } = await loginForm();
    expect(page.headers['content-security-policy']).toMatch(
      /^default-src 'none'; style-src 'sha256-[\w+/]{43}='; form-action 'self'; base-uri 'none'; frame-ancestors 'none'$/,
    );
    expect([page.headers['cache-control'], page.headers.vary]).toEqual(['no-store', 'accept-language, cookie']);
    const style = /<style>([^]*)<\/style>/.exec(page.text)?.[1] ?? '';
    expect(page.headers['content-security-policy']).toContain(hash('sha256', style, 'base64'));
    expect(page.text).not.toMatch(/<script|\son\w+=|style=|src=|href=/);
    const labels = [...page.text.matchAll(/<label for="(\w+)">/g)].map(([, id]) => id);
    const inputs = [...page.text.matchAll(/<input id="(\w+)"/g)].map(([, id]) => id);
    expect([labels, inputs]).toEqual([
      ['login', 'password'],
      ['login', 'password'],
    ]);
  });

  it('says what is wrong, keeps the login, and lets nobody guess', async () => {
    // The page's earlier attempts have been forgotten by then.
    test().setClock(Date.now() + 120_000);
    const wrong = await signIn({ login: '"><script>', password: 'x' });
    expect([wrong.status, /<p role="alert">(.*?)<\/p>/.exec(wrong.text)?.[1]]).toEqual([
      401,
      'Wrong login or password.',
    ]);
    expect(wrong.text).toContain('value="&quot;&gt;&lt;script&gt;"');
    const statuses: number[] = [];
    for (let count = 0; count < 6; count += 1) {
      statuses.push((await signIn({ login: 'anna', password: 'x' })).status);
    }
    expect(statuses).toEqual([401, 401, 401, 401, 401, 429]);
    const limited = await signIn({ login: 'anna', password });
    expect([limited.status, limited.headers['content-type']]).toEqual([429, 'text/html; charset=utf-8']);
    expect(limited.headers['set-cookie']).not.toContain('ASPXAUTH');
    for (const fields of [{}, { login: 'a'.repeat(300), password: 'x' }]) {
      expect((await signIn({ ...fields })).status).toBe(401);
    }
    test().setClock(null);
  });
});

describe('the login cookie of TeamPulse', () => {
  const test = useTestServer('sqlite');
  const { addPerson, cookieOf } = useSignIn(test);

  it('reads, and changes things only from a page of this server', async () => {
    await addPerson('anna', 'correct horse');
    const { id } = await test().actions.createProject(test().admin, { title: 'Alpha' });
    const cookie = await cookieOf('anna', 'correct horse');
    const list = await test().send('GET', '/api/v1/iterations', { headers: { cookie } });
    expect([list.status, list.json().totalResults]).toEqual([200, 1]);
    const post = async (headers: Record<string, string>) =>
      (
        await test().send('POST', '/api/v1/iterations', {
          body: { name: 'Iteration', projectId: id },
          headers: { cookie, ...headers },
        })
      ).status;
    expect(await post({ 'sec-fetch-site': 'same-origin' })).toBe(201);
    expect(await post({ origin: 'http://timebox.test' })).toBe(201);
    expect(await post({})).toBe(403);
    expect(await post({ 'sec-fetch-site': 'cross-site' })).toBe(403);
    expect(await post({ 'sec-fetch-site': 'same-site', origin: 'http://timebox.test' })).toBe(403);
    expect(await post({ origin: 'http://evil.test' })).toBe(403);
    expect(await post({ authorization: `WRAP access_token=${test().token}` })).toBe(201);
    expect(await post({ authorization: 'WRAP', 'sec-fetch-site': 'same-origin' })).toBe(401);
  });

  it('is good for TeamPulse alone, and the pages’ own cookie is not', async () => {
    await addPerson('boris', 'correct horse');
    const cookie = await cookieOf('boris', 'correct horse');
    expect((await test().send('GET', '/native/v1/projects', { headers: { cookie } })).status).toBe(401);
    expect((await test().send('GET', '/v3/sprints/1', { headers: { cookie, 'x-org-id': '1' } })).status).toBe(401);
    const renamed = cookie.replace('.ASPXAUTH', 'timebox_session');
    expect((await test().send('GET', '/api/v1/iterations', { headers: { cookie: renamed } })).status).toBe(401);
  });
});
