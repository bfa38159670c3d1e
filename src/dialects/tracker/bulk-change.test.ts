import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { engines } from '../../../test/support/open-test-app.ts';
import { useTestServer } from '../../../test/support/open-test-server.ts';
import { checkBooks } from '../../actions/check-books.ts';

const errorMessages = ['Bulk change does not exist.'];
const noSuchChange = { errors: {}, errorsData: {}, errorMessages, statusCode: 404 };

describe.each(engines)('Tracker bulk changes, on %s', (engine) => {
  const test = useTestServer(engine);

  const send = (method: 'GET' | 'POST', url: string, body?: unknown, more: Record<string, string> = {}) =>
    test().send(method, url, {
      ...(body === undefined ? {} : { body }),
      headers: { authorization: `OAuth ${test().token}`, 'x-org-id': '1', 'accept-language': 'en', ...more },
    });

  /** A queue with so many issues, all of them in the first sprint if one is named. */
  async function queue(title: string, count: number, first?: string) {
    const { actions, admin } = test();
    const project = await actions.createProject(admin, { title });
    const addSprint = async (name: string) => {
      const board = { id: project.defaultBoardId };
      const dates = { startDate: '2026-04-07', endDate: '2026-04-21' };
      return (await send('POST', '/v3/sprints', { name, board, ...dates })).json();
    };
    const sprints = first === undefined ? [] : [await addSprint(first)];
    const make = (index: number) =>
      actions.createItem(admin, {
        project: { id: project.id },
        fields: { title: `Issue ${index}`, estimate: 2 },
        iterations: { add: sprints.map(({ id }) => ({ id })), remove: [] },
      });
    const keys: string[] = [];
    while (keys.length < count) {
      const some = Array.from({ length: Math.min(100, count - keys.length) }, (_, index) => make(keys.length + index));
      keys.push(...(await Promise.all(some)).map(({ key }) => key));
    }
    return { project, keys, addSprint, sprints };
  }
  async function begin(path: string, body: unknown) {
    const answer = await send('POST', `/v3/bulkchange/${path}`, body);
    expect([answer.status, answer.text]).toEqual([201, answer.text]);
    return answer.json();
  }
  const poll = async (id: string) => (await send('GET', `/v3/bulkchange/${id}`)).json();
  /** As the vendor's client for Python waits: ten times without a pause, then with one. */
  async function wait(id: string) {
    const seen: any[] = [];
    for (let count = 0; count < 10; count += 1) seen.push(await poll(id));
    while (!['COMPLETE', 'FAILED'].includes(seen.at(-1).status)) {
      await sleep(10);
      seen.push(await poll(id));
    }
    return seen;
  }
  const issue = async (key: string) => (await send('GET', `/v3/issues/${key}`)).json();
  const failures = async (id: string) => (await send('GET', `/v3/bulkchange/${id}/issues`)).json();

  it('edits issues, and answers how far it is until it is complete', async () => {
    const { keys, addSprint } = await queue('Update', 3);
    const sprint = await addSprint('Next');
    test().setClock(Date.UTC(2026, 3, 7, 9, 30));
    const begun = await begin('_update', {
      issues: keys,
      values: { sprint: [{ id: sprint.id }], priority: 'minor', tags: { add: ['bulktag'] } },
      notify: false,
    });
    test().setClock(null);
    const base = 'http://timebox.test/v3';
    const { userId, name } = test().admin.actor;
    const expected = {
      self: `${base}/bulkchange/${begun.id}`,
      id: expect.stringMatching(/^[0-9a-f]{24}$/),
      createdBy: { self: `${base}/users/${userId}`, id: String(userId), display: name },
      createdAt: '2026-04-07T09:30:00.000+0000',
      status: 'CREATED',
      statusText: 'Bulk change task created.',
      executionChunkPercent: 0,
      executionIssuePercent: 0,
    };
    expect(begun).toEqual(expected);
    const seen = await wait(begun.id);
    for (const each of seen) expect(['CREATED', 'RUNNING', 'COMPLETE']).toContain(each.status);
    const complete = {
      ...expected,
      status: 'COMPLETE',
      statusText: 'Bulk change completed.',
      executionChunkPercent: 100,
      executionIssuePercent: 100,
      totalIssues: 3,
      totalCompletedIssues: 3,
    };
    expect(seen.at(-1)).toEqual(complete);
    const russian = await send('GET', `/v2/bulkchange/${begun.id}/`, undefined, { 'accept-language': 'ru' });
    expect(russian.json()).toEqual({
      ...complete,
      self: `http://timebox.test/v2/bulkchange/${begun.id}`,
      createdBy: { ...expected.createdBy, self: `http://timebox.test/v2/users/${userId}` },
      statusText: 'Завершён',
    });
    expect((await send('GET', '/v3/bulkchange')).json()).toContainEqual(complete);
    expect(await failures(begun.id)).toEqual([]);
    for (const key of keys) {
      const shown = await issue(key);
      expect(shown.version).toBe(2);
      expect(shown.priority.key).toBe('minor');
      expect(shown.tags).toEqual(['bulktag']);
      expect(shown.sprint.map((each: any) => each.id)).toEqual([String(sprint.id)]);
    }
  });

  it('takes issues to another status, with a resolution and a comment', async () => {
    const { keys } = await queue('Transition', 2);
    const begun = await begin('_transition', {
      transition: 'done',
      issues: keys.map((key) => ({ key })),
      values: { resolution: 'fixed', comment: 'Together' },
    });
    expect((await wait(begun.id)).at(-1)).toMatchObject({ status: 'COMPLETE', totalCompletedIssues: 2 });
    for (const key of keys) {
      const shown = await issue(key);
      expect([shown.status.key, shown.resolution.key]).toEqual(['done', 'fixed']);
      const comments = (await send('GET', `/v3/issues/${key}/comments`)).json();
      expect(comments.map((each: any) => each.text)).toEqual(['Together']);
    }
  });

  it('moves issues to another queue, in their status or in the first one', async () => {
    const from = await queue('Moving from', 3);
    const to = await queue('Moving to', 0);
    const [kept, begins, renamed] = from.keys;
    await wait((await begin('_transition', { transition: 'inProgress', issues: [kept, begins] })).id);
    const body = { queue: to.project.key, moveAllFields: true };
    const first = await begin('_move', { ...body, issues: [kept], values: { tags: { add: ['moved'] } } });
    await wait(first.id);
    const second = await begin('_move', { ...body, issues: [begins], initialStatus: true, values: {} });
    await wait(second.id);
    // An issue is also found under the key that it had, and by its id.
    const { id } = await issue(renamed!);
    await wait((await begin('_move', { queue: { key: to.project.key }, issues: [id, renamed] })).id);
    const shown = await Promise.all(from.keys.map(issue));
    expect(shown.map((each) => [each.key, each.status.key, each.tags ?? []])).toEqual([
      [`${to.project.key}-1`, 'inProgress', ['moved']],
      [`${to.project.key}-2`, 'open', []],
      [`${to.project.key}-3`, 'open', []],
    ]);
    const again = await begin('_update', { issues: [renamed], values: { summary: 'By its old key' } });
    expect((await wait(again.id)).at(-1).totalCompletedIssues).toBe(1);
    expect((await issue(`${to.project.key}-3`)).summary).toBe('By its old key');
  });

  it('tells which issues it left as they were, and why', async () => {
    const { keys } = await queue('Refusals', 3);
    await wait((await begin('_transition', { transition: 'done', issues: [keys[0]] })).id);
    const values = { resolution: 'fixed', summary: 'Renamed' };
    const open = await begin('_transition', { transition: 'inProgress', issues: [keys[1]], values });
    const [shown] = [await issue(keys[1]!)];
    expect((await wait(open.id)).at(-1)).toEqual({
      ...open,
      status: 'FAILED',
      statusText: 'Bulk change completed with errors.',
      executionChunkPercent: 100,
      executionIssuePercent: 100,
      totalIssues: 1,
      totalCompletedIssues: 0,
    });
    const failure = (statusText: string, resolution: string) => ({
      issue: { self: shown.self, id: shown.id, key: shown.key, display: 'Issue 1' },
      status: 'FAILED',
      statusText,
      error: { errors: { resolution }, errorMessages: [] },
    });
    expect(await failures(open.id)).toEqual([failure('Changes were not made', 'Fields [resolution] are read-only.')]);
    const inRussian = { 'accept-language': 'ru' };
    expect((await send('GET', `/v3/bulkchange/${open.id}/issues`, undefined, inRussian)).json()).toEqual([
      failure('Изменения не выполнены', 'Поля [resolution] только для чтения.'),
    ]);

    await test().actions.changeItem(test().admin, { item: { key: keys[2]! }, fields: { condition: 'archived' } });
    const { addSprint } = await queue('Refusals too', 0);
    const sprint = await addSprint('Some');
    const some = await begin('_update', { issues: keys, values: { sprint: sprint.id } });
    expect((await wait(some.id)).at(-1)).toMatchObject({
      status: 'COMPLETE',
      statusText: 'Bulk change completed with errors.',
      totalIssues: 3,
      totalCompletedIssues: 2,
    });
    expect((await failures(some.id)).map((each: any) => [each.issue.key, each.error])).toEqual([
      [keys[2], { errors: { sprint: 'An archived or deleted issue cannot be added' }, errorMessages: [] }],
    ]);
  });

  it('changes nothing when one of the keys is unknown, and names it', async () => {
    const { keys } = await queue('Unknown', 2);
    const body = { issues: [keys[0], 'UNKNOWN-7', keys[1], 'no key', 12], values: { summary: 'Changed' } };
    const answer = await send('POST', '/v3/bulkchange/_update', body);
    expect(answer.status).toBe(422);
    const list = 'UNKNOWN-7, no key, 12';
    expect(answer.json()).toEqual({
      errors: { issues: `These issues do not exist or may not be changed: ${list}` },
      errorsData: {},
      errorMessages: [],
      statusCode: 422,
    });
    const russian = await send('POST', '/v3/bulkchange/_update', body, { 'accept-language': 'ru' });
    expect(russian.json().errors).toEqual({
      issues: `Эти задачи не существуют или недоступны для изменения: ${list}`,
    });
    await sleep(30);
    for (const key of keys) expect(await issue(key)).toMatchObject({ version: 1 });
  });

  it('treats the issues of others as unknown, and refuses a token that only reads', async () => {
    const { keys, project } = await queue('Rights', 1);
    const { token: guest } = await test().addPerson(`guest-${engine}`, null);
    const { token: reader } = await test().addPerson(`reader-${engine}`, 'member', 'read');
    const { token: foreign } = await test().addOrganization(`far-${engine}`);
    const as = (token: string, org = '1') =>
      send(
        'POST',
        '/v3/bulkchange/_update',
        { issues: keys, values: { summary: 'Changed' } },
        { authorization: `OAuth ${token}`, 'x-org-id': org },
      );
    expect((await as(guest)).status).toBe(422);
    await test().actions.setProjectRole(test().admin, {
      login: `guest-${engine}`,
      projectId: project.id,
      role: 'viewer',
    });
    expect((await as(guest)).status).toBe(422);
    expect((await as(reader)).status).toBe(403);
    expect((await as(foreign, `far-${engine}`)).status).toBe(422);
    const begun = await begin('_update', { issues: keys, values: { summary: 'Changed' } });
    await wait(begun.id);
    for (const path of [`/v3/bulkchange/${begun.id}`, `/v3/bulkchange/${begun.id}/issues`]) {
      const answer = await send('GET', path, undefined, { authorization: `OAuth ${reader}` });
      expect([answer.status, answer.json()]).toEqual([404, noSuchChange]);
    }
  });

  it('takes a query in place of a list of issues', async () => {
    const { keys, project } = await queue('Queried', 3);
    await wait((await begin('_transition', { transition: 'done', issues: [keys[1]] })).id);
    const issues = `Queue: ${project.key} AND Status: open "Sort By": Key DESC`;
    const begun = await begin('_update', { issues, values: { summary: 'Found' } });
    expect((await wait(begun.id)).at(-1)).toMatchObject({
      status: 'COMPLETE',
      totalIssues: 2,
      totalCompletedIssues: 2,
    });
    const shown = await Promise.all(keys.map(issue));
    expect(shown.map((each) => each.summary)).toEqual(['Found', 'Issue 1', 'Found']);
  });

  it('does a request that is sent again once', async () => {
    const { keys } = await queue('Again', 1);
    const again = { 'idempotency-key': `bulk-${engine}` };
    const body = { issues: keys, values: { tags: { add: ['once'] } } };
    const first = await send('POST', '/v3/bulkchange/_update', body, again);
    const second = await send('POST', '/v3/bulkchange/_update', body, again);
    expect(second.json()).toEqual(first.json());
    await wait(first.json().id);
  });

  it('moves 2,000 issues to another sprint while others are answered, and the books balance', {
    timeout: 240_000,
  }, async () => {
    const count = async (sprint: { readonly id: number }) =>
      (await send('POST', '/v3/issues/_count', { filter: { sprint: String(sprint.id) } })).json();
    const { project, keys, addSprint, sprints } = await queue('Many', 2000, 'From');
    const [from] = sprints;
    const to = await addSprint('To');
    expect(await count(from)).toBe(2000);
    const begun = await begin('_update', { issues: keys, values: { sprint: [{ id: to.id }] } });
    const others: number[] = [];
    let last = await poll(begun.id);
    while (last.status !== 'COMPLETE') {
      expect(['CREATED', 'RUNNING']).toContain(last.status);
      const made = await send('POST', '/v3/sprints', {
        name: 'Meanwhile',
        board: project.defaultBoardId,
        startDate: null,
        endDate: null,
      });
      others.push(made.status);
      const before = last;
      last = await poll(begun.id);
      expect(last.executionIssuePercent).toBeGreaterThanOrEqual(before.executionIssuePercent);
    }
    expect(last).toMatchObject({ totalIssues: 2000, totalCompletedIssues: 2000, executionIssuePercent: 100 });
    expect(others.length).toBeGreaterThan(3);
    expect(new Set(others)).toEqual(new Set([201]));
    expect([await count(from), await count(to)]).toEqual([0, 2000]);
    expect(await checkBooks(test().app.read)).toEqual([]);
  });
});
