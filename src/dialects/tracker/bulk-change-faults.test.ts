import { describe, expect, it } from 'vitest';
import { engines } from '../../../test/support/open-test-app.ts';
import { useTestServer } from '../../../test/support/open-test-server.ts';

const noSuchChange = {
  errors: {},
  errorsData: {},
  errorMessages: ['Bulk change does not exist.'],
  statusCode: 404,
};

describe.each(engines)('Faults of Tracker bulk changes, on %s', (engine) => {
  const test = useTestServer(engine);
  type Method = Parameters<ReturnType<typeof test>['send']>[0];

  const send = (method: Method, url: string, body?: unknown) =>
    test().send(method, url, {
      ...(body === undefined ? {} : { body }),
      headers: { authorization: `OAuth ${test().token}`, 'x-org-id': '1', 'accept-language': 'en' },
    });
  let made: { readonly key: string } | undefined;
  /** The key of the one issue that there is. */
  async function key(): Promise<string> {
    const { actions, admin } = test();
    const { id } = (await actions.listProjects(admin))[0] ?? (await actions.createProject(admin, { title: 'Alpha' }));
    made ??= await actions.createItem(admin, { project: { id }, fields: { title: 'Here' } });
    return made.key;
  }

  it.each(['593cd211ef7e8a3300000000', '1', 'x'.repeat(300), '593CD211EF7E8A3300000000'])(
    'answers 404 for %s, which names none',
    async (id) => {
      for (const path of [`/v3/bulkchange/${id}`, `/v3/bulkchange/${id}/issues`]) {
        const answer = await send('GET', path);
        expect([answer.status, answer.json()]).toEqual([404, noSuchChange]);
      }
    },
  );

  it.each<[string, unknown, number, string[]]>([
    ['_update', {}, 422, ['issues', 'values']],
    ['_update', '[]', 400, []],
    ['_update', '5', 400, []],
    ['_update', '{"issues":', 400, []],
    ['_update', { issues: [], values: {} }, 422, ['issues']],
    ['_update', { issues: null, values: {} }, 400, ['issues']],
    ['_update', { issues: 'Queue: (', values: {} }, 400, ['issues']],
    ['_update', { issues: 'Nonsense: 5', values: {}, notify: 1 }, 400, ['issues', 'notify']],
    ['_update', { issues: 'Key: NO-1', values: {} }, 422, ['issues']],
    ['_update', { issues: 'Summary: "found by nothing"', values: {} }, 422, ['issues']],
    ['_update', { issues: { key: 'KEY-1' }, values: {} }, 400, ['issues']],
    ['_update', { issues: [['KEY-1']], values: {} }, 400, ['issues']],
    ['_update', { issues: [null], values: {} }, 400, ['issues']],
    ['_update', { issues: ['here'], values: null }, 400, ['values']],
    ['_update', { issues: ['here'], values: [] }, 400, ['values']],
    ['_update', { issues: ['here'], values: 'x' }, 400, ['values']],
    ['_update', { issues: ['here'], values: { nonsense: 1 } }, 400, ['nonsense']],
    ['_update', { issues: ['here'], values: { status: 'open' } }, 422, ['status']],
    ['_update', { issues: ['here'], values: { resolution: 'fixed' } }, 422, ['resolution']],
    ['_update', { issues: ['here'], values: { storyPoints: -1 } }, 400, ['storyPoints']],
    ['_update', { issues: ['here'], values: { storyPoints: 'x', start: 'x' } }, 400, ['storyPoints', 'start']],
    ['_update', { issues: ['here'], values: { sprint: [999_999] } }, 422, ['sprint']],
    ['_update', { issues: ['here'], values: { assignee: 'nobody' } }, 422, ['assignee']],
    ['_update', { issues: ['here'], values: { parent: 'NO-1' } }, 422, ['parent']],
    ['_update', { issues: ['NO-1'], values: { storyPoints: -1 } }, 400, ['issues', 'storyPoints']],
    ['_update', { issues: ['here'], values: {}, notify: 'yes' }, 400, ['notify']],
    ['_update', { issues: ['here'], values: {}, version: 1 }, 400, ['version']],
    ['_transition', { issues: ['here'] }, 422, ['transition']],
    ['_transition', { issues: ['here'], transition: 'nowhere' }, 422, ['transition']],
    ['_transition', { issues: ['here'], transition: ['done'] }, 400, ['transition']],
    ['_transition', { issues: ['here'], transition: 'done', values: { resolution: 'no' } }, 422, ['resolution']],
    ['_transition', { issues: ['here'], transition: 'done', values: { comment: 5 } }, 400, ['comment']],
    ['_move', { issues: ['here'] }, 422, ['queue']],
    ['_move', { issues: ['here'], queue: 'NOWHERE' }, 422, ['queue']],
    ['_move', { issues: ['here'], queue: null }, 400, ['queue']],
    ['_move', { issues: ['here'], queue: 'NOWHERE', initialStatus: 1 }, 400, ['initialStatus']],
    ['_move', { issues: ['here'], queue: 'NOWHERE', values: { queue: 'A' } }, 422, ['queue']],
  ])('refuses %s of %j with %i at %j, and changes nothing', async (path, body, status, fields) => {
    const text = (typeof body === 'string' ? body : JSON.stringify(body)).replace(
      '"here"',
      JSON.stringify(await key()),
    );
    const answer = await send('POST', `/v3/bulkchange/${path}`, text);
    expect([answer.status, Object.keys(answer.json().errors).sort()]).toEqual([status, [...fields].sort()]);
    expect(Object.keys(answer.json())).toEqual(['errors', 'errorsData', 'errorMessages', 'statusCode']);
    expect((await send('GET', `/v3/issues/${await key()}`)).json()).toMatchObject({ version: 1 });
    expect((await send('GET', '/v3/bulkchange')).json()).toEqual([]);
  });

  it('answers other methods with 405', async () => {
    expect((await send('DELETE', '/v3/bulkchange/593cd211ef7e8a3300000000')).status).toBe(405);
    expect((await send('PUT', '/v3/bulkchange/_update', {})).status).toBe(405);
  });

  it('takes 10,000 issues and no more', async () => {
    const keys = (count: number) => Array.from({ length: count }, (_, index) => `MANY-${index + 1}`);
    const errorOf = async (issues: readonly string[]) => {
      const answer = await send('POST', '/v3/bulkchange/_update', { issues, values: {} });
      return [answer.status, answer.json().errors.issues];
    };
    expect(await errorOf(keys(10_001))).toEqual([422, 'At most 10000 issues can be changed at once']);
    expect(await errorOf(keys(10_000))).toEqual([
      422,
      expect.stringMatching(/^These issues do not exist or may not be changed: MANY-1, .*MANY-20, … \(10000\)$/),
    ]);
  });
});
