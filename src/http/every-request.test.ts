import { beforeAll, describe, expect, it } from 'vitest';
import { engines } from '../../test/support/open-test-app.ts';
import { useTestServer } from '../../test/support/open-test-server.ts';

/** A thing of each dialect, and who asks for it. */
interface Place {
  readonly url: string;
  readonly missingUrl: string;
  readonly scheme: string;
  readonly write: 'PATCH' | 'PUT';
  readonly text: string;
}

const dialects = ['tracker', 'kaiten', 'teampulse', 'native'] as const;

describe.each(engines)('Every request, on %s', (engine) => {
  const test = useTestServer(engine);
  let places: Record<(typeof dialects)[number], Place>;
  beforeAll(async () => {
    const { actions, admin, send } = test();
    const project = await actions.createProject(admin, { title: 'Alpha' });
    const list = `/native/v1/projects/${project.id}/iterations`;
    const { id, uid } = (await send('POST', list, { body: { title: 'First' }, headers: own('Bearer') })).json();
    const kaiten = `/kaiten/api/latest/spaces/${project.uid}/iterations`;
    const none = '00000000-0000-4000-8000-000000000000';
    const native = '/native/v1/iterations';
    const teampulse = '/teampulse/api/v1/iterations';
    places = {
      tracker: place('/v3/sprints', id, 999_999, 'OAuth', 'name'),
      kaiten: place(kaiten, uid, none, 'Bearer', 'title'),
      teampulse: { ...place(teampulse, id, 999_999, 'WRAP', 'name'), write: 'PUT' },
      native: place(native, id, 999_999, 'Bearer', 'title'),
    };
  });

  const place = (list: string, id: string | number, missing: string | number, scheme: string, text: string): Place => ({
    url: `${list}/${id}`,
    missingUrl: `${list}/${missing}`,
    scheme,
    write: 'PATCH',
    text,
  });
  const own = (scheme: string, token = test().token) => ({
    authorization: scheme === 'WRAP' ? `WRAP access_token=${token}` : `${scheme} ${token}`,
    'x-org-id': '1',
    'if-match': '*',
  });

  it.each(dialects)('finds a body without a readable kind no sooner than token, thing and rights: %s', async (name) => {
    const { url, missingUrl, scheme, write } = places[name];
    const viewer = await test().addPerson(`viewer-${name}`, 'viewer');
    const status = async (at: string, headers: Record<string, string>) =>
      (await test().send(write, at, { body: '{"a"', headers: { ...headers, 'content-type': 'garbage' } })).status;
    expect(await status(url, {})).toBe(401);
    expect(await status(missingUrl, own(scheme))).toBe(404);
    expect(await status(`/${name}/nowhere`, own(scheme))).toBe(404);
    expect(await status(url, own(scheme, viewer.token))).toBe(403);
    expect(await status(url, own(scheme))).toBe(415);
  });

  it.each(dialects)('is refused in the dialect by a method that the path does not have: %s', async (name) => {
    const { url } = places[name];
    for (const method of ['OPTIONS', 'TRACE', 'QUERY'] as const) {
      // The type of the method knows fewer than the parser does.
      const answer = await test().server.inject({ method: method as 'OPTIONS', url });
      expect([answer.statusCode, String(answer.headers.allow)]).toEqual([405, expect.stringContaining('GET, HEAD')]);
      expect(answer.body).not.toContain('FST_');
    }
  });

  it.each(dialects)('is answered in the dialect however long a part of its path is: %s', async (name) => {
    const { url, missingUrl, scheme } = places[name];
    const last = url.slice(url.lastIndexOf('/') + 1);
    const ask = async (at: string) => {
      const answer = await test().send('GET', at, { headers: own(scheme) });
      return { status: answer.status, text: answer.text.replace(answer.headers['x-request-id'] ?? '', '') };
    };
    const missing = await ask(missingUrl);
    for (const length of [1100, 8000]) expect(await ask(url.replace(last, 'x'.repeat(length)))).toEqual(missing);
    const tooLong = await ask(url.replace(last, 'x'.repeat(12_000)));
    expect(tooLong.status).toBe(414);
    expect(tooLong.text).not.toMatch(/FST_|xxx/);
  });

  it.each(dialects)('whose body has a bad character or number is told where: %s', async (name) => {
    const { url, scheme, write, text } = places[name];
    for (const value of ['"a\\u0000"', '"\\udfff"', '1e400', '9007199254740993']) {
      const body = `{"${text}": ${value}}`;
      const answer = await test().send(write, url, { body, headers: own(scheme) });
      expect([answer.status, answer.text]).toEqual([400, expect.stringContaining(text)]);
    }
  });

  it.each(dialects)('names nothing by a path that holds U+0000, and is told which parameter does: %s', async (name) => {
    const { url, scheme, write } = places[name];
    const parent = url.slice(0, url.lastIndexOf('/'));
    // Kaiten names no fields.
    const named = { tracker: '"odd"', kaiten: 'U+0000', teampulse: '"odd"', native: '"parameter":"odd"' }[name];
    const paths = [`${parent}/%00`, `${url}%00`, `${parent}/1%00/nowhere`];
    for (const at of paths) {
      const answer = await test().send('GET', at, { headers: own(scheme) });
      expect([at, answer.status, answer.text]).toEqual([at, 404, expect.not.stringMatching(/FST_|\0/)]);
    }
    for (const method of ['GET', write, 'DELETE'] as const) {
      for (const query of ['odd=%00', 'a=1&odd=a%00b', 'o%00dd=1']) {
        const at = `${url}?${query}`;
        const body = method === write ? { body: {} } : {};
        const answer = await test().send(method, at, { ...body, headers: own(scheme) });
        expect([at, answer.status, answer.text]).toEqual([at, 400, expect.not.stringContaining('\0')]);
        expect([at, answer.text]).toEqual([at, expect.stringContaining(named)]);
      }
    }
    // Text that only looks alike is text.
    expect((await test().send('GET', `${url}?odd=%2500`, { headers: own(scheme) })).status).toBe(200);
  });

  it.each(dialects)('may carry a tag with a comma in it, which matches nothing: %s', async (name) => {
    const { url, scheme, write, text } = places[name];
    const headers = { ...own(scheme), 'if-match': '"a,b"' };
    expect((await test().send(write, url, { body: { [text]: 'x' }, headers })).status).toBe(412);
  });

  it.each(dialects)('is told the figures of the rate limit even if there is none: %s', async (name) => {
    const { url, scheme } = places[name];
    const { headers } = await test().send('GET', url, { headers: { ...own(scheme) } });
    expect(headers).toMatchObject({ 'x-ratelimit-limit': '1000000', 'x-ratelimit-remaining': '1000000' });
    expect(headers['x-ratelimit-reset']).toMatch(/^\d+$/);
    expect(headers['ratelimit']).toBeUndefined();
  });
});

describe.each(engines)('A limit on requests, on %s', (engine) => {
  const test = useTestServer(engine, { rateLimit: 5 });

  it('does not count those that are answered by 304', async () => {
    const headers = { authorization: `Bearer ${test().token}` };
    test().setClock(Date.UTC(2026, 0, 1));
    const first = await test().send('GET', '/native/v1/projects', { headers });
    expect(first.headers['x-ratelimit-remaining']).toBe('9');
    for (let count = 0; count < 20; count += 1) {
      const again = await test().send('GET', '/native/v1/projects', {
        headers: { ...headers, 'if-none-match': first.headers.etag ?? '' },
      });
      expect([again.status, again.headers['x-ratelimit-remaining']]).toEqual([304, '9']);
    }
    test().setClock(null);
  });

  it('is told in native answers as the IETF draft has it, with when to come back', async () => {
    const headers = { authorization: `Bearer ${(await test().addPerson(`hasty-${engine}`, 'viewer')).token}` };
    const ask = async () => {
      const answer = await test().send('GET', '/native/v1/projects', { headers });
      const { ratelimit, 'retry-after': retryAfter, 'ratelimit-policy': policy } = answer.headers;
      return [answer.status, policy, ratelimit, retryAfter];
    };
    test().setClock(Date.UTC(2026, 0, 1));
    const answers = [];
    for (let count = 0; count < 11; count += 1) answers.push(await ask());
    const policy = '"default";q=10;w=2';
    expect(answers.slice(-2)).toEqual([
      [200, policy, '"default";r=0;t=2', undefined],
      [429, policy, '"default";r=0;t=1', '1'],
    ]);
    test().setClock(Date.UTC(2026, 0, 1) + 1000);
    expect(await ask()).toEqual([200, policy, '"default";r=4;t=2', undefined]);
    test().setClock(null);
    const vendor = await test().send('GET', '/kaiten/api/latest/spaces', { headers });
    expect([vendor.headers.ratelimit, vendor.headers['x-ratelimit-limit']]).toEqual([undefined, '10']);
  });
});
