import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { check, faultsOf } from '../../../../test/support/check-text.ts';
import { namesIn } from './lookups.ts';
import { parseQuery } from './parser.ts';

describe('what is asked for amiss is told, every condition of it', () => {
  it.each([
    ['storyPoints: 5', ['unknown name at 0: Filter storyPoints does not exist']],
    ['Queue: TEST "No Such": 5', ['unknown name at 12: Filter No Such does not exist']],
    ['text: x', ['unknown name at 0: Filter text does not exist']],
    [
      'Queue: NOPE, TEST Sprint: 99 Assignee: nobody@ "Sort by": Nothing, Tags',
      [
        'unknown value at 7: Queue "NOPE" does not exist',
        'unknown value at 26: Sprint "99" does not exist',
        'unknown value at 39: User "nobody@" does not exist',
        'unknown name at 58: Filter Nothing does not exist',
        'misfit at 67: Issues cannot be sorted by Tags',
      ],
    ],
    ['"Status Type": odd', ['unknown value at 15: Status Type "odd" does not exist']],
    ['Priority: odd', ['unknown value at 10: Priority "odd" does not exist']],
    ['Queue: >TEST', ['misfit at 7: Queue takes no such comparisons']],
    ['Queue: #TEST', ['misfit at 7: Queue takes no such comparisons']],
    ['Queue: TEST..DEV', ['misfit at 7: Queue takes no ranges']],
    ['Summary: >x', ['misfit at 9: Summary takes no such comparisons']],
    ['Created: #x', ['misfit at 9: Created takes no such comparisons']],
    ['Created: >empty()', ['misfit at 9: Created takes no such comparisons']],
    ['Assignee: unresolved()', ['misfit at 10: Assignee takes no such comparisons']],
    ['Assignee: empty()-1d', ['misfit at 10: Assignee does not take empty()']],
    ['Assignee: me()+1d', ['misfit at 10: Assignee does not take me()']],
    ['Queue: me()', ['misfit at 7: Queue does not take me()']],
    ['Assignee: today()', ['misfit at 10: Assignee does not take today()']],
    ['Created: me()', ['misfit at 9: Created does not take me()']],
    ['Created: soon()', ['misfit at 9: Created does not take soon()']],
    ['Summary: now()', ['misfit at 9: Summary does not take now()']],
    ['Story Points: now()', ['misfit at 14: Story Points does not take now()']],
    ['Story Points: many', ['misfit at 14: "many" is not a number']],
    ['Story Points: 1e5', ['misfit at 14: "1e5" is not a number']],
    ['Estimate: 5', ['misfit at 10: "5" is not a time such as "1w 2d 5h 30m"']],
    ['Estimate: 5M', ['misfit at 10: "5M" is not a time such as "1w 2d 5h 30m"']],
    ['Estimate: PT', ['misfit at 10: "PT" is not a time such as "1w 2d 5h 30m"']],
    ['Created: 2026-02-30', ['misfit at 9: "2026-02-30" is not a date between 1900 and 2200']],
    ['Created: soon', ['misfit at 9: "soon" is not a date between 1900 and 2200']],
    ['Created: now()-999999w', ['misfit at 9: "now()" is not a date between 1900 and 2200']],
    ['Created: today()+999999y', ['misfit at 9: "today()" is not a date between 1900 and 2200']],
    ['Created: today()-999999M', ['misfit at 9: "today()" is not a date between 1900 and 2200']],
    ['Created: now()+999999h+999999h', ['misfit at 9: "now()" is not a date between 1900 and 2200']],
  ])('%s', (text, faults) => {
    expect(faultsOf(text)).toEqual(faults);
  });

  it('tells the written name apart from the wording', () => {
    expect(check('Сложность: 5')).toEqual({
      faults: [
        {
          kind: 'unknown name',
          at: 0,
          subject: 'Сложность',
          message: { ru: 'Фильтр Сложность не существует', en: 'Filter Сложность does not exist' },
        },
      ],
    });
  });

  it('searches for 200 words and not one more', () => {
    const words = (count: number) => Array.from({ length: count }, (_, word) => `w${word}`).join(' ');
    expect(faultsOf(`Summary: "${words(200)}"`)).toEqual([]);
    expect(faultsOf(`Summary: "${words(200)}" Summary: x`)).toEqual([
      expect.stringMatching(/^too large at \d+: A query searches for at most 200 words$/),
    ]);
  });
});

it('any query that can be read gets a meaning or faults that stand in it, and nothing is thrown', () => {
  const name = fc.constantFrom(
    'Queue',
    'Key',
    'Summary',
    'Status Type',
    'Type',
    'Followers',
    'Sprint',
    'Created',
    'Deadline',
    'Related',
    'Story Points',
    'Time Spent',
    'Resolution',
    'Tags',
    'Nothing',
    'Sprint In Progress By Board',
  );
  const operand = fc.oneof(
    fc.constantFrom('TEST', '44', '88', 'done', 'fixed', '-5', '2.5', '1w', '2026-04-07', '"2026-04-07 10:00"', 'x y'),
    fc.constantFrom('empty()', 'notEmpty()', 'me()', 'unresolved()', 'soon()', 'now()-999999y', 'today()+1M'),
    fc.constantFrom('week()-999999d', 'year()+174y', 'quarter()', 'now()+999999h', 'month()-3s', 'now()'),
  );
  const value = fc
    .tuple(fc.constantFrom('', '!', '>', '<=', '#', '~', '!<'), operand, fc.constantFrom('', '', '..'), operand)
    .map(([sign, from, dots, to]) => (dots === '' ? `${sign}${from}` : `${from}${dots}${to}`));
  const condition = fc
    .tuple(name, fc.array(value, { minLength: 1, maxLength: 3 }))
    .map(([named, values]) => `"${named}": ${values.join(', ')}`);
  const query = fc
    .array(fc.tuple(condition, fc.constantFrom(' ', ' AND ', ' OR ', ' NOT ')), { minLength: 1, maxLength: 4 })
    .map((parts) => `${parts.flat().slice(0, -1).join('')} "Sort by": ${parts.length > 2 ? 'Tags' : 'Key'}`);
  fc.assert(
    fc.property(query, (text) => {
      const result = check(text);
      if (!('faults' in result)) return;
      expect(result.faults.length).toBeGreaterThan(0);
      for (const { at } of result.faults) expect(at).toBeLessThan(text.length);
    }),
    { numRuns: 3000 },
  );
});

describe('the names of a query', () => {
  it('are told once for each kind, with the place where they stand first', () => {
    const parsed = parseQuery(
      'Queue: TEST, DEV (Author: ann@ OR Assignee: ann) NOT Queue: !TEST Sprint: TEST, empty() Created: 2026-01-01 x: y',
    );
    expect('faults' in parsed ? parsed : namesIn(parsed)).toEqual([
      { kind: 'queue', text: 'TEST', at: 7 },
      { kind: 'queue', text: 'DEV', at: 13 },
      { kind: 'person', text: 'ann', at: 26 },
      { kind: 'sprint', text: 'TEST', at: 74 },
    ]);
  });
});
