import { describe, expect, it } from 'vitest';
import { parsed, printQuery } from '../../../../test/support/print-query.ts';
import { parseQuery } from './parser.ts';
import type { Operand, ParsedQuery, SyntaxNode, ValueNode } from './syntax-tree.ts';

function faultOf(text: string): string {
  const result = parseQuery(text);
  return 'faults' in result ? result.faults.map(({ message }) => message.en).join('; ') : 'no fault';
}

const text = (at: number, value: string): Operand => ({ kind: 'text', at, text: value });
const call = (at: number, name: string): Operand => ({ kind: 'call', at, name, shifts: [] });
const is = (operand: Operand): ValueNode => ({
  kind: 'value',
  at: operand.at,
  negated: false,
  operator: 'is',
  operand,
});
const condition = (at: number, name: string, ...operands: readonly Operand[]): SyntaxNode => ({
  kind: 'condition',
  at,
  name,
  values: operands.map(is),
});

describe('queries that clients send become whole trees', () => {
  it.each<[string, ParsedQuery]>([
    ['Sprint: 44', { naming: 'names', condition: condition(0, 'Sprint', text(8, '44')), order: [] }],
    ['Sprint: "Sprint 1"', { naming: 'names', condition: condition(0, 'Sprint', text(8, 'Sprint 1')), order: [] }],
    [
      'Queue: "TEST" AND Assignee: me() AND Resolution: empty() AND Sprint: "Sprint 1" "Sort by": Updated DESC',
      {
        naming: 'names',
        condition: {
          kind: 'and',
          terms: [
            condition(0, 'Queue', text(7, 'TEST')),
            condition(18, 'Assignee', call(28, 'me')),
            condition(37, 'Resolution', call(49, 'empty')),
            condition(61, 'Sprint', text(69, 'Sprint 1')),
          ],
        },
        order: [{ at: 91, name: 'Updated', direction: 'desc' }],
      },
    ],
    [
      'Queue: TEST Status: open "Sort by": Updated DESC',
      {
        naming: 'names',
        condition: {
          kind: 'and',
          terms: [condition(0, 'Queue', text(7, 'TEST')), condition(12, 'Status', text(20, 'open'))],
        },
        order: [{ at: 36, name: 'Updated', direction: 'desc' }],
      },
    ],
    [
      'Created: >=now()-1w 2d, "2026-01-01"..today()',
      {
        naming: 'names',
        condition: {
          kind: 'condition',
          at: 0,
          name: 'Created',
          values: [
            {
              kind: 'value',
              at: 9,
              negated: false,
              operator: 'ge',
              operand: {
                kind: 'call',
                at: 11,
                name: 'now',
                shifts: [
                  { amount: -1, unit: 'w' },
                  { amount: -2, unit: 'd' },
                ],
              },
            },
            { kind: 'range', at: 24, negated: false, from: text(24, '2026-01-01'), to: call(38, 'today') },
          ],
        },
        order: [],
      },
    ],
  ])('%s', (query, tree) => {
    expect(parseQuery(query)).toEqual(tree);
  });
});

describe('conditions are grouped', () => {
  it.each([
    ['a: 1 OR b: 2 AND c: 3', '(a: 1) OR ((b: 2) AND (c: 3))'],
    ['a: 1 and b: 2 or c: 3', '((a: 1) AND (b: 2)) OR (c: 3)'],
    ['a: 1 b: 2 oR c: 3', '((a: 1) AND (b: 2)) OR (c: 3)'],
    ['a: 1 (b: 2 OR c: 3)', '(a: 1) AND ((b: 2) OR (c: 3))'],
    ['(a: 1 OR b: 2)(c: 3)', '((a: 1) OR (b: 2)) AND (c: 3)'],
    ['not a: 1 b: 2', '(NOT (a: 1)) AND (b: 2)'],
    ['NOT NOT (a: 1 OR b: 2)', 'NOT (NOT ((a: 1) OR (b: 2)))'],
    ['a:1,2 , "3 4"b:5', '(a: 1, 2, "3 4") AND (b: 5)'],
    ['login page Status: open', '(login) AND (page) AND (Status: open)'],
    ['"login page" OR #"exact" !"not this"', '("login page") OR ((#exact) AND (!"not this"))'],
    ['Tags: and, or, not', 'Tags: "and", "or", "not"'],
    ['Queue: TEST Story Points: >=5', '(Queue: TEST) AND ("Story Points": >=5)'],
    ['fast Story Points: 5', '(fast) AND ("Story Points": 5)'],
    ['Sprint In Progress By Board: 87', '"Sprint In Progress By Board": 87'],
    ['Тип статуса: новый Очередь: ТЕСТ', '("Тип статуса": новый) AND (Очередь: ТЕСТ)'],
  ])('%s', (query, grouping) => {
    expect(printQuery(parsed(query))).toBe(grouping);
  });
});

describe('values are read with their operators', () => {
  it.each([
    ['a: !b', 'a: !b'],
    ['a: ! "b c"', 'a: !"b c"'],
    ['a: > 5', 'a: >5'],
    ['a: <5, <=6, >=7', 'a: <5, <=6, >=7'],
    ['a: -5', 'a: "-5"'],
    ['a: #"b", ~"c", !#d', 'a: #b, ~c, !#d'],
    ['a: 1..5', 'a: 1..5'],
    ['a: 1 ... 5', 'a: 1..5'],
    ['a: 30.04.2017..05.05.2017', 'a: 30.04.2017..05.05.2017'],
    ['a: 01-01-2017 .. 02-03-2017', 'a: 01-01-2017..02-03-2017'],
    ['a: "2017-01-01".."2017-01-30"', 'a: 2017-01-01..2017-01-30'],
    ['a: ..5, 6.., !7..8', 'a: ..5, 6.., !7..8'],
    ['a: 5.. b: 6', '(a: 5..) AND (b: 6)'],
    ['a: 5.. not b: 6', '(a: 5..) AND (NOT (b: 6))'],
    ['a: 5.. or b: 6', '(a: 5..) OR (b: 6)'],
    ['a: today()-1w..today()', 'a: today()-1w..today()'],
    ['a: today( ) +3d and b: >= today()', '(a: today()+3d) AND (b: >=today())'],
    ['a: > today() - "1w 1d"', 'a: >today()-1w-1d'],
    ['a: now()+1M2w + 3y-4s', 'a: now()+1M+2w+3y-4s'],
    ['a: now()-1d 7d: b', '(a: now()-1d) AND (7d: b)'],
    ['a: 2026-04-07 10:00:00', 'a: "2026-04-07 10:00:00"'],
    ['a: 2026-04-07T10:00:00.000+0300..', 'a: "2026-04-07T10:00:00.000+0300"..'],
    ['a: 04/30/2017', 'a: 04/30/2017'],
    ['a: user3370@, "Иван Иванов"', 'a: user3370@, "Иван Иванов"'],
    ['a: TEST-12', 'a: TEST-12'],
    [String.raw`a: "say \"hi\" \\ \n"`, String.raw`a: "say \"hi\" \\ n"`],
  ])('%s', (query, values) => {
    expect(printQuery(parsed(query))).toBe(values);
  });
});

describe('an order stands at the end, in any letter case, quoted or not', () => {
  it.each([
    ['"Sort By": Created', ['Created asc']],
    ['Queue: A "sort by":Created ASC, "Story Points" desc', ['Created asc', 'Story Points desc']],
    ['Queue: A Sort by: Story Points DESC, Updated', ['Story Points desc', 'Updated asc']],
    ['SORT BY: asc desc', ['asc desc']],
    ['', []],
    [' \n ', []],
  ])('%s', (query, keys) => {
    expect(parsed(query).order.map(({ name, direction }) => `${name} ${direction}`)).toEqual(keys);
  });

  it('needs no condition before it', () => {
    expect(parsed('"Sort By": Key').condition).toBeNull();
  });
});

describe('a fault says where it is, counting from 0, and what stands there', () => {
  it.each([
    ['Queue:', 'Syntax error at position 6: expected a value, found the end'],
    ['Queue: TEST AND', 'Syntax error at position 15: expected a condition, found the end'],
    ['Queue: TEST OR OR', 'Syntax error at position 15: expected a condition, found "OR"'],
    ['Queue: TEST: x', 'Syntax error at position 11: expected a condition or the end, found ": x"'],
    ['(Queue: TEST', 'Syntax error at position 12: expected ")", found the end'],
    ['Queue: TEST)', 'Syntax error at position 11: expected a condition or the end, found ")"'],
    ['Queue: "TEST', 'Syntax error at position 7: a quote is not closed, found ""TEST"'],
    ['Queue = TEST', 'Syntax error at position 6: unexpected character, found "= TEST"'],
    ['Queue: A,', 'Syntax error at position 9: expected a value, found the end'],
    ['Created: >', 'Syntax error at position 10: expected a value, found the end'],
    ['Created: ..', 'Syntax error at position 11: expected a value, found the end'],
    ['Created: - 5', 'Syntax error at position 9: expected a value, found "- 5"'],
    ['me()', 'Syntax error at position 0: expected a condition, found "me()"'],
    ['Created: now()-soon', 'Syntax error at position 15: expected a time span such as 7d or "1w 2d", found "soon"'],
    ['"Sort by": Created Queue: A', 'Syntax error at position 24: expected a condition or the end, found ": A"'],
    ['"Sort by":', 'Syntax error at position 10: expected the name of a field, found the end'],
    ['("Sort by": Key)', 'Syntax error at position 1: expected a condition, found ""Sort by": Key)"'],
    [`Queue: ${'$'.repeat(99)}`, `Syntax error at position 7: unexpected character, found "${'$'.repeat(64)}…"`],
    ['Assignee: group(value: "Sales")', 'The function group is not supported'],
    ['Status: changed(to: "Open")', 'The function changed is not supported'],
    ['a\0b', 'The query is not well-formed text'],
    ['"\ud800"', 'The query is not well-formed text'],
  ])('%s', (query, message) => {
    expect(faultOf(query)).toBe(message);
  });
});

describe('a query has limits', () => {
  it('takes 64 levels and not one more, in parentheses and negations alike', () => {
    for (const deep of [
      (levels: number) => `${'('.repeat(levels)}a: 1${')'.repeat(levels)}`,
      (levels: number) => `${'not '.repeat(levels)}a: 1`,
    ]) {
      expect(faultOf(deep(64))).toBe('no fault');
      expect(faultOf(deep(65))).toBe('The query is nested more than 64 levels deep');
    }
  });

  it('takes 1,000 values of a filter and not one more', () => {
    const list = (count: number) => `a: ${Array.from({ length: count }, () => 'b').join(',')}`;
    expect(faultOf(list(1_000))).toBe('no fault');
    expect(faultOf(list(1_001))).toBe('A filter takes at most 1000 values');
  });

  it('takes 2,000 parts and not one more', () => {
    // A lone word is a condition and a value, the conjunction is one part more.
    const texts = (count: number) => Array.from({ length: count }, () => 'b').join(' ');
    expect(faultOf(texts(999))).toBe('no fault');
    expect(faultOf(texts(1_000))).toBe('The query has more than 2000 parts');
    expect(faultOf(`a: now()${'-1d'.repeat(2_000)}`)).toBe('The query has more than 2000 parts');
  });

  it('takes 16 keys of an order and not one more', () => {
    const keys = (count: number) => `"Sort by": ${Array.from({ length: count }, () => 'b').join(',')}`;
    expect(faultOf(keys(16))).toBe('no fault');
    expect(faultOf(keys(17))).toBe('A query is sorted by at most 16 fields');
  });

  it('takes 8,192 characters and not one more', () => {
    expect(faultOf('a'.repeat(8_192))).toBe('no fault');
    expect(faultOf('a'.repeat(8_193))).toBe('The query is longer than 8192 characters');
  });

  it.each([
    ['(', 8_000],
    ['not ', 2_000],
    ['a ', 4_000],
    ['Story ', 1_300],
    ['a:b..', 1_600],
    ['1d', 4_000],
    ['now()-1d ', 900],
    ['"\\', 4_000],
    ['a.', 4_000],
    ['2026-01-01 10:00', 500],
    ['sort by: ', 900],
  ])('is answered at once, whatever %j repeated asks for', (piece, times) => {
    const text = piece.repeat(times);
    const before = process.cpuUsage();
    for (let round = 0; round < 5; round += 1) parseQuery(text);
    const { user } = process.cpuUsage(before);
    expect(user / 5_000).toBeLessThan(100);
  });
});
