import { beforeAll, describe, expect, it } from 'vitest';
import { engines } from '../../../test/support/open-test-app.ts';
import { useTestServer } from '../../../test/support/open-test-server.ts';

const at = Date.UTC(2026, 3, 8, 9);
const home = 'http://timebox.test/v3/issues/TEST-1/comments';

describe.each(engines)('Comments on issues in Tracker, on %s', (engine) => {
  const test = useTestServer(engine);
  type Method = Parameters<ReturnType<typeof test>['send']>[0];

  const send = (method: Method, path: string, body?: unknown, more: Record<string, string> = {}) =>
    test().send(method, `/v3/issues/${path}`, {
      ...(body === undefined ? {} : { body }),
      headers: { authorization: `OAuth ${test().token}`, 'x-org-id': '1', 'accept-language': 'en', ...more },
    });
  const addIssue = async () =>
    (await test().actions.createItem(test().admin, { project: { key: 'TEST' }, fields: { title: 'Login page' } })).key;
  const error = (statusCode: number, errors: Record<string, string>, errorMessages: unknown[] = []) => ({
    errors,
    errorsData: {},
    errorMessages,
    statusCode,
  });

  beforeAll(async () => {
    test().setClock(at);
    await test().actions.createProject(test().admin, { title: 'Testing', key: 'TEST' });
    await addIssue();
  });

  it('are added, read, edited and deleted, each time as a whole', async () => {
    const author = { self: 'http://timebox.test/v3/users/1', id: '1', display: 'Admin of acme' };
    const whole = {
      self: `${home}/1`,
      id: 1,
      longId: '000000000000000000000001',
      text: 'First\nline two',
      createdBy: author,
      updatedBy: author,
      createdAt: '2026-04-08T09:00:00.000+0000',
      updatedAt: '2026-04-08T09:00:00.000+0000',
      version: 1,
      type: 'standard',
      transport: 'internal',
    };
    const added = await send('POST', 'TEST-1/comments/', { text: 'First\nline two' });
    expect([added.status, added.headers['etag'], added.json()]).toEqual([201, '"1"', whole]);
    for (const path of [
      'TEST-1/comments/1/',
      'TEST-1/comments/000000000000000000000001',
      `${'1'.padStart(24, '0')}/comments/1`,
    ]) {
      expect((await send('GET', path)).json()).toEqual(whole);
    }
    test().setClock(at + 60_000);
    const edited = { ...whole, text: 'Other', version: 2, updatedAt: '2026-04-08T09:01:00.000+0000' };
    const answer = await send('PATCH', 'TEST-1/comments/1', { text: 'Other' }, { 'if-match': '"1"' });
    expect([answer.status, answer.headers['etag'], answer.json()]).toEqual([200, '"2"', edited]);
    expect((await send('PATCH', 'TEST-1/comments/1', { text: 'Other' })).json()).toEqual(edited);
    expect((await send('PATCH', 'TEST-1/comments/1', {})).json()).toEqual(edited);
    expect((await send('GET', 'TEST-1/comments')).json()).toEqual([edited]);
    expect((await send('GET', 'TEST-1')).json().lastCommentUpdatedAt).toBe('2026-04-08T09:01:00.000+0000');

    const deleted = await send('DELETE', 'TEST-1/comments/1');
    expect([deleted.status, deleted.text]).toEqual([204, '']);
    expect((await send('GET', 'TEST-1/comments')).json()).toEqual([]);
    expect((await send('GET', 'TEST-1/comments/1')).json()).toEqual(error(404, {}, ['Comment does not exist.']));
    expect((await send('DELETE', 'TEST-1/comments/1')).status).toBe(404);
    test().setClock(at);
  });

  it('come in pieces, with a next as long as there was something', async () => {
    const issue = await addIssue();
    const ids: number[] = [];
    for (const text of ['a', 'b', 'c']) ids.push((await send('POST', `${issue}/comments`, { text })).json().id);
    const url = `http://timebox.test/v3/issues/${issue}/comments`;
    const first = await send('GET', `${issue}/comments?perPage=2&expand=all`);
    expect(first.json().map((comment: { text: string }) => comment.text)).toEqual(['a', 'b']);
    expect(first.headers['link']).toBe(
      `<${url}?expand=all&perPage=2>; rel="first", <${url}?expand=all&id=${ids[1]}&perPage=2>; rel="next"`,
    );
    const second = await send('GET', `${issue}/comments?perPage=2&id=${ids[1]}`);
    expect(second.json().map((comment: { text: string }) => comment.text)).toEqual(['c']);
    expect(second.headers['link']).toContain(`id=${ids[2]}&perPage=2>; rel="next"`);
    const third = await send('GET', `${issue}/comments?perPage=2&id=${ids[2]}`);
    expect([third.json(), third.headers['link']]).toEqual([[], `<${url}?perPage=2>; rel="first"`]);
  });

  it('are those of one issue', async () => {
    const other = await addIssue();
    const { id } = (await send('POST', `${other}/comments`, { text: 'x' })).json();
    for (const method of ['GET', 'PATCH', 'DELETE'] as const) {
      expect((await send(method, `TEST-1/comments/${id}`)).json()).toEqual(error(404, {}, ['Comment does not exist.']));
    }
  });

  it.each([
    ['GET', 'TEST-99/comments', 'Issue does not exist.'],
    ['GET', 'nothing/comments', 'Issue does not exist.'],
    ['POST', 'TEST-99/comments', 'Issue does not exist.'],
    ['GET', 'TEST-99/comments?perPage=x', 'Issue does not exist.'],
    ['GET', 'TEST-1/comments/x', 'Comment does not exist.'],
    ['GET', 'TEST-1/comments/0', 'Comment does not exist.'],
    ['PATCH', 'TEST-1/comments/99999', 'Comment does not exist.'],
    ['DELETE', `TEST-1/comments/${'f'.repeat(24)}`, 'Comment does not exist.'],
  ] as const)('%s %s is 404', async (method, path, message) => {
    const body = method === 'POST' || method === 'PATCH' ? '{bad' : undefined;
    expect((await send(method, path, body)).json()).toEqual(error(404, {}, [message]));
  });

  const wrongText = 'A comment has 1 to 65,536 characters';
  it.each<[unknown, number, Record<string, string>]>([
    [{}, 422, { text: 'Required parameter.' }],
    ['null', 422, { text: 'Required parameter.' }],
    ['', 422, { text: 'Required parameter.' }],
    [{ text: '' }, 400, { text: wrongText }],
    [{ text: 'a\u0007' }, 400, { text: wrongText }],
    [{ text: 'x'.repeat(65_537) }, 400, { text: wrongText }],
    [{ text: null }, 400, { text: 'Incorrect data format' }],
    [{ text: 5 }, 400, { text: 'Incorrect data format' }],
    [{ text: 'a', odd: 1 }, 400, { odd: 'Incorrect data format' }],
    [{ text: '', version: 1 }, 400, { text: wrongText, version: 'Incorrect data format' }],
  ])('a new one of %.40j answers %i', async (body, status, errors) => {
    const answer = await send('POST', 'TEST-1/comments', body);
    expect([answer.status, answer.json()]).toEqual([status, error(status, errors)]);
  });

  it.each(['perPage=0', 'perPage=x', 'id=x', 'id=-1', 'id=1&id=2'])('a list with %s is 400', async (parameters) => {
    const answer = await send('GET', `TEST-1/comments?${parameters}`);
    expect([answer.status, Object.keys(answer.json().errors)]).toEqual([400, [parameters.split('=')[0]]]);
  });

  it('are changed by their authors alone, or by who administers the queue', async () => {
    const { id } = (await send('POST', 'TEST-1/comments', { text: 'mine' })).json();
    const member = await test().addPerson('member', 'member');
    const viewer = await test().addPerson('viewer', 'viewer');
    const as = (token: string) => ({ authorization: `OAuth ${token}` });
    const refused = error(403, {}, ['Only its author may change a comment']);
    expect((await send('PATCH', `TEST-1/comments/${id}`, '{bad', as(member.token))).json()).toEqual(refused);
    expect((await send('DELETE', `TEST-1/comments/${id}`, undefined, as(member.token))).json()).toEqual(refused);
    expect((await send('POST', 'TEST-1/comments', { text: 'x' }, as(viewer.token))).status).toBe(403);
    expect((await send('GET', `TEST-1/comments/${id}`, undefined, as(viewer.token))).status).toBe(200);
    const own = (await send('POST', 'TEST-1/comments', { text: 'own' }, as(member.token))).json();
    expect((await send('PATCH', `TEST-1/comments/${own.id}`, { text: 'x' }, as(member.token))).status).toBe(200);
    const corrected = await send('PATCH', `TEST-1/comments/${own.id}`, { text: 'y' });
    expect(corrected.json()).toMatchObject({
      createdBy: { display: 'member' },
      updatedBy: { display: 'Admin of acme' },
    });
    expect((await send('DELETE', `TEST-1/comments/${own.id}`)).status).toBe(204);
  });

  it('know their version', async () => {
    const { id } = (await send('POST', 'TEST-1/comments', { text: 'mine' })).json();
    for (const [tag, status] of [
      ['"9"', 412],
      ['"1', 400],
      ['"1"', 200],
    ] as const) {
      expect((await send('PATCH', `TEST-1/comments/${id}`, { text: 'new' }, { 'if-match': tag })).status).toBe(status);
    }
    expect((await send('PATCH', `TEST-1/comments/${id}?version=1`, { text: 5 })).status).toBe(409);
    expect((await send('DELETE', `TEST-1/comments/${id}?version=2`)).status).toBe(204);
  });

  it('take no other verbs', async () => {
    const answer = await send('PUT', 'TEST-1/comments', {});
    expect([answer.status, answer.headers['allow']]).toEqual([405, expect.stringContaining('POST')]);
  });
});
