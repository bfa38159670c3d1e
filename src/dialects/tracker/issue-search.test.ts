import { beforeAll, describe, expect, it } from 'vitest';
import { engines } from '../../../test/support/open-test-app.ts';
import { useTestServer } from '../../../test/support/open-test-server.ts';
import { type QueriedRelation, queriedColumns } from './query-language/fields.ts';

const home = 'http://timebox.test/v3/issues/_search';

describe.each(engines)('Finding issues in Tracker, on %s', (engine) => {
  const test = useTestServer(engine);

  const send = (path: string, body?: unknown, more: Record<string, string> = {}) =>
    test().send('POST', `/v3/issues/${path}`, {
      ...(body === undefined ? {} : { body }),
      headers: { authorization: `OAuth ${test().token}`, 'x-org-id': '1', 'accept-language': 'en', ...more },
    });
  const found = async (body: unknown, path = '_search') => {
    const answer = await send(path, body);
    expect([answer.status, answer.text.slice(0, 300)]).toEqual([200, expect.anything()]);
    return answer.json().map((issue: { key: string }) => issue.key);
  };

  const sprints: Record<string, number> = {};
  const people: Record<string, number> = {};
  const boards: Record<string, number> = {};
  let guest = '';

  beforeAll(async () => {
    const { actions, admin, setClock, addPerson } = test();
    setClock(Date.UTC(2026, 3, 8, 9));
    const queue = await actions.createProject(admin, { title: 'Testing', key: 'TEST' });
    const other = await actions.createProject(admin, { title: 'Разработка', key: 'DEV' });
    const ann = await addPerson('ann', 'member');
    people['ann'] = ann.caller.actor.userId;
    guest = (await addPerson('guest', null)).token;
    await actions.setProjectRole(admin, { login: 'guest', projectId: other.id, role: 'viewer' });
    await addPerson('stranger', null);
    await actions.setProjectRole(admin, { login: 'stranger', projectId: queue.id, role: 'viewer' });
    boards['TEST'] = queue.defaultBoardId;
    for (const name of ['Sprint 1', 'Sprint 2']) {
      const body = { name, board: queue.defaultBoardId, startDate: '2026-04-07', endDate: '2026-04-21' };
      const made = await test().send('POST', '/v3/sprints', {
        body,
        headers: { authorization: `OAuth ${test().token}`, 'x-org-id': '1' },
      });
      sprints[name] = made.json().id;
    }
    const add = async (project: number, title: string, fields = {}, sprint?: string) =>
      actions.createItem(admin, {
        project: { id: project },
        ...(sprint === undefined ? {} : { iterations: { set: [{ id: sprints[sprint] ?? 0 }] } }),
        fields: { title, ...fields },
      });
    await add(queue.id, 'Login page', { description: 'The ÜBER page', estimate: 3, type: 'bug' }, 'Sprint 1');
    const second = await add(queue.id, 'Basket', { assignee: { login: 'ann' }, tags: { set: ['shop'] } }, 'Sprint 1');
    await add(queue.id, 'Cellar', { priority: 'critical', assignee: { id: admin.actor.userId } }, 'Sprint 2');
    await add(other.id, 'Build the page', { parent: { id: second.id }, dueDay: '2026-05-01' });
    await actions.changeItem(admin, { item: { id: second.id }, fields: {}, to: { category: 'in_progress' } });
    await actions.changeItem(admin, { item: { key: 'TEST-3' }, fields: {}, to: { category: 'done' } });
    const moved = await add(queue.id, 'Moved');
    await send(`${moved.key}/_move?queue=DEV`);
    const gone = await add(queue.id, 'Gone');
    await actions.changeItem(admin, { item: { id: gone.id }, fields: { condition: 'deleted' } });
    await actions.changeItem(admin, { item: { key: 'TEST-3' }, fields: { condition: 'archived' } });
    const waiting = await add(queue.id, 'Waiting');
    const { id: needInfo = 0 } =
      (await actions.listStatuses(admin, { projectId: null })).find((each) => each.key === 'needInfo') ?? {};
    await actions.changeItem(admin, { item: { id: waiting.id }, fields: {}, to: { statusId: needInfo } });
    // A token is trusted for a second with the rights that it had.
    setClock(Date.UTC(2026, 3, 8, 10));
  });

  describe('by the forms of a body', () => {
    it.each<[unknown, readonly string[]]>([
      [{ filter: { queue: 'TEST' } }, ['TEST-1', 'TEST-2', 'TEST-3', 'TEST-6']],
      [{ filter: { queue: 'test', assignee: 'Empty()' }, order: '-key' }, ['TEST-6', 'TEST-1']],
      [
        { filter: { queue: ['TEST', 'DEV'], status: ['open'] }, order: ['-status', '+key'] },
        ['TEST-1', 'DEV-1', 'DEV-2'],
      ],
      [{ filter: { assignee: 'me()' } }, ['TEST-3']],
      [{ filter: { assignee: { login: 'ann' } } }, ['TEST-2']],
      [
        { filter: { created: { from: '2026-04-08' } }, order: null },
        ['TEST-1', 'TEST-2', 'TEST-3', 'DEV-1', 'DEV-2', 'TEST-6'],
      ],
      [{ filter: { parent: '000000000000000000000002' } }, ['DEV-1']],
      [{ filter: { parent: { key: 'test-2' } } }, ['DEV-1']],
      [{ filter: {}, order: [] }, ['TEST-1', 'TEST-2', 'TEST-3', 'DEV-1', 'DEV-2', 'TEST-6']],
      [{ keys: 'TEST-2' }, ['TEST-2']],
      [{ keys: ['TEST-3', 'test-1', 'NONE-7', 'TEST-1', 'TEST-5'] }, ['TEST-1', 'TEST-3']],
      [{ keys: ['TEST-4'] }, ['DEV-2']],
      [{ keys: [] }, []],
      [{ queue: 'TEST' }, ['TEST-1', 'TEST-2', 'TEST-3', 'TEST-6']],
      [{ queue: { key: 'DEV' } }, ['DEV-1', 'DEV-2']],
      [{ queue: 2 }, ['DEV-1', 'DEV-2']],
      [{}, ['TEST-1', 'TEST-2', 'TEST-3', 'DEV-1', 'DEV-2', 'TEST-6']],
      [{ filter: null, filterId: null, query: 'Key: TEST-1', keys: null, queue: null, order: null }, ['TEST-1']],
      [
        { filter: null, filterId: null, query: null, keys: null, queue: null, order: null },
        ['TEST-1', 'TEST-2', 'TEST-3', 'DEV-1', 'DEV-2', 'TEST-6'],
      ],
    ])('%j', async (body, keys) => {
      expect(await found(body)).toEqual(keys);
      expect((await send('_count', body)).text).toBe(String(keys.length));
    });

    it.each(['', 'null', '{}'])('takes the body %j for a search for everything', async (body) => {
      expect(await found(body)).toHaveLength(6);
    });

    it('finds issues by a sprint in every form', async () => {
      const id = sprints['Sprint 1'];
      for (const sprint of [id, String(id), [id], { id }, { id: String(id) }, 'Sprint 1', 'sprint 1']) {
        expect(await found({ filter: { sprint } })).toEqual(['TEST-1', 'TEST-2']);
      }
      expect(await found({ filter: { sprint: [id, sprints['Sprint 2']] } })).toEqual(['TEST-1', 'TEST-2', 'TEST-3']);
    });
  });

  describe('by queries', () => {
    it.each<[string, readonly string[]]>([
      ['Sprint: "Sprint 1"', ['TEST-1', 'TEST-2']],
      ['Queue: "TEST" AND Assignee: me() AND Resolution: empty() AND Sprint: "Sprint 2" "Sort by": Updated DESC', []],
      ['Queue: TEST Status: open "Sort by": Updated DESC', ['TEST-1']],
      ['Queue: Разработка', ['DEV-1', 'DEV-2']],
      ['Status: "В работе", "Need info"', ['TEST-2', 'TEST-6']],
      ['Status: 2', ['TEST-2']],
      ['"Status Type": paused', ['TEST-6']],
      ['"Тип статуса": done', ['TEST-3']],
      ['Assignee: ann@ OR Assignee: me()', ['TEST-2', 'TEST-3']],
      ['Type: Bug', ['TEST-1']],
      ['Type: !Ошибка Queue: TEST', ['TEST-2', 'TEST-3', 'TEST-6']],
      ['Priority: 4', ['TEST-3']],
      ['Tags: shop', ['TEST-2']],
      ['"Story Points": 1..5', ['TEST-1']],
      ['page', ['TEST-1', 'DEV-1']],
      ['Description: über', ['TEST-1']],
      ['"Sprints By Board": Testing', ['TEST-1', 'TEST-2', 'TEST-3']],
      ['"Sprint In Progress By Board": Testing', []],
      ['Deadline: > 2026-04-30', ['DEV-1']],
      ['Parent: TEST-2', ['DEV-1']],
      ['Boards: Testing "Sort by": Priority DESC, Key', ['TEST-3', 'TEST-1', 'TEST-2', 'TEST-6']],
      ['', ['TEST-1', 'TEST-2', 'TEST-3', 'DEV-1', 'DEV-2', 'TEST-6']],
    ])('%s', async (query, keys) => {
      expect(await found({ query })).toEqual(keys);
      expect((await send('_count', { query })).json()).toBe(keys.length);
    });

    it('reads sprints and boards by number too', async () => {
      expect(await found({ query: `Sprint: ${sprints['Sprint 2']}` })).toEqual(['TEST-3']);
      expect(await found({ query: `Boards: ${boards['TEST']} Key: TEST-1` })).toEqual(['TEST-1']);
      expect(await found({ query: `Assignee: ${people['ann']}` })).toEqual(['TEST-2']);
    });
  });

  describe('in pages', () => {
    it('tells all about a page in its headers', async () => {
      const answer = await send('_search?perPage=2&page=2&expand=attachments', { queue: 'TEST' });
      expect(answer.json().map((issue: { key: string }) => issue.key)).toEqual(['TEST-3', 'TEST-6']);
      expect(answer.headers).toMatchObject({
        'x-total-count': '4',
        'x-total-pages': '2',
        link: [
          `<${home}?expand=attachments&perPage=2&page=1>; rel="first"`,
          `<${home}?expand=attachments&perPage=2&page=2>; rel="last"`,
          `<${home}?expand=attachments&perPage=2{&page}>; rel="seek"`,
        ].join(', '),
      });
      const first = await send('_search?perPage=3', { queue: 'TEST' });
      expect(first.headers['link']).toBe(
        [
          `<${home}?perPage=3&page=1>; rel="first"`,
          `<${home}?perPage=3&page=2>; rel="next"`,
          `<${home}?perPage=3&page=2>; rel="last"`,
          `<${home}?perPage=3{&page}>; rel="seek"`,
        ].join(', '),
      );
    });

    it('holds 50 issues unless told otherwise, and has one page when there is nothing', async () => {
      const answer = await send('_search/', { keys: ['NONE-1'] });
      expect([answer.status, answer.json(), answer.headers['x-total-count'], answer.headers['x-total-pages']]).toEqual([
        200,
        [],
        '0',
        '1',
      ]);
      expect(answer.headers['link']).toBe(
        `<${home}/?perPage=50&page=1>; rel="first", <${home}/?perPage=50&page=1>; rel="last", <${home}/?perPage=50{&page}>; rel="seek"`,
      );
    });

    it('leads from page to page by the links that it gives', async () => {
      const keys: string[] = [];
      let path: string | undefined = '/tracker/v2/issues/_search?perPage=4';
      while (path !== undefined) {
        const answer = await test().send('POST', path, {
          body: {},
          headers: { authorization: `OAuth ${test().token}`, 'x-org-id': '1' },
        });
        keys.push(...answer.json().map((issue: { key: string }) => issue.key));
        const next = /<http:\/\/timebox\.test([^>]*)>; rel="next"/.exec(answer.headers['link'] ?? '');
        path = next?.[1];
      }
      expect(keys).toEqual(['TEST-1', 'TEST-2', 'TEST-3', 'DEV-1', 'DEV-2', 'TEST-6']);
    });

    it('shows an empty page behind the last, and no more than 1,000 issues on one', async () => {
      expect(await found({}, '_search?page=7')).toEqual([]);
      expect(await found({}, `_search?page=${'9'.repeat(30)}`)).toEqual([]);
      expect((await send('_search?perPage=5000', {})).headers['x-total-pages']).toBe('1');
    });

    it.each(['perPage=0', 'perPage=-1', 'perPage=x', 'page=0', 'page=1.5', 'page=1e3', 'page=1&page=2'])(
      'refuses %s',
      async (parameters) => {
        const answer = await send(`_search?${parameters}`, {});
        const [name = ''] = parameters.split('=');
        expect([answer.status, answer.json()]).toEqual([
          400,
          {
            errors: {
              [name]:
                parameters === 'page=1&page=2'
                  ? 'The parameter is there several times'
                  : 'A whole number of 1 or more is expected',
            },
            errorsData: {},
            errorMessages: [],
            statusCode: 400,
          },
        ]);
      },
    );
  });

  it('shows what expand and fields ask for', async () => {
    const [issue] = (await send('_search?fields=summary,status', { keys: ['TEST-1'] })).json();
    expect(Object.keys(issue)).toEqual(['self', 'id', 'key', 'version', 'summary', 'status']);
    const [whole] = (await send('_search?expand=transitions,attachments', { keys: ['TEST-1'] })).json();
    expect(whole.attachments).toEqual([]);
    expect(whole.transitions[0]).toMatchObject({ self: 'http://timebox.test/v3/issues/TEST-1/transitions/inProgress' });
  });

  it('shows the same issue as GET does', async () => {
    const [issue] = (await send('_search', { keys: ['TEST-2'] })).json();
    const one = await test().send('GET', '/v3/issues/TEST-2', {
      headers: { authorization: `OAuth ${test().token}`, 'x-org-id': '1', 'accept-language': 'en' },
    });
    expect(issue).toEqual(one.json());
  });

  describe('for somebody who sees one queue', () => {
    const asGuest = (path: string, body: unknown) => send(path, body, { authorization: `OAuth ${guest}` });

    it('finds what is in it, and shows nothing of the others', async () => {
      const answer = await asGuest('_search', {});
      expect(answer.json().map((issue: { key: string }) => issue.key)).toEqual(['DEV-1', 'DEV-2']);
      expect(answer.json()[0].parent).toBeUndefined();
      expect((await asGuest('_count', {})).json()).toBe(2);
      expect((await asGuest('_search', { keys: ['TEST-1', 'TEST-4'] })).json()).toHaveLength(1);
    });

    it('knows who sees the queue as well', async () => {
      expect((await asGuest('_search', { query: 'Assignee: ann' })).json()).toEqual([]);
    });

    it.each([
      ['Queue: TEST', 'Queue "TEST" does not exist'],
      ['Sprint: "Sprint 1"', 'Sprint "Sprint 1" does not exist'],
      ['Boards: Testing', 'Board "Testing" does not exist'],
      ['"Sprints By Board": Testing', 'Board "Testing" does not exist'],
      ['Parent: TEST-1', 'Issue "TEST-1" does not exist'],
      ['Assignee: stranger', 'User "stranger" does not exist'],
    ])('does not know the name in %s', async (query, message) => {
      const answer = await asGuest('_search', { query });
      expect([answer.status, answer.json().errors]).toEqual([422, { query: message }]);
    });
  });

  describe('refuses', () => {
    const texts = {
      mixed: 'You can only use keys, a queue, or a search query',
      order: 'order is only used together with filter',
    };
    it.each<[unknown, number, Record<string, string>, readonly string[]]>([
      [{ queue: 'TEST', keys: ['TEST-1'] }, 400, {}, [texts.mixed]],
      [{ filter: {}, query: '' }, 400, {}, [texts.mixed]],
      [{ filter: {}, query: '', keys: [], queue: 'TEST' }, 400, {}, [texts.mixed]],
      [{ query: '', order: '-key' }, 400, { order: texts.order }, []],
      [{ order: '-key' }, 400, { order: texts.order }, []],
      [{ filterId: 5 }, 422, { filterId: 'Saved filters are not supported, use filter or query' }, []],
      [{ filter: [] }, 400, { filter: 'The filter must be an object' }, []],
      [{ filter: 'queue' }, 400, { filter: 'The filter must be an object' }, []],
      [{ filter: { storyPoints: [['5']] } }, 400, { filter: 'storyPoints takes no such value' }, []],
      [{ filter: { nothing: 5 } }, 422, { filter: 'Filter nothing does not exist' }, []],
      [{ filter: {}, order: 'nothing' }, 422, { filter: 'Filter nothing does not exist' }, []],
      [
        { filter: { queue: 'NONE', sprint: '99' } },
        422,
        { filter: 'Queue "NONE" does not exist; Sprint "99" does not exist' },
        [],
      ],
      [{ query: 5 }, 400, { query: 'A text in the query language is expected' }, []],
      [{ query: ['x'] }, 400, { query: 'A text in the query language is expected' }, []],
      [{ query: 'Queue:' }, 400, { query: 'Syntax error at position 6: expected a value, found the end' }, []],
      [{ query: 'Сложность: 5' }, 422, { query: 'Filter Сложность does not exist' }, []],
      [{ query: 'Assignee: nobody' }, 422, { query: 'User "nobody" does not exist' }, []],
      [{ query: 'Status: odd' }, 422, { query: 'Status "odd" does not exist' }, []],
      [{ query: 'x'.repeat(9000) }, 400, { query: 'The query is longer than 8192 characters' }, []],
      [{ keys: 5 }, 400, { keys: 'An issue key or a list of them is expected' }, []],
      [{ keys: [null] }, 400, { keys: 'An issue key or a list of them is expected' }, []],
      [{ keys: Array(1001).fill('A-1') }, 400, { keys: 'There can be at most 1000 keys' }, []],
      [{ queue: 'NONE' }, 422, { queue: 'Queue "NONE" does not exist' }, []],
      [{ queue: {} }, 400, { queue: 'queue needs an id, a key, a login or a name' }, []],
      [{ queue: [[]] }, 400, { queue: 'queue takes no such value' }, []],
      [{ odd: 1 }, 400, { odd: 'Incorrect data format' }, []],
      ['[]', 400, {}, ['The body must be a JSON object']],
      ['7', 400, {}, ['The body must be a JSON object']],
      ['{bad', 400, {}, [expect.stringMatching(/^The body is not valid JSON/)]],
    ])('%j with %i', async (body, statusCode, errors, errorMessages) => {
      for (const path of ['_search', '_count']) {
        const answer = await send(path, body);
        expect([answer.status, answer.json()]).toEqual([
          statusCode,
          { errors, errorsData: {}, errorMessages, statusCode },
        ]);
      }
    });

    it('says so in Russian to those who do not ask for English', async () => {
      const answer = await send('_search', { query: 'Сложность: 5' }, { 'accept-language': 'ru' });
      expect(answer.json().errors).toEqual({ query: 'Фильтр Сложность не существует' });
    });

    it('strangers before it looks at the body', async () => {
      expect((await send('_search', '{bad', { authorization: 'OAuth x' })).status).toBe(401);
      expect((await send('_search', '{bad', { 'x-org-id': '2' })).status).toBe(403);
      expect((await send('_search', '<a/>', { 'content-type': 'text/xml' })).status).toBe(415);
    });
  });

  it('can filter and sort by every column and relation that a query comes to', async () => {
    const { actions, admin } = test();
    const certain = { type: 'boolean', nullable: false } as const;
    for (const [field, { type, nullable }] of Object.entries(queriedColumns)) {
      const left = { kind: 'field', field, type, nullable } as const;
      const right = { kind: 'literal', type, nullable: true, value: null } as const;
      const query = {
        filter: { kind: 'compare', ...certain, operator: 'ne', left, right } as const,
        order: [{ expression: left, direction: 'desc' } as const],
        skip: 0,
        limit: 1,
      };
      const { items } = await actions.listItems(admin, { query, conditions: ['live', 'archived'] });
      expect(items.length).toBeGreaterThanOrEqual(nullable ? 0 : 1);
    }
    const relations: readonly QueriedRelation[] = ['iteration', 'follower', 'tag', 'alias'];
    for (const relation of relations) {
      const query = {
        filter: { kind: 'related', ...certain, relation, to: [] } as const,
        order: [],
        skip: 0,
        limit: 1,
      };
      expect((await actions.listItems(admin, { query, conditions: ['live'] })).total).toBeGreaterThanOrEqual(0);
    }
  });

  it('sees at once what was written', async () => {
    const { actions, admin } = test();
    expect(await found({ query: 'Tags: fresh' })).toEqual([]);
    await actions.changeItem(admin, { item: { key: 'TEST-1' }, fields: { tags: { set: ['fresh'] } } });
    expect(await found({ query: 'Tags: fresh' })).toEqual(['TEST-1']);
    expect((await send('_count', { query: 'Tags: fresh' })).json()).toBe(1);
  });
});
