import { beforeAll, describe, expect, it } from 'vitest';
import { engines } from '../../../test/support/open-test-app.ts';
import { useTestServer } from '../../../test/support/open-test-server.ts';

interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly isOpen: boolean;
  readonly hasBody: boolean;
  /** Whether the document says that a version has to be named. */
  readonly isVersioned: boolean;
  readonly isPaged: boolean;
}

/** What everybody may do for themselves. */
const own = new Set([
  'DELETE /v1/session',
  'POST /v1/tokens',
  'PUT /v1/projects/{id}/feed',
  'DELETE /v1/projects/{id}/feed',
  'PUT /v1/people/{id}/time-off',
]);
/** For all but administrators there are none. */
const isHidden = (path: string) => path.startsWith('/v1/webhooks/');
/** Reckoned before anything is kept: what is refused then leaves nothing that could be told again. */
const reckoned = new Set(['POST /v1/projects/{id}/forecasts']);
const streaming = '/v1/events';

describe.each(engines)('Every native route, on %s', (engine) => {
  const test = useTestServer(engine);
  let routes: readonly Route[] = [];
  let ids: Readonly<Record<string, number>> = {};
  let viewer = '';
  let stranger = '';

  const ask = (route: Route, token: string | null, more: Record<string, string> = {}, body?: unknown) =>
    test().send(route.method, `/native${filled(route.path)}`, {
      ...(body === undefined ? {} : { body }),
      headers: { ...(token === null ? {} : { authorization: `Bearer ${token}` }), ...more },
    });
  /** The path to something that is there, as far as the kind of thing is known here. */
  const filled = (path: string) =>
    path.replace(/(\w[\w-]*)\/\{\w+\}/g, (_all, kind: string) => `${kind}/${ids[kind] ?? 999_999}`);
  const isSeeded = ({ path }: Route) => [...path.matchAll(/(\w[\w-]*)\/\{/g)].every(([, kind = '']) => kind in ids);
  const named = ({ method, path }: Route) => `${method} ${path}`;
  const isWrite = ({ method }: Route) => method !== 'GET';

  /** What the routes that are looked at answer otherwise than they should. */
  async function failing(
    some: readonly Route[],
    send: (route: Route) => ReturnType<typeof ask>,
    isRight: (answer: Awaited<ReturnType<typeof ask>>, route: Route) => boolean,
  ): Promise<readonly unknown[]> {
    const wrong: unknown[] = [];
    for (const route of some) {
      const answer = await send(route);
      if (!isRight(answer, route)) wrong.push([named(route), answer.status, answer.text.slice(0, 200)]);
    }
    expect(some.length).toBeGreaterThan(3);
    return wrong;
  }

  beforeAll(async () => {
    const { paths } = (await test().send('GET', '/native/openapi.json')).json();
    routes = Object.entries<object>(paths).flatMap(([path, item]) =>
      Object.entries<any>(item).map(([method, operation]) => ({
        method: method.toUpperCase() as Route['method'],
        path,
        isOpen: operation.security !== undefined,
        hasBody: operation.requestBody !== undefined,
        isVersioned: (operation.parameters ?? []).some(({ name }: any) => name === 'If-Match'),
        isPaged: (operation.parameters ?? []).some(({ name }: any) => name === 'cursor'),
      })),
    );
    const headers = { authorization: `Bearer ${test().token}` };
    const make = async (path: string, body: object) =>
      (await test().send('POST', `/native/v1${path}`, { body, headers })).json().id;
    await make('/projects', { title: 'Before it' });
    const projects = await make('/projects', { title: 'Alpha' });
    const iterations = await make(`/projects/${projects}/iterations`, { title: 'Sprint' });
    for (const path of [`/projects/${projects}/iterations`, `/projects/${projects}/items`]) {
      await make(path, { title: 'Before it', ...(path.endsWith('items') ? { iterationId: iterations } : {}) });
    }
    for (const items of [3, 5]) {
      await make(`/projects/${projects}/forecasts`, { question: 'when', parts: [{ items }] });
    }
    for (const name of ['Plain', 'Plainer']) {
      await make(`/projects/${projects}/rollover-policies`, { name, rules: [{ id: 'rest', when: {}, to: 'stay' }] });
    }
    await make('/webhooks', { name: 'Before it', url: 'https://1.1.1.1/hook' });
    await make('/tokens', { name: 'Second', scope: 'read' });
    const boards = (await test().send('GET', `/native/v1/projects/${projects}/boards`, { headers })).json().boards[0]
      .id;
    const person = await test().addPerson(`viewer-${engine}`, 'viewer', 'admin');
    ids = {
      projects,
      iterations,
      boards,
      items: await make(`/projects/${projects}/items`, { title: 'Item', iterationId: iterations }),
      people: person.caller.actor.userId,
      webhooks: await make('/webhooks', { name: 'Hook', url: 'https://1.1.1.1/hook' }),
      tokens: (await test().send('GET', '/native/v1/tokens', { headers })).json().tokens[0].id,
    };
    viewer = person.token;
    stranger = (await test().addOrganization(`other-${engine}`)).token;
  });

  it('asks who is there', async () => {
    const guarded = routes.filter(({ isOpen }) => !isOpen);
    const wrong = await failing(
      guarded,
      (route) => ask(route, null, {}, isWrite(route) ? {} : undefined),
      ({ status, headers, text }) =>
        status === 401 &&
        headers['content-type'] === 'application/problem+json; charset=utf-8' &&
        headers['www-authenticate'] === 'Bearer realm="timebox"' &&
        JSON.parse(text).requestId === headers['x-request-id'],
    );
    expect(wrong).toEqual([]);
  });

  it('hides what belongs to another organization, whatever the body', async () => {
    const placed = routes.filter((route) => !route.isOpen && route.path.includes('{') && route.path !== streaming);
    const wrong = await failing(
      placed,
      (route) => ask(route, stranger, { 'if-match': '"77"' }, route.hasBody ? { nonsense: 1 } : undefined),
      ({ status, text }) => status === 404 && JSON.parse(text).type === 'urn:timebox:problem:not-found',
    );
    expect(wrong).toEqual([]);
  });

  it('lets no viewer write, and says so before it reads the body', async () => {
    const writes = routes.filter(
      (route) => isWrite(route) && !route.isOpen && isSeeded(route) && !own.has(named(route)),
    );
    const wrong = await failing(
      writes,
      (route) => ask(route, viewer, { 'if-match': '"77"' }, route.hasBody ? { nonsense: 1 } : undefined),
      ({ status }, { path }) => status === (isHidden(path) ? 404 : 403),
    );
    expect(wrong).toEqual([]);
  });

  it('asks for the version of what has one, before it reads the body', async () => {
    const versioned: Route[] = [];
    for (const route of routes) {
      const isChange = route.method === 'PATCH' || route.method === 'PUT' || route.method === 'DELETE';
      if (!isChange || !isSeeded(route)) continue;
      const read = routes.find(({ method, path }) => method === 'GET' && path === route.path);
      const etag = read === undefined ? undefined : (await ask(read, test().token)).headers['etag'];
      if (/^"\d+(-\d+)?"$/.test(etag ?? '')) versioned.push(route);
    }
    const body = (route: Route) => (route.hasBody ? { nonsense: 1 } : undefined);
    const missing = await failing(
      versioned,
      (route) => ask(route, test().token, {}, body(route)),
      ({ status }) => status === 428,
    );
    const stale = await failing(
      versioned,
      (route) => ask(route, test().token, { 'if-match': '"77"' }, body(route)),
      ({ status }) => status === 412,
    );
    expect([missing, stale]).toEqual([[], []]);
  });

  it('asks for a version where the document says so, and nowhere else', async () => {
    const body = (route: Route) => (route.hasBody ? { nonsense: 1 } : undefined);
    const send = (route: Route) => ask(route, test().token, {}, body(route));
    const isRight = ({ status }: { status: number }, { isVersioned }: Route) => (status === 428) === isVersioned;
    // What has no body and no version is simply done.
    const asked = routes.filter((route) => isSeeded(route) && (route.isVersioned || (route.hasBody && isWrite(route))));
    expect(await failing(asked, send, isRight)).toEqual([]);
  });

  it('takes a cursor where it has pages, and refuses one that is none', async () => {
    const paged = routes.filter((route) => route.isPaged && isSeeded(route));
    const wrong = await failing(
      // Nothing has been sent yet, closed, moved or carried, and there is one board.
      paged.filter(
        ({ path }) =>
          !/(deliveries|receipts|statements|carried|projects\/\{id\}\/boards|items\/\{id\}\/memberships)$/.test(path),
      ),
      (route) => ask({ ...route, path: `${route.path}?limit=1` }, test().token),
      ({ text, headers }) => {
        const { next } = JSON.parse(text);
        return typeof next === 'string' && headers['link']?.endsWith(`cursor=${next}>; rel="next"`) === true;
      },
    );
    const foreign = await failing(
      paged,
      (route) => ask({ ...route, path: `${route.path}?cursor=nonsense` }, test().token),
      ({ status, text }) => status === 400 && JSON.parse(text).errors?.[0]?.parameter === 'cursor',
    );
    expect([wrong, foreign]).toEqual([[], []]);
  });

  it('names the member of a body that it does not know', async () => {
    // Whoever has not the link of a new server is told nothing about what to send there.
    const wrong = await failing(
      routes.filter((route) => route.hasBody && isSeeded(route) && named(route) !== 'POST /v1/setup'),
      (route) => ask(route, test().token, { 'if-match': '*' }, { nonsense: 1 }),
      ({ status, text }) =>
        status === 400 &&
        JSON.parse(text).errors?.some(({ pointer, detail }: any) => {
          return pointer === '#/nonsense' && detail === 'nonsense is not known here';
        }),
    );
    expect(wrong).toEqual([]);
  });

  it('says that a body cannot be read, or is of a kind it does not take', async () => {
    const bodies = routes.filter((route) => route.hasBody && isSeeded(route));
    const broken = await failing(
      bodies,
      (route) => ask(route, test().token, { 'if-match': '*' }, '{"title": '),
      ({ status, text }) => status === 400 && JSON.parse(text).type === 'urn:timebox:problem:malformed-body',
    );
    const foreign = await failing(
      bodies,
      (route) => ask(route, test().token, { 'if-match': '*', 'content-type': 'text/xml' }, '<a/>'),
      ({ status }) => status === 415,
    );
    expect([broken, foreign]).toEqual([[], []]);
  });

  it('takes a retry key with every write, and answers the same request alike', async () => {
    const writes = routes.filter(
      (route) => route.hasBody && isSeeded(route) && !route.isOpen && !reckoned.has(named(route)),
    );
    const twice = async (route: Route) => {
      const headers = { 'if-match': '*', 'idempotency-key': `${named(route).replace(/\W/g, '-')}` };
      const first = await ask(route, test().token, headers, { nonsense: 1 });
      const second = await ask(route, test().token, headers, { nonsense: 1 });
      const other = await ask(route, test().token, headers, { nonsense: 2 });
      return { ...second, isRight: first.status === second.status && other.status === 422 };
    };
    const wrong: unknown[] = [];
    for (const route of writes) {
      const { status, headers, isRight } = await twice(route);
      if (!isRight || headers['idempotency-replayed'] !== 'true') wrong.push([named(route), status]);
    }
    expect(writes.length).toBeGreaterThan(3);
    expect(wrong).toEqual([]);
  });

  it('tells how many more requests a token may send, and has no other methods than it says', async () => {
    const wrong = await failing(
      routes.filter((route) => !route.isOpen && route.path !== streaming && route.method === 'GET'),
      (route) => ask(route, test().token),
      ({ headers }) =>
        ['x-ratelimit-limit', 'x-ratelimit-remaining', 'x-ratelimit-reset'].every((name) =>
          /^\d+$/.test(headers[name] ?? ''),
        ),
    );
    expect(wrong).toEqual([]);
    const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;
    const absent = routes.flatMap(({ path }) =>
      methods
        .filter((method) => !routes.some((each) => each.path === path && each.method === method))
        .map((method): Route => ({ method, path, isOpen: false, hasBody: false, isVersioned: false, isPaged: false })),
    );
    const refused = await failing(
      absent,
      (route) => ask(route, test().token),
      ({ status, headers }) => status === 405 && headers['allow'] !== undefined,
    );
    expect(refused).toEqual([]);
  });
});
