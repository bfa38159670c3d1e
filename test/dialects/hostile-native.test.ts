import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { findBookFaults } from '../../src/store/check-books.ts';
import { engines } from '../support/open-test-app.ts';
import { useTestServer } from '../support/open-test-server.ts';
import { bodyOf, hostile, type Schema, textOf } from './arbitrary-body.ts';

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
interface Route {
  readonly method: Method;
  readonly path: string;
  readonly body: Schema | null;
  readonly query: readonly { readonly name: string; readonly schema: Schema }[];
}

/** How many requests; a long run asks for more. */
const requests = Number(process.env['TIMEBOX_FUZZ_RUNS'] ?? 600);
/** What belongs to the other organization is called so. */
const marker = 'Zephyr-17';
const oddIds = [
  '0',
  '-1',
  '01',
  '1.5',
  '9999999999999999',
  '99999999999999999999',
  'abc',
  '%00',
  '%ff',
  '%ed%a0%80',
  '１',
  '1%2f2',
  '__proto__',
];
const oddQueries = [
  '',
  'x',
  '-1',
  '1e9',
  '%00',
  '%ff',
  '%ed%a0%80',
  '2026-02-30',
  '1900-01-01',
  '2200-12-31T00:00:00Z',
  '9'.repeat(300),
  '%F0%9F%98%80',
];
/** What may be removed of what is needed. */
const spares: Readonly<Record<string, string>> = { iterations: 'spare' };
const streaming = '/v1/events';
const dates = { start: '2026-03-23', end: '2026-04-03' };
const policy = (name: string) => ({ name, rules: [{ id: 'all', when: {}, to: 'next' }] });

describe.each(engines)('The native API under hostile requests, on %s', (engine) => {
  const test = useTestServer(engine);
  let routes: readonly Route[] = [];
  const own: Record<string, number[]> = {};
  const foreign: Record<string, number[]> = {};
  let stranger = { orgId: 0, token: '' };

  const send = (method: Method, path: string, body?: unknown, token = test().token) =>
    test().send(method, `/native${path}`, {
      ...(body === undefined ? {} : { body }),
      headers: { authorization: `Bearer ${token}`, 'if-match': '*' },
    });

  /** One of everything, in a project of the organization of a token. */
  async function seed(into: Record<string, number[]>, title: string, token: string) {
    const make = async (kind: string, path: string, body: object): Promise<number> => {
      const answer = await send('POST', `/v1${path}`, body, token);
      expect([path, answer.status, answer.text]).toEqual([path, expect.toBeOneOf([200, 201]), expect.any(String)]);
      const { id } = answer.json();
      into[kind] = [...(into[kind] ?? []), id];
      return id;
    };
    const project = await make('projects', '/projects', { title });
    const sprints = [];
    for (const status of ['planned', 'active', 'active', 'planned']) {
      sprints.push(await make('iterations', `/projects/${project}/iterations`, { title, status, ...dates }));
    }
    const [, running = 0, closed = 0] = sprints;
    for (const iterationId of [...sprints, closed])
      await make('items', `/projects/${project}/items`, { title, iterationId, estimate: 3 });
    await make('rollover-policies', `/projects/${project}/rollover-policies`, {
      name: title,
      rules: [{ id: 'all', when: {}, to: 'next' }],
    });
    const planned = await send('POST', `/v1/iterations/${closed}/close-plans`, { unfinished: 'stay' }, token);
    const { id, fingerprint } = planned.json();
    into['close-plans'] = [id];
    const done = await test().send('POST', `/native/v1/iterations/${closed}/close`, {
      body: { planId: id },
      headers: { authorization: `Bearer ${token}`, 'if-match': `"${fingerprint}"` },
    });
    expect(done.status).toBe(201);
    await make('spare', `/projects/${project}/iterations`, { title, ...dates });
    into['receipts'] = [done.json().id];
    await make('webhooks', '/webhooks', { name: title, url: 'https://1.1.1.1/hook' });
    await make('tokens', '/tokens', { name: title, scope: 'read' });
    into['people'] = [(await send('GET', '/v1/people', undefined, token)).json().people.at(-1).id];
    const { statuses } = (await send('GET', `/v1/projects/${project}/statuses`, undefined, token)).json();
    into['statuses'] = statuses.map((each: any) => each.id);
    expect(running).toBeGreaterThan(0);
  }

  beforeAll(async () => {
    const { paths } = (await test().send('GET', '/native/openapi.json')).json();
    const all = Object.entries<object>(paths).flatMap(([path, item]) =>
      Object.entries<any>(item).map(([method, { requestBody, parameters = [] }]) => ({
        method: method.toUpperCase() as Method,
        path,
        body: requestBody?.content['application/json']?.schema ?? null,
        query: parameters.filter((each: any) => each.in === 'query'),
      })),
    );
    routes = all.filter(
      ({ method, path }) => path !== streaming && !(method === 'DELETE' && path === '/v1/projects/{id}'),
    );
    await test().addPerson(`colleague-${engine}`, 'member');
    stranger = await test().addOrganization(`other-${engine}`);
    await seed(own, 'Plain', test().token);
    await seed(foreign, marker, stranger.token);
  });

  /** What is deleted is made anew, so that there is always one. */
  async function replace(path: string): Promise<void> {
    const [, named = '', id = ''] = /^\/v1\/([\w-]+)\/(\d+)$/.exec(path) ?? [];
    const kind = spares[named] ?? named;
    if (!own[kind]?.includes(Number(id))) return;
    own[kind] = own[kind].filter((each) => each !== Number(id));
    const [project] = own['projects'] ?? [];
    const paths: Record<string, [string, object]> = {
      items: [`/projects/${project}/items`, { title: 'Plain', iterationId: own['iterations']?.[0] }],
      spare: [`/projects/${project}/iterations`, { title: 'Plain', ...dates }],
      'rollover-policies': [`/projects/${project}/rollover-policies`, policy('Plain')],
      webhooks: ['/webhooks', { name: 'Plain', url: 'https://1.1.1.1/hook' }],
      tokens: ['/tokens', { name: 'Plain', scope: 'read' }],
    };
    const [where, body] = paths[kind] ?? ['', {}];
    own[kind].push((await send('POST', `/v1${where}`, body)).json().id);
  }

  const kindOf = (name: string): string => {
    if (/item/i.test(name) || name === 'parentId' || name === 'after' || name === 'before') return 'items';
    if (/iteration|next|target|moveItemsTo|moveUnfinishedTo/i.test(name)) return 'iterations';
    if (/project/i.test(name)) return 'projects';
    if (/person|assignee|people/i.test(name)) return 'people';
    if (/plan/i.test(name)) return 'close-plans';
    return /policy/i.test(name) ? 'rollover-policies' : 'statuses';
  };
  const idIn = (kind: string) =>
    fc.oneof(
      { weight: 8, arbitrary: fc.constantFrom(...(own[kind] ?? [999_999])) },
      { weight: 1, arbitrary: fc.constantFrom(...(foreign[kind] ?? [999_998])) },
    );
  const pathOf = ({ path, method }: Route): fc.Arbitrary<string> => {
    const names = [...path.matchAll(/([\w-]+)\/\{\w+\}/g)].map(([, kind = '']) =>
      method === 'DELETE' ? (spares[kind] ?? kind) : kind,
    );
    const one = (kind: string) =>
      fc.oneof(
        { weight: 12, arbitrary: kind === 'statements' ? fc.constantFrom('1', '2') : idIn(kind).map(String) },
        { weight: 1, arbitrary: fc.constantFrom(...oddIds) },
      );
    return fc.tuple(...names.map(one)).map((ids) => {
      let index = 0;
      return path.replace(/\{\w+\}/g, () => ids[index++] ?? '0');
    });
  };
  const queryOf = (route: Route): fc.Arbitrary<string> =>
    fc
      .array(
        fc.tuple(
          fc.constantFrom(...route.query.map(({ name }) => name), 'nonsense'),
          fc.oneof(
            fc.constantFrom(...oddQueries),
            fc.constantFrom(
              '1',
              '200',
              '201',
              '2026-03-25',
              '2026-03-25T00:00:00Z',
              'done',
              'native,jira',
              'Plain',
              'added',
            ),
            ...route.query.flatMap(({ name }) => (/Id|moveItemsTo/.test(name) ? [idIn(kindOf(name)).map(String)] : [])),
          ),
        ),
        { maxLength: 3 },
      )
      .map((pairs) => (pairs.length === 0 ? '' : `?${pairs.map(([name, value]) => `${name}=${value}`).join('&')}`));
  const requestTo = (route: Route) =>
    fc.record({
      route: fc.constant(route),
      path: pathOf(route),
      query: fc.oneof(
        { weight: 3, arbitrary: fc.constant('') },
        { weight: route.query.length === 0 ? 1 : 6, arbitrary: queryOf(route) },
      ),
      body:
        route.body === null
          ? fc.option(hostile, { nil: undefined, freq: 9 })
          : bodyOf(route.body, (name) => idIn(kindOf(name))),
      type: fc.oneof(
        { weight: 20, arbitrary: fc.constant('application/json') },
        {
          weight: 1,
          arbitrary: fc.constantFrom(
            'text/plain',
            'application/x-www-form-urlencoded',
            'multipart/form-data; boundary=x',
            'application/json; charset=utf-16',
            'nonsense',
          ),
        },
      ),
    });

  it(
    'never fails, tells every fault as a problem, and never touches or shows another organization',
    async () => {
      const { json } = await send('GET', `/v1/iterations/${foreign['iterations']?.[0]}`, undefined, stranger.token);
      const before = [json(), test().heard.filter(({ orgId }) => orgId === stranger.orgId).length];
      const asked = fc.constantFrom(...routes).chain(requestTo);
      await fc.assert(
        fc.asyncProperty(asked, async ({ route, path, query, body, type }) => {
          const url = `/native${path}${query}`;
          const answer = await test().send(route.method, url, {
            ...(body === undefined ? {} : { body: textOf(body) }),
            headers: {
              authorization: `Bearer ${test().token}`,
              'if-match': '*',
              ...(body === undefined ? {} : { 'content-type': type }),
            },
          });
          const told = [route.method, url.slice(0, 200), answer.status, answer.text.slice(0, 600)];
          expect(told).toEqual([
            route.method,
            url.slice(0, 200),
            expect.toSatisfy((status: number) => status < 500),
            expect.any(String),
          ]);
          expect(answer.text).not.toContain(marker);
          if (route.method === 'DELETE' && answer.status === 204) await replace(path);
          if (answer.status < 400) return;
          expect([...told, answer.headers['content-type']]).toEqual([
            ...told,
            'application/problem+json; charset=utf-8',
          ]);
          const problem = answer.json();
          expect(problem).toMatchObject({
            status: answer.status,
            title: expect.any(String),
            requestId: expect.any(String),
          });
          expect(answer.text).not.toMatch(/SELECT |INSERT |node_modules|\.ts:\d/);
          const isTold = problem.type !== 'urn:timebox:problem:invalid' || Array.isArray(problem.errors);
          expect([...told, isTold]).toEqual([...told, true]);
        }),
        { numRuns: requests, interruptAfterTimeLimit: 20_000 + requests * 20 },
      );
      expect(await findBookFaults(test().app.read, test().admin.actor.orgId)).toEqual([]);
      expect(await findBookFaults(test().app.read, stranger.orgId)).toEqual([]);
      const after = await send('GET', `/v1/iterations/${foreign['iterations']?.[0]}`, undefined, stranger.token);
      expect([after.json(), test().heard.filter(({ orgId }) => orgId === stranger.orgId).length]).toEqual(before);
    },
    60_000 + requests * 100,
  );
});
