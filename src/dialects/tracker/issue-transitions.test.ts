import { beforeAll, describe, expect, it } from 'vitest';
import { engines } from '../../../test/support/open-test-app.ts';
import { useIssues } from '../../../test/support/use-issues.ts';
import { errorBody } from '../../../test/support/use-tracker.ts';

const base = 'http://timebox.test/v3';

describe.each(engines)('Transitions of Tracker issues, on %s', (engine) => {
  const { test, send, addQueue, add, get } = useIssues(engine);
  let statuses: ReadonlyMap<string, number>;
  beforeAll(async () => {
    const { id: projectId } = await addQueue('Alpha');
    statuses = new Map(
      (await test().actions.listStatuses(test().admin, { projectId })).map(({ key, id }) => [key, id]),
    );
  });
  const transition = (issue: string, key: string, display: string) => ({
    self: `${base}/issues/${issue}/transitions/${key}`,
    id: key,
    display,
    to: { self: `${base}/statuses/${statuses.get(key)}`, id: String(statuses.get(key)), key, display },
  });
  const execute = (key: string, to: string, body?: unknown) =>
    send('POST', `issues/${key}/transitions/${to}/_execute`, body);

  it('lead to every status of the queue but the present one', async () => {
    const { key } = await add('ALPHA');
    const listed = await send('GET', `issues/${key}/transitions`);
    expect([listed.status, listed.json()]).toEqual([
      200,
      [
        transition(key, 'inProgress', 'In progress'),
        transition(key, 'needInfo', 'Need info'),
        transition(key, 'readyForTest', 'Ready for test'),
        transition(key, 'done', 'Done'),
        transition(key, 'cancelled', 'Cancelled'),
        transition(key, 'deferred', 'Deferred'),
      ],
    ]);
    const one = await send('GET', `issues/${key}/transitions/needInfo`);
    expect([one.status, one.json()]).toEqual([200, transition(key, 'needInfo', 'Need info')]);
    const russian = await send('GET', `issues/${key}/transitions/needInfo`, undefined, { 'accept-language': 'ru' });
    expect(russian.json().display).toBe('Требуется информация');
  });

  it.each([
    ['no body', undefined],
    ['{}', {}],
    ['null', 'null'],
    ['nulls', { comment: null, resolution: null }],
  ])('are executed by %s, and answer those possible now', async (_, body) => {
    const { key } = await add('ALPHA');
    const answer = await execute(key, 'inProgress', body);
    expect(answer.status).toBe(200);
    expect(answer.json()).toEqual((await send('GET', `issues/${key}/transitions`)).json());
    expect(answer.json().map((each: any) => each.id)).toEqual([
      'open',
      'needInfo',
      'readyForTest',
      'done',
      'cancelled',
      'deferred',
    ]);
    expect(await get(key)).toMatchObject({
      version: 2,
      status: { key: 'inProgress' },
      previousStatus: { key: 'open' },
    });
  });

  it.each([
    ['open', 'new'],
    ['inProgress', 'inProgress'],
    ['needInfo', 'paused'],
    ['readyForTest', 'inProgress'],
    ['done', 'done'],
    ['cancelled', 'cancelled'],
    ['deferred', 'cancelled'],
  ])('into %s make an issue %s', async (to, type) => {
    const { key } = await add('ALPHA');
    if (to !== 'open') await execute(key, to);
    expect(await get(key)).toMatchObject({ status: { key: to }, statusType: { value: type } });
  });

  it('change fields, say why, and comment, all by one version', async () => {
    const { key } = await add('ALPHA');
    const answer = await execute(key, 'done', {
      summary: 'Changed',
      storyPoints: 3,
      tags: { add: ['t'] },
      resolution: 'duplicate',
      comment: 'Done\nat last',
    });
    expect(answer.status).toBe(200);
    const issue = await get(key);
    expect(issue).toMatchObject({
      version: 2,
      summary: 'Changed',
      storyPoints: 3,
      tags: ['t'],
      resolution: { self: `${base}/resolutions/4`, id: '4', key: 'duplicate', display: 'Duplicate' },
      lastCommentUpdatedAt: issue.updatedAt,
    });
    const comments = await test().actions.listComments(test().admin, { item: { key }, after: 0, limit: 9 });
    expect(comments.map(({ text }) => text)).toEqual(['Done\nat last']);
    await execute(key, 'open');
    expect(await get(key)).not.toHaveProperty('resolution');
  });

  it('say by themselves why an issue is over, and take a reason in every form', async () => {
    const { key } = await add('ALPHA');
    const reason = async (to: string, body?: unknown) => {
      expect((await execute(key, to, body)).status).toBe(200);
      return (await get(key)).resolution?.key;
    };
    expect(await reason('done')).toBe('fixed');
    expect(await reason('cancelled')).toBe('wontFix');
    expect(await reason('done', { resolution: 'wontFix' })).toBe('wontFix');
    expect(await reason('deferred', { resolution: { key: 'later' } })).toBe('later');
    expect(await reason('done', { resolution: { id: 7 } })).toBe('successful');
    expect(await reason('cancelled', { resolution: 3 })).toBe('cantReproduce');
    expect(await reason('done', { resolution: { name: 'Перевыполнено' } })).toBe('overfulfilled');
  });

  it.each([
    ['inProgress', { resolution: 'fixed' }, 422, { resolution: 'Fields [resolution] are read-only.' }],
    ['done', { resolution: 'none' }, 422, { resolution: 'There is no such resolution here' }],
    ['done', { resolution: {} }, 400, { resolution: 'Incorrect data format' }],
    ['done', { comment: 5 }, 400, { comment: 'Incorrect data format' }],
    ['done', { comment: 'a\u0001b' }, 400, { comment: 'The text is empty, too long, or has control characters in it' }],
    ['done', { comment: 'Said', sprint: [999_999] }, 422, { sprint: 'Sprint does not exist.' }],
    ['done', { comment: 'Said', summary: 5 }, 400, { summary: 'Incorrect data format' }],
    ['done', { text: 'x' }, 400, { text: 'Incorrect data format' }],
  ])('into %s with %j answer %i and leave nothing half done', async (to, body, status, errors) => {
    const { key } = await add('ALPHA');
    const answer = await execute(key, to, body);
    expect([answer.status, answer.json()]).toEqual([status, errorBody(status, errors)]);
    expect(await get(key)).toMatchObject({ version: 1, status: { key: 'open' } });
    expect(await test().actions.listComments(test().admin, { item: { key }, after: 0, limit: 9 })).toEqual([]);
  });

  it.each(['open', 'nowhere', '1'])('into %s there are none from open', async (to) => {
    const { key } = await add('ALPHA');
    const missing = [404, errorBody(404, {}, ['Transition does not exist.'])];
    for (const [method, path] of [
      ['GET', ''],
      ['POST', '/_execute'],
    ] as const) {
      const answer = await send(method, `issues/${key}/transitions/${to}${path}`);
      expect([answer.status, answer.json()]).toEqual(missing);
    }
  });
});
