import { beforeAll, describe, expect, it } from 'vitest';
import { engines } from '../../../test/support/open-test-app.ts';
import { useTestServer } from '../../../test/support/open-test-server.ts';

const home = 'http://timebox.test/v3/issues/_search';
const start = Date.UTC(2026, 3, 8, 9);

describe.each(engines)('Scrolling through issues in Tracker, on %s', (engine) => {
  const test = useTestServer(engine);

  const send = (parameters: string, body?: unknown) =>
    test().send('POST', `/v3/issues/_search${parameters}`, {
      ...(body === undefined ? {} : { body }),
      headers: { authorization: `OAuth ${test().token}`, 'x-org-id': '1', 'accept-language': 'en' },
    });
  const keysOf = (answer: { json: () => any }) => answer.json().map((issue: { key: string }) => issue.key);
  const add = (title: string) =>
    test().actions.createItem(test().admin, { project: { key: 'TEST' }, fields: { title } });
  const next = (answer: { headers: Record<string, string | undefined> }) =>
    `?scrollId=${answer.headers['x-scroll-id']}&scrollToken=${answer.headers['x-scroll-token']}`;

  beforeAll(async () => {
    test().setClock(start);
    await test().actions.createProject(test().admin, { title: 'Testing', key: 'TEST' });
    for (let n = 1; n <= 7; n += 1) await add(`Issue ${n}`);
  });

  it('gives the issues piece by piece, the last without a next', async () => {
    const body = { filter: { queue: 'TEST' }, order: '-key' };
    const first = await send('?scrollType=sorted&perScroll=3&scrollTTLMillis=10000&fields=key', body);
    const id = first.headers['x-scroll-id'];
    expect([first.status, keysOf(first)]).toEqual([200, ['TEST-7', 'TEST-6', 'TEST-5']]);
    expect(first.headers).toMatchObject({
      'x-total-count': '7',
      'x-scroll-token': 'not-needed',
      link: [
        `<${home}?fields=key&scrollType=sorted&perScroll=3&scrollTTLMillis=10000>; rel="first"`,
        `<${home}?fields=key&scrollId=${id}&scrollToken=not-needed&scrollTTLMillis=10000>; rel="next"`,
      ].join(', '),
    });
    expect(first.headers['x-total-pages']).toBeUndefined();
    const second = await send(next(first), body);
    expect(keysOf(second)).toEqual(['TEST-4', 'TEST-3', 'TEST-2']);
    const third = await send(next(second), body);
    expect(keysOf(third)).toEqual(['TEST-1']);
    expect(third.headers).toMatchObject({
      'x-total-count': '7',
      link: `<${home}?scrollType=sorted&perScroll=3&scrollTTLMillis=10000>; rel="first"`,
    });
    expect(third.headers['x-scroll-id']).toBeUndefined();
  });

  it('goes on by its links, with the body of the first request or without one', async () => {
    for (const later of [{ query: 'Queue: TEST' }, undefined, 'null', { query: null, order: [] }]) {
      const seen: string[] = [];
      let answer = await send('?scrollType=sorted&perScroll=4', { query: 'Queue: TEST', filter: null });
      for (;;) {
        seen.push(...keysOf(answer));
        const link =
          /scrollTTLMillis=60000>; rel="first", <http:\/\/timebox\.test\/v3\/issues\/_search([^>]*)>; rel="next"/.exec(
            answer.headers['link'] ?? '',
          );
        if (link?.[1] === undefined) break;
        answer = await send(link[1], later);
        expect(answer.status).toBe(200);
      }
      expect(seen).toEqual(['TEST-1', 'TEST-2', 'TEST-3', 'TEST-4', 'TEST-5', 'TEST-6', 'TEST-7']);
    }
  });

  it('needs the body of a long search again', async () => {
    const body = { query: `Queue: TEST Key: !${Array(200).fill('NONE-100').join(', !')}` };
    const first = await send('?scrollType=unsorted&perScroll=5', body);
    expect(first.headers['x-scroll-id']?.length).toBeLessThan(500);
    expect(keysOf(await send(next(first), body))).toEqual(['TEST-6', 'TEST-7']);
    expect((await send(next(first))).json().errors).toEqual({
      scrollId: 'The scroll belongs to another search: send the body of the first request again',
    });
  });

  it('leaves the order out when it is told to', async () => {
    const answer = await send('?scrollType=unsorted&perScroll=2', { filter: {}, order: '-key' });
    expect(keysOf(answer)).toEqual(['TEST-1', 'TEST-2']);
    expect(keysOf(await send(next(answer)))).toEqual(['TEST-3', 'TEST-4']);
  });

  it('holds 100 issues a piece unless told otherwise, and 1,000 at most', async () => {
    const pieces = async (parameters: string) => (await send(parameters, {})).headers['link'];
    expect(await pieces('?scrollType=sorted')).toContain('perScroll=100&scrollTTLMillis=60000');
    expect(await pieces('?scrollType=sorted&perScroll=2000')).toContain('perScroll=1000&');
  });

  it('is not moved by what is written meanwhile', async () => {
    const { actions, admin } = test();
    const body = { query: '"Sort by": Summary DESC' };
    const first = await send('?scrollType=sorted&perScroll=3', body);
    expect(keysOf(first)).toEqual(['TEST-7', 'TEST-6', 'TEST-5']);
    await actions.changeItem(admin, { item: { key: 'TEST-1' }, fields: { title: 'Z first of all' } });
    const second = await send(next(first), body);
    expect(keysOf(second)).toEqual(['TEST-4', 'TEST-3', 'TEST-2']);
    await actions.changeItem(admin, { item: { key: 'TEST-1' }, fields: { title: 'Issue 1' } });
    expect(keysOf(await send(next(second), body))).toEqual(['TEST-1']);
  });

  it('goes on behind the issue where it stopped, once the list it began with is forgotten', async () => {
    const { actions, admin } = test();
    const body = { query: '"Sort by": Summary DESC' };
    const first = await send('?scrollType=sorted&perScroll=3', body);
    await actions.changeItem(admin, { item: { key: 'TEST-1' }, fields: { title: 'Z first of all' } });
    for (let n = 0; n < 60; n += 1) await send('', { query: `Summary: forget${n}` });
    expect(keysOf(await send(next(first), body))).toEqual(['TEST-4', 'TEST-3', 'TEST-2']);
    await actions.changeItem(admin, { item: { key: 'TEST-1' }, fields: { title: 'Issue 1' } });
  });

  it('does not show what was deleted meanwhile', async () => {
    const { actions, admin } = test();
    const gone = await add('Issue 8');
    const first = await send('?scrollType=sorted&perScroll=7', {});
    await actions.changeItem(admin, { item: { id: gone.id }, fields: { condition: 'deleted' } });
    const second = await send(next(first));
    expect([second.status, second.json(), second.headers['x-scroll-id']]).toEqual([200, [], undefined]);
  });

  it('knows what now was when it began', async () => {
    const first = await send('?scrollType=sorted&perScroll=4', { query: 'Created: >= now()-5s' });
    expect(first.headers['x-total-count']).toBe('7');
    test().setClock(start + 30_000);
    expect(keysOf(await send(next(first)))).toEqual(['TEST-5', 'TEST-6', 'TEST-7']);
    test().setClock(start);
  });

  it('expires', async () => {
    const first = await send('?scrollType=sorted&perScroll=4&scrollTTLMillis=2000', {});
    test().setClock(start + 2000);
    const second = await send(`${next(first)}&scrollTTLMillis=1000`);
    expect(second.status).toBe(200);
    test().setClock(start + 2001);
    expect((await send(next(first))).json()).toEqual({
      errors: { scrollId: 'The scroll is unknown or has expired, begin it anew' },
      errorsData: {},
      errorMessages: [],
      statusCode: 400,
    });
    test().setClock(start);
  });

  it('can be given up', async () => {
    const first = await send('?scrollType=sorted&perScroll=4', {});
    const clear = (body: unknown) =>
      test().send('POST', '/v2/system/search/scroll/_clear', {
        body,
        headers: { authorization: `OAuth ${test().token}`, 'x-org-id': '1' },
      });
    const answer = await clear({ [first.headers['x-scroll-id'] ?? '']: first.headers['x-scroll-token'] });
    expect([answer.status, answer.json()]).toEqual([200, {}]);
    expect((await clear('{bad')).status).toBe(400);
  });

  const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const scroll = { isSorted: true, size: 1, now: 0, lifetime: 1, digest: '', search: {}, from: null };
  it.each([
    ['?scrollType=random', 'scrollType', 'sorted or unsorted is expected'],
    ['?scrollType=sorted&perScroll=0', 'perScroll', 'A whole number of 1 or more is expected'],
    ['?scrollType=sorted&perScroll=x', 'perScroll', 'A whole number of 1 or more is expected'],
    ['?scrollType=sorted&scrollTTLMillis=-1', 'scrollTTLMillis', 'A whole number of 1 or more is expected'],
    ...[
      '',
      'garbage',
      encoded(null),
      encoded({ until: start }),
      encoded({ until: 4e12, scroll: { ...scroll, now: 1e15 } }),
    ].map((id) => [`?scrollId=${id}`, 'scrollId', 'The scroll is unknown or has expired, begin it anew']),
    [
      `?scrollId=${encoded({ until: 4e12, scroll })}`,
      'scrollId',
      'The scroll belongs to another search: send the body of the first request again',
    ],
  ])('refuses %s', async (parameters, field, message) => {
    const answer = await send(parameters, {});
    expect([answer.status, answer.json()]).toEqual([
      400,
      { errors: { [field ?? '']: message }, errorsData: {}, errorMessages: [], statusCode: 400 },
    ]);
  });

  it.each([{ queue: 'TEST' }, { keys: ['TEST-1'] }])('is not to be had with %j', async (body) => {
    expect((await send('?scrollType=sorted', body)).json()).toEqual({
      errors: {},
      errorsData: {},
      errorMessages: ['Scroll is not supported'],
      statusCode: 400,
    });
  });

  it('refuses another search under the same id, and what is wrong with a body', async () => {
    const first = await send('?scrollType=sorted&perScroll=4', { query: 'Queue: TEST' });
    expect((await send(next(first), { query: 'Queue: OTHER' })).status).toBe(400);
    expect((await send(next(first), '{bad')).status).toBe(400);
    expect((await send('?scrollType=sorted', { query: 'Foo: 1' })).status).toBe(422);
  });
});
