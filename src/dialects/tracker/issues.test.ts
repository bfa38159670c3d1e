import { beforeAll, describe, expect, it } from 'vitest';
import { engines } from '../../../test/support/open-test-app.ts';
import { useIssues } from '../../../test/support/use-issues.ts';
import { errorBody } from '../../../test/support/use-tracker.ts';

const base = 'http://timebox.test/v3';

describe.each(engines)('Tracker issues, on %s', (engine) => {
  const { test, send, addQueue, addSprint, add, edit } = useIssues(engine);
  let queue: Awaited<ReturnType<typeof addQueue>>;
  beforeAll(async () => {
    queue = await addQueue('Alpha');
  });
  const me = () => {
    const { userId, name } = test().admin.actor;
    return { self: `${base}/users/${userId}`, id: String(userId), display: name };
  };

  it('answer 201 and the whole object, with everything that was said of a new one', async () => {
    const sprint = await addSprint(queue.defaultBoardId);
    const parent = await add('ALPHA', { summary: 'Above' });
    test().setClock(Date.UTC(2026, 3, 7, 9, 30));
    const answer = await send('POST', '/v2/issues/', {
      queue: 'ALPHA',
      summary: 'Whole',
      description: 'Several\nlines',
      type: 'bug',
      priority: 'critical',
      assignee: test().admin.actor.login,
      parent: parent.key,
      sprint: [{ id: String(sprint.id) }],
      followers: [me().id],
      tags: ['one', 'two'],
      storyPoints: 2.5,
      start: '2026-04-08',
      end: '2026-04-09',
      deadline: '2026-04-10',
      originalEstimation: 'P1W2DT3H4M',
      estimation: 'P2D',
      spent: 'PT30M',
      unique: 'abc',
    });
    test().setClock(null);
    expect(answer.status).toBe(201);
    expect(answer.headers).toMatchObject({ etag: '"1"' });
    expect(answer.headers).not.toHaveProperty('location');
    const v2 = answer.json();
    const [status] = (await test().actions.listStatuses(test().admin, { projectId: queue.id })).map(({ id }) => id);
    const body = {
      self: `${base}/issues/ALPHA-2`,
      id: '000000000000000000000002',
      key: 'ALPHA-2',
      version: 1,
      summary: 'Whole',
      description: 'Several\nlines',
      type: { self: `${base}/issuetypes/1`, id: '1', key: 'bug', display: 'Bug' },
      priority: { self: `${base}/priorities/4`, id: '4', key: 'critical', display: 'Critical' },
      status: { self: `${base}/statuses/${status}`, id: String(status), key: 'open', display: 'Open' },
      statusType: { value: 'new' },
      statusStartTime: '2026-04-07T09:30:00.000+0000',
      queue: { self: `${base}/queues/ALPHA`, id: String(queue.id), key: 'ALPHA', display: 'Alpha' },
      parent: { self: parent.self, id: parent.id, key: parent.key, display: 'Above' },
      sprint: [{ self: `${base}/sprints/${sprint.id}`, id: String(sprint.id), display: 'Sprint 1' }],
      boards: [{ self: `${base}/boards/${queue.defaultBoardId}`, id: queue.defaultBoardId, name: 'Alpha' }],
      followers: [me()],
      tags: ['one', 'two'],
      assignee: me(),
      createdBy: me(),
      updatedBy: me(),
      createdAt: '2026-04-07T09:30:00.000+0000',
      updatedAt: '2026-04-07T09:30:00.000+0000',
      storyPoints: 2.5,
      originalEstimation: 'P1W2DT3H4M',
      estimation: 'P2D',
      spent: 'PT30M',
      start: '2026-04-08',
      end: '2026-04-09',
      deadline: '2026-04-10',
      unique: 'abc',
      votes: 0,
      favorite: false,
    };
    expect(v2).toEqual(JSON.parse(JSON.stringify(body).replaceAll(base, 'http://timebox.test/v2')));
    expect((await send('GET', 'issues/ALPHA-2')).json()).toEqual(body);
    expect((await send('GET', 'issues/000000000000000000000002')).json()).toEqual(body);
    const found = await send('POST', 'issues/_findByUnique?unique=abc');
    expect([found.status, found.json()]).toEqual([200, body]);
  });

  it('leave out what has no value, and tell names in Russian unless English is asked for', async () => {
    const issue = await add('ALPHA');
    expect(Object.keys(issue)).toEqual([
      'self',
      'id',
      'key',
      'version',
      'summary',
      'type',
      'priority',
      'status',
      'statusType',
      'statusStartTime',
      'queue',
      'boards',
      'createdBy',
      'updatedBy',
      'createdAt',
      'updatedAt',
      'votes',
      'favorite',
    ]);
    const russian = (await send('GET', `issues/${issue.key}`, undefined, { 'accept-language': 'ru' })).json();
    expect([russian.type.display, russian.priority.display, russian.status.display]).toEqual([
      'Задача',
      'Средний',
      'Открыт',
    ]);
  });

  it('lead to addresses that are answered', async () => {
    const sprint = await addSprint(queue.defaultBoardId, 'Answered');
    const parent = await add('ALPHA');
    const { key } = await add('ALPHA', {
      parent: parent.key,
      sprint: [sprint.id],
      assignee: me().id,
      followers: [me().id],
    });
    await send('POST', `issues/${key}/transitions/done/_execute`);
    const text = (await send('GET', `issues/${key}?expand=transitions`)).text;
    const addresses = new Set(Array.from(text.matchAll(/"self":"http:\/\/timebox\.test([^"]+)"/g), (each) => each[1]));
    expect(addresses.size).toBeGreaterThan(15);
    for (const address of addresses) {
      expect([address, (await send('GET', address ?? '')).status]).toEqual([address, 200]);
    }
  });

  it('change only in what is sent, one version at a time, and not at all when nothing changes', async () => {
    const { key } = await add('ALPHA', { description: 'Old', storyPoints: 3, deadline: '2026-05-01' });
    const changed = await send('PATCH', `issues/${key}`, { summary: 'New', dueDate: '2026-05-02' });
    expect(changed.headers.etag).toBe('"2"');
    expect(changed.json()).toMatchObject({
      version: 2,
      summary: 'New',
      description: 'Old',
      storyPoints: 3,
      deadline: '2026-05-02',
    });
    expect(await edit(key, { summary: 'New', storyPoints: 3, tags: [], sprint: null })).toMatchObject({ version: 2 });
    const bare = await edit(key, { description: null, storyPoints: null, deadline: null, type: null, priority: null });
    expect(bare).toMatchObject({ version: 3, type: { key: 'task' }, priority: { key: 'normal' } });
    expect(bare).not.toHaveProperty('description');
    expect(bare).not.toHaveProperty('storyPoints');
    expect(bare).not.toHaveProperty('deadline');
    expect(await edit(key, {})).toEqual(bare);
  });

  it.each([
    ['a key', 'minor', 'story'],
    ['an id', '2', '7'],
    ['a number', 2, 7],
    ['an object with a key', { key: 'minor' }, { key: 'story' }],
    ['an object with an id', { id: '2' }, { id: 7 }],
    ['an object with a name', { name: 'Низкий' }, { name: 'Story' }],
    [
      'a whole reference',
      { self: `${base}/priorities/2`, id: '2', key: 'minor', display: 'Low' },
      { display: 'Story' },
    ],
  ])('take a priority and a type as %s', async (_, priority, type) => {
    expect(await add('ALPHA', { priority, type })).toMatchObject({
      priority: { key: 'minor' },
      type: { key: 'story' },
    });
  });

  it('take a person by number, login, or name', async () => {
    const anna = await test().addPerson('anna', 'member');
    const { userId: id, userUid: uid } = anna.caller.actor;
    expect(uid).not.toBe('');
    const { key } = await add('ALPHA');
    for (const assignee of [id, String(id), 'anna', { id }, { id: String(id) }, { uid: id }, { login: 'anna' }]) {
      expect((await edit(key, { assignee })).assignee).toEqual({
        self: `${base}/users/${id}`,
        id: String(id),
        display: 'anna',
      });
      expect(await edit(key, { assignee: null })).not.toHaveProperty('assignee');
    }
    expect((await edit(key, { assignee: { name: 'anna' } })).assignee.id).toBe(String(id));
    expect((await edit(key, { assignee: { display: 'Admin of acme' } })).assignee.id).toBe(me().id);
  });

  it('take a queue and a parent in every form', async () => {
    const above = await add('ALPHA');
    for (const [name, parent] of [
      ['ALPHA', above.key],
      [{ key: 'ALPHA' }, { key: above.key }],
      [{ id: String(queue.id) }, { id: above.id }],
      [queue.id, above.id],
    ]) {
      const answer = await send('POST', 'issues', { queue: name, summary: 'Part', parent });
      expect(answer.json()).toMatchObject({ queue: { key: 'ALPHA' }, parent: { key: above.key, id: above.id } });
    }
  });

  it.each([
    [
      ['b', 'c'],
      ['b', 'c'],
    ],
    ['b', ['b']],
    [{ add: ['c'] }, ['a', 'b', 'c']],
    [{ add: 'c', remove: ['a', 'x'] }, ['b', 'c']],
    [{ remove: ['a'] }, ['b']],
    [{ set: ['c'] }, ['c']],
    [{ replace: [{ target: 'a', replacement: 'c' }] }, ['b', 'c']],
    [{ replace: { target: 'a', replacement: 'c' } }, ['b', 'c']],
    [{ add: [], remove: [] }, ['a', 'b']],
    [{ set: null }, undefined],
    [[], undefined],
    [null, undefined],
  ])('change tags by %j', async (tags, after) => {
    const { key } = await add('ALPHA', { tags: ['a', 'b'] });
    await add('ALPHA', { tags: ['c'] });
    expect((await edit(key, { tags })).tags).toEqual(after);
  });

  it('change followers by the same commands', async () => {
    const bob = await test().addPerson('bob', 'member');
    const { key } = await add('ALPHA', { followers: 'bob' });
    const ids = (issue: any) => issue.followers?.map((each: any) => each.id);
    const other = String(bob.caller.actor.userId);
    expect(ids(await edit(key, { followers: { add: [{ id: me().id }] } }))).toEqual([me().id, other]);
    expect(ids(await edit(key, { followers: { remove: ['bob'] } }))).toEqual([me().id]);
    expect(
      ids(await edit(key, { followers: { replace: [{ target: { id: me().id }, replacement: { login: 'bob' } }] } })),
    ).toEqual([other]);
    expect(ids(await edit(key, { followers: [] }))).toBeUndefined();
  });

  it.each([
    ['P1W', 'P1W'],
    ['P5D', 'P1W'],
    ['P1D', 'P1D'],
    ['PT8H', 'P1D'],
    ['PT90M', 'PT1H30M'],
    ['PT0S', 'PT0S'],
    ['P0D', 'PT0S'],
    ['P1W6DT9H61M', 'P2W2DT2H1M'],
  ])('keep the working time %s as %s', async (said, shown) => {
    expect((await add('ALPHA', { estimation: said })).estimation).toBe(shown);
  });

  it('are trimmed to the keys asked for, and show transitions and attachments when these are', async () => {
    const { key, self, id } = await add('ALPHA');
    const trimmed = (await send('GET', `issues/${key}?fields=summary,sprint,status`)).json();
    expect(Object.keys(trimmed)).toEqual(['self', 'id', 'key', 'version', 'summary', 'status']);
    expect(trimmed).toMatchObject({ self, id, key, version: 1 });
    const expanded = (await send('GET', `issues/${key}?expand=transitions,attachments`)).json();
    expect(expanded).toMatchObject({ attachments: [] });
    expect(expanded.transitions).toEqual((await send('GET', `issues/${key}/transitions`)).json());
  });

  it('are made once under a unique value, which then finds them', async () => {
    const issue = await add('ALPHA', { unique: 'once' });
    const again = await send('POST', 'issues', { queue: 'ALPHA', summary: 'Again', unique: 'once' });
    expect([again.status, again.json()]).toEqual([
      409,
      errorBody(409, { unique: 'There is an issue with this unique value already' }),
    ]);
    expect((await send('POST', 'issues/_findByUnique?unique=once')).json()).toEqual(issue);
    for (const unknown of ['never', '', 'x'.repeat(300)]) {
      const missing = await send('POST', `issues/_findByUnique?unique=${unknown}`);
      expect([missing.status, missing.json()]).toEqual([404, errorBody(404, {}, ['Issue does not exist.'])]);
    }
  });
});
