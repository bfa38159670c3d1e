import { describe, expect, it } from 'vitest';
import { useTestServer } from '../../test/support/open-test-server.ts';
import { useSignIn } from '../../test/support/use-sign-in.ts';
import { belowBase } from './base-address.ts';

const base = 'https://example.org/tools/timebox';

describe('A path below a base path', () => {
  it.each([
    ['/tools/timebox', '/'],
    ['/tools/timebox/', '/'],
    ['/tools/timebox?a=1', '/?a=1'],
    ['/tools/timebox/v3/sprints?a', '/v3/sprints?a'],
    ['/v3/sprints', '/v3/sprints'],
    ['/tools/timeboxes', '/tools/timeboxes'],
  ])('of %s is %s', (url, path) => {
    expect(belowBase(url, '/tools/timebox')).toBe(path);
    expect(belowBase(url, '')).toBe(url);
  });
});

describe.each([
  { proxy: 'leaves', prefix: '/tools/timebox' },
  { proxy: 'takes away', prefix: '' },
])('Behind a proxy that $proxy the path of the base address', ({ prefix }) => {
  const test = useTestServer('sqlite', { baseUrl: base });
  const send: ReturnType<typeof test>['send'] = (method, url, { headers = {}, ...options } = {}) =>
    test().send(method, prefix + url, { ...options, headers: { host: 'inner:8080', ...headers } });
  const bearer = () => ({ authorization: `Bearer ${test().token}` });
  const tracker = () => ({ authorization: `OAuth ${test().token}`, 'x-org-id': '1' });
  const teampulse = () => ({ authorization: `WRAP access_token=${test().token}` });

  it('pages say where they live', async () => {
    for (const path of ['/', '/projects', '/p/SHOP/timeline', '/me/tokens']) {
      const { status, text } = await send('GET', path);
      expect([path, status, /<base href="[^"]*"/.exec(text)?.[0]]).toEqual([path, 200, '<base href="/tools/timebox/"']);
    }
  });

  it('what is made is named by its whole path, whoever makes it', async () => {
    const made = await send('POST', '/native/v1/projects', { headers: bearer(), body: { title: `Shop ${prefix}` } });
    expect(made.headers['location']).toBe(`/tools/timebox/native/v1/projects/${made.json().id}`);
    const iteration = await send('POST', '/api/v1/iterations', {
      headers: teampulse(),
      body: { name: 'Sprint', projectId: made.json().id },
    });
    expect(iteration.headers['location']).toBe(`${base}/api/v1/iterations/${iteration.json().id}`);
    const again = await send('POST', '/teampulse/api/v1/iterations', {
      headers: teampulse(),
      body: { name: 'Sprint 2', projectId: made.json().id },
    });
    expect(again.headers['location']).toBe(`${base}/teampulse/api/v1/iterations/${again.json().id}`);
  });

  it('links in answers begin with the base address, whatever host the request names', async () => {
    const { id } = (await send('POST', '/native/v1/projects', { headers: bearer(), body: { title: 'Links' } })).json();
    const board = await send('POST', '/v3/boards', { headers: tracker(), body: { name: 'Board' } });
    for (const name of ['One', 'Two']) {
      const body = { name, board: { id: String(board.json().id) }, startDate: '2026-01-05', endDate: '2026-01-16' };
      const sprint = await send('POST', '/v3/sprints', { headers: tracker(), body });
      expect(sprint.json().self).toBe(`${base}/v3/sprints/${sprint.json().id}`);
    }
    const issues = await send('GET', '/tracker/v3/boards?perPage=1', { headers: tracker() });
    const feed = await send('PUT', `/native/v1/projects/${id}/feed`, { headers: bearer() });
    const activity = await send('GET', `/native/v1/projects/${id}/activity?limit=1`, { headers: bearer() });
    const answers = [board, issues, feed, activity];
    const links = answers.flatMap(({ text, headers: { link = '' } }) =>
      [...(text + link).matchAll(/https?:\/\/[^"<>,\\]*/g)].map(([found]) => found),
    );
    expect(links.length).toBeGreaterThan(3);
    expect(links.filter((link) => !link.startsWith(`${base}/`))).toEqual([]);
    const { url } = feed.json();
    expect((await send('GET', url.slice(base.length))).headers['content-type']).toContain('text/calendar');
  });

  it('a session is for the base path alone, over TLS as the proxy speaks it', async () => {
    const password = 'correct horse';
    await useSignIn(test).addPerson('anna', password);
    const form = { headers: { 'content-type': 'application/json', origin: 'https://example.org' } };
    const signedIn = await send('POST', '/native/v1/session', { ...form, body: { login: 'anna', password } });
    const cookie = signedIn.headers['set-cookie'] ?? '';
    expect(cookie).toMatch(/^timebox_session=\w+; Path=\/tools\/timebox\/; .*; Secure$/);
    const [session = ''] = cookie.split(';');
    expect((await send('GET', '/native/v1/session', { headers: { cookie: session } })).json().me.login).toBe('anna');
    const foreign = await send('POST', '/native/v1/projects', {
      headers: { cookie: session, origin: 'https://inner:8080' },
      body: { title: 'Foreign' },
    });
    expect(foreign.status).toBe(403);
  });

  it('the pages of TeamPulse lead to each other', async () => {
    const start = await send('GET', '/Authenticate/WRAPv0.9?wrap_client_id=uri:TeamPulse');
    const login = start.headers['location'] ?? '';
    expect(login).toMatch(/^\/tools\/timebox\/Authenticate\/Login\?/);
    const page = await send('GET', login.slice('/tools/timebox'.length));
    expect(page.text).toContain('action="/tools/timebox/Authenticate/Login"');
    expect(page.headers['set-cookie']).toContain('Path=/tools/timebox/;');
  });

  it('documents tell it, and the documentation is found', async () => {
    for (const dialect of ['native', 'kaiten', 'teampulse', 'tracker']) {
      const { servers } = (await send('GET', `/${dialect}/openapi.json`)).json();
      expect(servers.every(({ url }: { url: string }) => url.startsWith(base))).toBe(true);
    }
    expect((await send('GET', '/docs')).headers['location']).toBe('/tools/timebox/docs/native');
  });

  it('a request that is sent again through the other way is the same request', async () => {
    const options = { body: { title: 'Once' }, headers: { ...bearer(), 'idempotency-key': `k${prefix.length}` } };
    const first = await send('POST', '/native/v1/projects', options);
    const second = await test().send('POST', `/tools/timebox/native/v1/projects`, options);
    expect([second.json().id, second.headers['idempotency-replayed']]).toEqual([first.json().id, 'true']);
  });
});

describe('A base address without a path', () => {
  const test = useTestServer('sqlite', { baseUrl: 'https://example.org' });

  it('lets sessions have the name that browsers bind to the host', async () => {
    const person = { login: 'anna', password: 'correct horse' };
    await useSignIn(test).addPerson(person.login, person.password);
    const { headers: answered } = await test().send('POST', '/native/v1/session', { body: person });
    expect(answered['set-cookie']).toMatch(/^__Host-timebox_session=\w+; Path=\/; .*; Secure$/);
    const cookie = `timebox_session=plain; ${answered['set-cookie']?.split(';')[0]}`;
    const { me } = (await test().send('GET', '/native/v1/session', { headers: { cookie } })).json();
    expect(me.login).toBe('anna');
    expect((await test().send('GET', '/p/SHOP')).text).toContain('<base href="/"');
  });
});
