import { describe, expect, it } from 'vitest';
import { engines } from '../../../test/support/open-test-app.ts';
import { useIssueSearch } from '../../../test/support/use-issue-search.ts';
import { type QueriedRelation, queriedColumns } from './query-language/fields.ts';

const home = 'http://timebox.test/v3/issues/_search';

describe.each(engines)('Finding issues in Tracker, on %s', (engine) => {
  const { test, send, found, sprints, people, boards } = useIssueSearch(engine);

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
