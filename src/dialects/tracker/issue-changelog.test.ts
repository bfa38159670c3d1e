import { beforeAll, describe, expect, it } from 'vitest';
import { engines } from '../../../test/support/open-test-app.ts';
import { useTestServer } from '../../../test/support/open-test-server.ts';

const base = 'http://timebox.test/v3';

describe.each(engines)('The history of an issue in Tracker, on %s', (engine) => {
  const test = useTestServer(engine);
  type Method = Parameters<ReturnType<typeof test>['send']>[0];

  const send = (method: Method, path: string, body?: unknown, more: Record<string, string> = {}) =>
    test().send(method, `/v3/${path}`, {
      ...(body === undefined ? {} : { body }),
      headers: { authorization: `OAuth ${test().token}`, 'x-org-id': '1', 'accept-language': 'en', ...more },
    });
  const read = async (path: string, more = {}) => {
    const answer = await send('GET', `issues/${path}`, undefined, more);
    expect(answer.status).toBe(200);
    return answer.json();
  };
  const field = (id: string, display: string) => ({ self: `${base}/fields/${id}`, id, display });
  const admin = { self: `${base}/users/1`, id: '1', display: 'Admin of acme' };
  const sprints: Record<string, { id: number }> = {};

  beforeAll(async () => {
    const { actions, admin: caller, setClock } = test();
    setClock(Date.UTC(2026, 3, 8, 9));
    const queue = await actions.createProject(caller, { title: 'Testing', key: 'TEST' });
    const other = await actions.createProject(caller, { title: 'Development', key: 'DEV' });
    for (const [name, board] of [
      ['One', queue.defaultBoardId],
      ['Two', queue.defaultBoardId],
      ['Elsewhere', other.defaultBoardId],
    ] as const) {
      const made = await send('POST', 'sprints', { name, board, startDate: '2026-04-07', endDate: '2026-04-21' });
      sprints[name] = made.json();
    }
  });

  const addIssue = async (fields = {}) => {
    const { actions, admin: caller } = test();
    return actions.createItem(caller, { project: { key: 'TEST' }, fields: { title: 'Login page', ...fields } });
  };

  it('tells of its creation and of every change of a field, each entry as a whole', async () => {
    const { actions, admin: caller } = test();
    const parent = await addIssue({ title: 'Whole' });
    const item = await addIssue();
    const ann = (await test().addPerson('ann', 'member')).caller.actor.userId;
    await actions.changeItem(caller, {
      item: { id: item.id },
      fields: {
        title: 'Sign-in page',
        description: 'Text',
        type: 'bug',
        priority: 'critical',
        parent: { id: parent.id },
        estimate: 2.5,
        assignee: { id: ann },
        startDay: '2026-04-01',
        endDay: '2026-04-02',
        dueDay: '2026-04-03',
        plannedMinutes: 480,
        remainingMinutes: 60,
        spentMinutes: 0,
        tags: { set: ['a', 'b'] },
        followers: { set: [{ id: ann }] },
      },
    });
    const [created, changed, ...more] = await read(`${item.key}/changelog`);
    const reference = { self: `${base}/issues/${item.key}`, id: item.id.toString(16).padStart(24, '0'), key: item.key };
    expect(more).toEqual([]);
    expect(created).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{24}$/),
      self: `${base}/issues/${item.key}/changelog/${created.id}`,
      issue: { ...reference, display: 'Sign-in page' },
      updatedAt: '2026-04-08T09:00:00.000+0000',
      updatedBy: admin,
      type: 'IssueCreated',
      transport: 'api',
      fields: [],
    });
    const entry = (kind: string, id: string, key: string, display: string) => ({
      self: `${base}/${kind}/${id}`,
      id,
      key,
      display,
    });
    const person = { self: `${base}/users/${ann}`, id: String(ann), display: 'ann' };
    expect(changed).toEqual({
      ...created,
      id: changed.id,
      self: `${base}/issues/${item.key}/changelog/${changed.id}`,
      type: 'IssueUpdated',
      fields: [
        { field: field('summary', 'Summary'), from: 'Login page', to: 'Sign-in page' },
        { field: field('description', 'Description'), from: null, to: 'Text' },
        {
          field: field('type', 'Type'),
          from: entry('issuetypes', '2', 'task', 'Task'),
          to: entry('issuetypes', '1', 'bug', 'Bug'),
        },
        {
          field: field('priority', 'Priority'),
          from: entry('priorities', '3', 'normal', 'Medium'),
          to: entry('priorities', '4', 'critical', 'Critical'),
        },
        {
          field: field('parent', 'Parent issue'),
          from: null,
          to: {
            self: `${base}/issues/${parent.key}`,
            id: parent.id.toString(16).padStart(24, '0'),
            key: parent.key,
            display: 'Whole',
          },
        },
        { field: field('assignee', 'Assignee'), from: null, to: person },
        { field: field('followers', 'Followers'), from: null, to: [person] },
        { field: field('tags', 'Tags'), from: null, to: ['a', 'b'] },
        { field: field('storyPoints', 'Story Points'), from: null, to: 2.5 },
        { field: field('originalEstimation', 'Original estimate'), from: null, to: 'P1D' },
        { field: field('estimation', 'Estimate'), from: null, to: 'PT1H' },
        { field: field('spent', 'Time spent'), from: null, to: 'PT0S' },
        { field: field('start', 'Start date'), from: null, to: '2026-04-01' },
        { field: field('end', 'End date'), from: null, to: '2026-04-02' },
        { field: field('deadline', 'Deadline'), from: null, to: '2026-04-03' },
      ],
    });
    expect(await read(`${item.key}/changelog/${changed.id}`)).toEqual(changed);
    for (const { field: shown } of changed.fields) {
      expect((await send('GET', new URL(shown.self).pathname.slice(4))).status).toBe(200);
    }
  });

  it('tells of statuses, queues and sprints', async () => {
    const { actions, admin: caller } = test();
    const { id, key } = await addIssue();
    await actions.changeItem(caller, { item: { id }, fields: {}, to: { category: 'done' } });
    const put = (...names: string[]) => ({ set: names.map((name) => ({ id: sprints[name]?.id ?? 0 })) });
    await actions.changeItem(caller, { item: { id }, fields: {}, iterations: put('One') });
    await actions.changeItem(caller, { item: { id }, fields: {}, iterations: put('Two', 'Elsewhere') });
    await actions.changeItem(caller, { item: { id }, fields: {}, iterations: put() });
    const moved = (await send('POST', `issues/${key}/_move?queue=DEV`)).json();
    const changes = await read(`${key}/changelog`);
    expect(changes.map((each: { type: string }) => each.type)).toEqual([
      'IssueCreated',
      'IssueWorkflow',
      ...Array(changes.length - 3).fill('IssueUpdated'),
      'IssueMoved',
    ]);
    expect(changes[1].fields.slice(0, 2)).toEqual([
      {
        field: field('status', 'Status'),
        from: { self: `${base}/statuses/1`, id: '1', key: 'open', display: 'Open' },
        to: { self: `${base}/statuses/5`, id: '5', key: 'done', display: 'Done' },
      },
      {
        field: field('resolution', 'Resolution'),
        from: null,
        to: { self: `${base}/resolutions/1`, id: '1', key: 'fixed', display: 'Fixed' },
      },
    ]);
    const sprint = (name: string) => {
      const number = String(sprints[name]?.id);
      return { self: `${base}/sprints/${number}`, id: number, display: name };
    };
    const ofSprints = changes.slice(2, -1);
    expect(ofSprints[0].fields).toEqual([{ field: field('sprint', 'Sprint'), from: null, to: [sprint('One')] }]);
    expect(ofSprints[1].fields[0]).toEqual({
      field: field('sprint', 'Sprint'),
      from: [sprint('One')],
      to: [sprint('Two')],
    });
    expect(ofSprints.at(-1).fields[0].to).toBeNull();
    const queue = (id: string, key: string, display: string) => ({ self: `${base}/queues/${key}`, id, key, display });
    expect(changes.at(-1).fields.slice(0, 2)).toEqual([
      { field: field('queue', 'Queue'), from: queue('1', 'TEST', 'Testing'), to: queue('2', 'DEV', 'Development') },
      { field: field('key', 'Key'), from: key, to: moved.key },
    ]);
    expect(changes[0].issue.key).toBe(moved.key);
  });

  it('leaves out what the caller cannot see, and what was removed', async () => {
    const { actions, admin: caller } = test();
    const guest = await test().addPerson('guest', null);
    await actions.setProjectRole(caller, { login: 'guest', projectId: 1, role: 'viewer' });
    test().setClock(Date.UTC(2026, 3, 8, 10));
    const elsewhere = await actions.createItem(caller, { project: { key: 'DEV' }, fields: { title: 'Hidden' } });
    const { id, key } = await addIssue();
    const removed = (await send('POST', 'sprints', { name: 'Gone', board: 1, startDate: null, endDate: null })).json();
    const sprint = sprints['Elsewhere']?.id ?? 0;
    await actions.changeItem(caller, { item: { id }, fields: {}, iterations: { set: [{ id: removed.id }] } });
    await actions.changeItem(caller, { item: { id }, fields: {}, iterations: { set: [{ id: sprint }] } });
    await actions.changeItem(caller, { item: { id }, fields: { parent: { id: elsewhere.id } } });
    await actions.changeItem(caller, { item: { id }, fields: { title: 'Seen', parent: null } });
    await send('DELETE', `sprints/${removed.id}`);
    const asGuest = await read(`${key}/changelog`, { authorization: `OAuth ${guest.token}` });
    expect(asGuest.map((each: { type: string }) => each.type)).toEqual(['IssueCreated', 'IssueUpdated']);
    expect(asGuest[1].fields).toEqual([{ field: field('summary', 'Summary'), from: 'Login page', to: 'Seen' }]);
    const shown = JSON.stringify(await read(`${key}/changelog`));
    expect(shown).toContain('"Elsewhere"');
    expect(shown).not.toContain('"Gone"');
  });

  it('tells of comments as long as they are there', async () => {
    const { key } = await addIssue();
    const { id } = (await send('POST', `issues/${key}/comments`, { text: 'Hello' })).json();
    await send('PATCH', `issues/${key}/comments/${id}`, { text: 'Hello all' });
    const comment = { self: `${base}/issues/${key}/comments/${id}`, id: String(id), display: 'Hello all' };
    const [, added, updated] = await read(`${key}/changelog`);
    expect(added).toMatchObject({ type: 'IssueCommentAdded', fields: [], comments: { added: [comment] } });
    expect(updated).toMatchObject({ type: 'IssueCommentUpdated', fields: [], comments: { updated: [comment] } });
    await send('DELETE', `issues/${key}/comments/${id}`);
    const changes = await read(`${key}/changelog`);
    expect(changes.map((each: { type: string }) => each.type)).toEqual([
      'IssueCreated',
      'IssueCommentAdded',
      'IssueCommentUpdated',
      'IssueCommentRemoved',
    ]);
    expect(changes.every((each: object) => !('comments' in each))).toBe(true);
  });

  it('comes in pieces, with a next as long as there was something, and filtered', async () => {
    const { actions, admin: caller } = test();
    const { id, key } = await addIssue();
    for (const estimate of [1, 2, 3]) await actions.changeItem(caller, { item: { id }, fields: { estimate } });
    await actions.changeItem(caller, { item: { id }, fields: {}, to: { category: 'in_progress' } });
    const url = `${base}/issues/${key}/changelog`;
    const whole = await read(`${key}/changelog`);
    expect(whole).toHaveLength(5);
    const seen: unknown[] = [];
    let path: string | undefined = `issues/${key}/changelog?perPage=2`;
    for (let pieces = 1; path !== undefined; pieces += 1) {
      const answer = await send('GET', path);
      seen.push(...answer.json());
      const last = answer.json().at(-1)?.id;
      const first = `<${url}?perPage=2>; rel="first"`;
      const next = last === undefined ? '' : `, <${url}?id=${last}&perPage=2>; rel="next"`;
      expect(answer.headers['link']).toBe(`${first}${next}`);
      path = last === undefined ? undefined : `issues/${key}/changelog?perPage=2&id=${last}`;
      expect(pieces).toBeLessThan(5);
    }
    expect(seen).toEqual(whole);

    expect(await read(`${key}/changelog?field=storyPoints`)).toEqual(whole.slice(1, 4));
    expect(await read(`${key}/changelog?field=storyPoints&perPage=1&id=${whole[1].id}`)).toEqual([whole[2]]);
    expect(await read(`${key}/changelog?type=IssueWorkflow`)).toEqual([whole[4]]);
    expect(await read(`${key}/changelog?type=IssueWorkflow&field=status`)).toEqual([whole[4]]);
    expect(await read(`${key}/changelog?type=IssueLinked`)).toEqual([]);
    expect(await read(`${key}/changelog?field=nothing`)).toEqual([]);
  });

  it('speaks Russian to those who do not ask for English', async () => {
    const { actions, admin: caller } = test();
    const { id, key } = await addIssue();
    await actions.changeItem(caller, { item: { id }, fields: {}, to: { category: 'in_progress' } });
    const [, change] = await read(`${key}/changelog`, { 'accept-language': 'ru' });
    expect(change.fields[0].field.display).toBe('Статус');
    expect(change.fields[0].to.display).toBe('В работе');
  });

  it.each([
    ['TEST-999/changelog', 404],
    ['nothing/changelog', 404],
    ['TEST-999/changelog?perPage=x', 404],
    ['TEST-1/changelog/x', 404],
    [`TEST-1/changelog/${'0'.repeat(24)}`, 404],
    [`TEST-1/changelog/${'f'.repeat(24)}`, 404],
    ['TEST-1/changelog?perPage=0', 400],
    ['TEST-1/changelog?perPage=x', 400],
    ['TEST-1/changelog?id=5', 400],
    [`TEST-1/changelog?id=${'g'.repeat(24)}`, 400],
    ['TEST-1/changelog?field=a&field=b', 400],
  ])('%s answers %i', async (path, status) => {
    const answer = await send('GET', `issues/${path}`);
    expect([answer.status, answer.json().statusCode]).toEqual([status, status]);
  });
});
