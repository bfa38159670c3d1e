import { beforeAll, describe, expect, it } from 'vitest';
import { engines } from '../../../test/support/open-test-app.ts';
import { useIssues } from '../../../test/support/use-issues.ts';
import { errorBody } from '../../../test/support/use-tracker.ts';

const wrongFormat = 'Incorrect data format';
const required = 'Required parameter.';
const wrongText = 'The text is empty, too long, or has control characters in it';
const wrongDay = 'A date is written YYYY-MM-DD';
const wrongDuration = 'A duration is written in ISO 8601, as in P1W2DT3H4M';
const wrongPoints = 'Story points are a number from 0 to 1,000,000';
const noPerson = 'User does not exist.';
const noIssue = 'Issue does not exist.';
const noSprint = 'Sprint does not exist.';
const readOnly = (field: string) => ({ [field]: `Fields [${field}] are read-only.` });

const many = Array.from({ length: 201 }, (_, index) => index + 1);

/** What is wrong with the members that every write of an issue takes alike. */
const wrongMembers: [body: object, status: number, errors: Record<string, string>][] = [
  [{ summary: 5 }, 400, { summary: wrongFormat }],
  [{ summary: null }, 400, { summary: wrongFormat }],
  [{ toString: 1 }, 400, { toString: wrongFormat }],
  [{ summary: '' }, 400, { summary: wrongText }],
  [{ summary: 'a\u0001b' }, 400, { summary: wrongText }],
  [{ summary: 'two\nlines' }, 400, { summary: wrongText }],
  [{ summary: 'x'.repeat(1025) }, 400, { summary: wrongText }],
  [{ description: ['a'] }, 400, { description: wrongFormat }],
  [{ description: 'a\u0001b' }, 400, { description: wrongText }],
  [{ type: 'nothing' }, 422, { type: 'There is no such type here' }],
  [{ type: 99 }, 422, { type: 'There is no such type here' }],
  [{ type: { name: 'Nothing' } }, 422, { type: 'There is no such type here' }],
  [{ type: true }, 400, { type: wrongFormat }],
  [{ type: {} }, 400, { type: wrongFormat }],
  [{ type: ['task'] }, 400, { type: wrongFormat }],
  [{ priority: 'urgent' }, 422, { priority: 'There is no such priority here' }],
  [{ priority: 1.5 }, 400, { priority: wrongFormat }],
  [{ assignee: 'nobody' }, 422, { assignee: noPerson }],
  [{ assignee: 999_999 }, 422, { assignee: noPerson }],
  [{ assignee: Number.MAX_SAFE_INTEGER }, 422, { assignee: noPerson }],
  [{ assignee: -1 }, 422, { assignee: noPerson }],
  [{ assignee: '9'.repeat(30) }, 422, { assignee: noPerson }],
  [{ assignee: { name: 'Nobody' } }, 422, { assignee: noPerson }],
  [{ assignee: 'a\u0001' }, 400, { assignee: wrongFormat }],
  [{ assignee: '' }, 400, { assignee: wrongFormat }],
  [{ assignee: [] }, 400, { assignee: wrongFormat }],
  [{ parent: 'ALPHA-999' }, 422, { parent: noIssue }],
  [{ parent: 'no key' }, 422, { parent: noIssue }],
  [{ parent: 'f'.repeat(24) }, 422, { parent: noIssue }],
  [{ parent: {} }, 400, { parent: wrongFormat }],
  [{ sprint: [999_999] }, 422, { sprint: noSprint }],
  [{ sprint: [0] }, 422, { sprint: noSprint }],
  [{ sprint: [{ name: 'No such sprint' }] }, 422, { sprint: noSprint }],
  [{ sprint: { add: ['999999'] } }, 422, { sprint: noSprint }],
  [{ sprint: [null] }, 400, { sprint: wrongFormat }],
  [{ sprint: [[1]] }, 400, { sprint: wrongFormat }],
  [{ sprint: [{}] }, 400, { sprint: wrongFormat }],
  [{ sprint: [1.5] }, 400, { sprint: wrongFormat }],
  [{ sprint: {} }, 400, { sprint: wrongFormat }],
  [{ sprint: true }, 400, { sprint: wrongFormat }],
  [{ sprint: { push: [1] } }, 400, { sprint: wrongFormat }],
  [{ sprint: { set: [1], add: [2] } }, 400, { sprint: wrongFormat }],
  [{ sprint: { add: [true] } }, 400, { sprint: wrongFormat }],
  [{ sprint: { replace: [1] } }, 400, { sprint: wrongFormat }],
  [{ sprint: { replace: [{ target: 1 }] } }, 400, { sprint: wrongFormat }],
  [{ sprint: many }, 400, { sprint: wrongFormat }],
  [{ followers: ['nobody'] }, 422, { followers: noPerson }],
  [{ followers: [''] }, 400, { followers: wrongFormat }],
  [{ tags: [''] }, 400, { tags: wrongFormat }],
  [{ tags: [5] }, 400, { tags: wrongFormat }],
  [{ tags: ['a\u0001'] }, 400, { tags: wrongFormat }],
  [{ tags: 5 }, 400, { tags: wrongFormat }],
  [{ storyPoints: -1 }, 400, { storyPoints: wrongPoints }],
  [{ storyPoints: 1_000_001 }, 400, { storyPoints: wrongPoints }],
  [{ storyPoints: '3' }, 400, { storyPoints: wrongFormat }],
  [{ start: '2026-4-7' }, 400, { start: wrongDay }],
  [{ start: 5 }, 400, { start: wrongFormat }],
  [{ end: '2026-02-30' }, 400, { end: wrongDay }],
  [{ deadline: '2026-04-07T00:00:00' }, 400, { deadline: wrongDay }],
  [{ dueDate: '' }, 400, { dueDate: wrongDay }],
  [{ estimation: 'P1Y' }, 400, { estimation: wrongDuration }],
  [{ originalEstimation: 'P' }, 400, { originalEstimation: wrongDuration }],
  [{ originalEstimation: 'P1DT' }, 400, { originalEstimation: wrongDuration }],
  [{ spent: '8h' }, 400, { spent: wrongDuration }],
  [{ spent: 5 }, 400, { spent: wrongFormat }],
  [{ status: 'open' }, 422, readOnly('status')],
  [{ status: { key: 'done' } }, 422, readOnly('status')],
  [{ version: 3 }, 400, { version: wrongFormat }],
  [{ title: 'x' }, 400, { title: wrongFormat }],
  [{ startDate: '2026-04-07' }, 400, { startDate: wrongFormat }],
  [
    { summary: '', start: 5, nothing: 1, sprint: {}, status: 'x' },
    400,
    { summary: wrongText, start: wrongFormat, nothing: wrongFormat, sprint: wrongFormat, ...readOnly('status') },
  ],
];

describe.each(engines)('What Tracker says of wrong issues, on %s', (engine) => {
  const { test, send, addQueue, add, get } = useIssues(engine);
  let key = '';
  beforeAll(async () => {
    await addQueue('Alpha');
    key = (await add('ALPHA')).key;
  });

  it.each(wrongMembers)(
    '%j is refused by a new one, an edit, a move and a transition: %i',
    async (body, status, errors) => {
      const expected = [status, errorBody(status, errors)];
      const made = await send('POST', 'issues', { queue: 'ALPHA', summary: 'One', ...body });
      expect([made.status, made.json()]).toEqual(expected);
      for (const [method, path] of [
        ['PATCH', `issues/${key}`],
        ['POST', `issues/${key}/_move?queue=ALPHA`],
        ['POST', `issues/${key}/transitions/done/_execute`],
      ] as const) {
        const answer = await send(method, path, body);
        expect([answer.status, answer.json()]).toEqual(expected);
      }
      expect(await get(key)).toMatchObject({ version: 1, status: { key: 'open' } });
    },
  );

  it.each([
    [{}, 422, { queue: required, summary: required }],
    ['null', 422, { queue: required, summary: required }],
    [{ queue: 'ALPHA' }, 422, { summary: required }],
    [{ summary: 'x' }, 422, { queue: required }],
    [{ queue: null, summary: 'x' }, 422, { queue: required }],
    [{ queue: true, summary: 'x' }, 400, { queue: wrongFormat }],
    [{ queue: {}, summary: 'x', tags: 5 }, 400, { queue: wrongFormat, tags: wrongFormat }],
    [{ queue: 'NONE', summary: 'x' }, 404, { queue: 'Queue does not exist.' }],
    [{ queue: 999_999, summary: 5 }, 404, { queue: 'Queue does not exist.' }],
    [{ queue: 'ALPHA', summary: 'x', unique: '' }, 400, { unique: wrongText }],
    [{ queue: 'ALPHA', summary: 'x', unique: 5 }, 400, { unique: wrongFormat }],
    [{ queue: 'ALPHA', summary: 'x', resolution: 'fixed' }, 422, readOnly('resolution')],
  ])('a new issue of %j answers %i', async (body, status, errors) => {
    const answer = await send('POST', 'issues', body);
    expect([answer.status, answer.json()]).toEqual([status, errorBody(status, errors)]);
  });

  it.each(['resolution', 'queue', 'unique', 'createdAt', 'updatedBy', 'votes'])(
    'an edit cannot write %s',
    async (field) => {
      const answer = await send('PATCH', `issues/${key}`, { [field]: 'x' });
      expect([answer.status, answer.json()]).toEqual([422, errorBody(422, readOnly(field))]);
    },
  );

  it('an edit cannot make an issue a part of itself', async () => {
    const part = (await add('ALPHA', { parent: key })).key;
    for (const parent of [key, part]) {
      expect((await send('PATCH', `issues/${key}`, { parent })).json()).toEqual(errorBody(422, { parent: noIssue }));
    }
  });

  it.each([
    ['[]', 'application/json', 400],
    ['7', 'application/json', 400],
    ['{bad', 'application/json', 400],
    ['<a/>', 'text/xml', 415],
  ])('a body of %s as %s answers %i with a message', async (body, kind, status) => {
    for (const [method, path] of [
      ['POST', 'issues'],
      ['PATCH', `issues/${key}`],
      ['POST', `issues/${key}/_move?queue=ALPHA`],
      ['POST', `issues/${key}/transitions/done/_execute`],
    ] as const) {
      const answer = await send(method, path, body, { 'content-type': kind });
      expect([answer.status, answer.json()]).toEqual([
        status,
        { ...errorBody(status, {}), errorMessages: [expect.stringMatching(/^[A-Z]/)] },
      ]);
    }
  });

  it.each(['ALPHA-999', 'NONE-1', 'alpha', '0'.repeat(24), 'f'.repeat(24), 'ALPHA-0', '1', "'--"])(
    'there is no issue %s, whatever is asked of it',
    async (name) => {
      for (const [method, path] of [
        ['GET', ''],
        ['PATCH', ''],
        ['POST', '/_move?queue=ALPHA'],
        ['GET', '/transitions'],
        ['GET', '/transitions/done'],
        ['POST', '/transitions/done/_execute'],
      ] as const) {
        const body = method === 'GET' ? undefined : { summary: 5 };
        const answer = await send(method, `issues/${name}${path}`, body);
        expect([answer.status, answer.json()]).toEqual([404, errorBody(404, {}, [noIssue])]);
      }
    },
  );

  it('the order is existence, rights, body, version, fields', async () => {
    const viewer = await test().addPerson('viewer', 'viewer');
    const own = { authorization: `OAuth ${viewer.token}` };
    const stale = { 'if-match': '"9"' };
    expect((await send('PATCH', 'issues/ALPHA-999', '{bad', { ...own, ...stale })).status).toBe(404);
    expect((await send('PATCH', `issues/${key}`, '{bad', { ...own, ...stale })).status).toBe(403);
    expect((await send('PATCH', `issues/${key}`, '{bad', stale)).status).toBe(400);
    expect((await send('PATCH', `issues/${key}`, { summary: 5 }, stale)).status).toBe(412);
    expect((await send('POST', 'issues', { queue: 'ALPHA', summary: 5 }, own)).status).toBe(403);
    expect((await send('POST', `issues/${key}/transitions/done/_execute`, {}, own)).status).toBe(403);
    expect((await send('POST', `issues/${key}/_move?queue=ALPHA`, {}, own)).status).toBe(403);
    expect((await send('GET', `issues/${key}`, undefined, own)).status).toBe(200);
  });

  it('an issue of another organization is as missing as one that never was', async () => {
    const other = await test().addOrganization('other');
    const own = { authorization: `OAuth ${other.token}`, 'x-org-id': String(other.orgId) };
    expect((await send('GET', `issues/${key}`, undefined, own)).status).toBe(404);
    expect((await send('PATCH', `issues/${key}`, { summary: 'x' }, own)).status).toBe(404);
    expect((await send('POST', 'issues', { queue: 'ALPHA', summary: 'x' }, own)).status).toBe(404);
  });

  it('a wrong verb answers 405 with what is allowed', async () => {
    const answer = await send('DELETE', `issues/${key}`);
    expect([answer.status, answer.json()]).toEqual([405, errorBody(405, {}, ['DELETE is not allowed ([GET, PATCH])'])]);
  });

  it('tells it in Russian unless English is asked for', async () => {
    const russian = { 'accept-language': 'ru' };
    const body = { summary: '', deadline: 'x', assignee: true, status: 'done', spent: 'x', storyPoints: -1 };
    expect((await send('PATCH', `issues/${key}`, body, russian)).json().errors).toEqual({
      summary: 'Текст пуст, слишком длинный или содержит управляющие символы.',
      deadline: 'Дата записывается в формате YYYY-MM-DD.',
      assignee: 'Неверный формат данных',
      status: 'Поля [status] только для чтения.',
      spent: 'Длительность записывается в формате ISO 8601, например P1W2DT3H4M.',
      storyPoints: 'Оценка — число от 0 до 1 000 000.',
    });
    expect((await send('PATCH', `issues/${key}`, { sprint: [99_999] }, russian)).json().errors).toEqual({
      sprint: 'Спринт не существует.',
    });
    expect((await send('PATCH', `issues/${key}`, { type: 'x' }, russian)).json().errors).toEqual({
      type: 'Здесь нет такого значения поля type.',
    });
  });
});
