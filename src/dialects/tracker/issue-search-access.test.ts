import { describe, expect, it } from 'vitest';
import { engines } from '../../../test/support/open-test-app.ts';
import { useIssueSearch } from '../../../test/support/use-issue-search.ts';

describe.each(engines)('Who finds what in Tracker, on %s', (engine) => {
  const { send, tokens } = useIssueSearch(engine);

  describe('for somebody who sees one queue', () => {
    const asGuest = (path: string, body: unknown) => send(path, body, { authorization: `OAuth ${tokens['guest']}` });

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
});
