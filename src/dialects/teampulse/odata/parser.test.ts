import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isTextFault } from './fault.ts';
import { parseFilter, parseOrder, type SyntaxNode } from './parser.ts';

/** The grouping of a tree, with parentheses around everything. */
function show(node: SyntaxNode): string {
  switch (node.kind) {
    case 'literal': {
      const { literal } = node;
      if (literal.type === 'null') return 'null';
      if (literal.type === 'unsupported') return literal.name;
      return literal.type === 'date' ? literal.value.day : JSON.stringify(literal.value);
    }
    case 'path':
      return node.names.join('/');
    case 'call':
      return `${node.name}(${node.args.map(show).join(', ')})`;
    case 'not':
    case 'negative':
      return `(${node.kind} ${show(node.term)})`;
    case 'and':
    case 'or':
      return `(${node.terms.map(show).join(` ${node.kind} `)})`;
    case 'in':
      return `(${show(node.term)} in [${node.list.map(show).join(', ')}])`;
    case 'binary':
      return `(${show(node.left)} ${node.operator} ${show(node.right)})`;
  }
}

function faultOf(parse: () => unknown): string {
  try {
    parse();
  } catch (error) {
    if (isTextFault(error)) return error.message;
    throw error;
  }
  return 'no fault';
}

describe('operators group as OData 4.01 says', () => {
  it.each([
    ['a or b and c', '(a or (b and c))'],
    ['a and b or c', '((a and b) or c)'],
    ['a or b or c', '(a or b or c)'],
    ['not a eq b', '((not a) eq b)'],
    ['not (a eq b) and c', '((not (a eq b)) and c)'],
    ['not(a)', '(not a)'],
    ['a eq b lt c', '(a eq (b lt c))'],
    ['a eq b ne c', '((a eq b) ne c)'],
    ['10 sub 4 sub 3 eq 3', '(((10 sub 4) sub 3) eq 3)'],
    ['1 mul 2 add 3', '((1 mul 2) add 3)'],
    ['1 add 2 mul 3', '(1 add (2 mul 3))'],
    ['8 div 4 div 2 divby 3 mod 2', '((((8 div 4) div 2) divby 3) mod 2)'],
    ['-a mul b', '((negative a) mul b)'],
    ['- a in (1)', '(negative (a in [1]))'],
    ['not a in (1)', '(not (a in [1]))'],
    ['a in (1,-2, null ) eq true', '((a in [1, -2, null]) eq true)'],
    ['a in ()', '(a in [])'],
    ['(a)and(b)', '(a and b)'],
    ['A EQ 1 Or not B', '((A eq 1) or (not B))'],
  ])('%s', (text, grouping) => {
    expect(show(parseFilter(text))).toBe(grouping);
  });
});

describe('no word is reserved', () => {
  it.each([
    ["date eq datetime'2013-10-24'", '(date eq 2013-10-24)'],
    ['date(date) eq 2013-10-24', '(date(date) eq 2013-10-24)'],
    ['not eq 1', '(not eq 1)'],
    ['true and true()', '(true and true())'],
    ['and eq or', '(and eq or)'],
    ['fields/Status eq fields.Name', '(fields/Status eq fields/Name)'],
    ['constructor eq __proto__', '(constructor eq __proto__)'],
    ['имя eq 1', '(имя eq 1)'],
  ])('%s', (text, grouping) => {
    expect(show(parseFilter(text))).toBe(grouping);
  });
});

describe('literals of OData v2 to v4 are read', () => {
  it.each([
    ["'O''Neil'", '"O\'Neil"'],
    ["''''", '"\'"'],
    ["'%'", '"%"'],
    ['12L', '12'],
    ['-12.50m', '-12.5'],
    ['+2E5', '200000'],
    ['1.5e-3F', '0.0015'],
    ['- 5', '-5'],
    ['tRue', 'true'],
    ['NULL', 'null'],
    ["DateTime'2013-10-10'", '2013-10-10'],
    ["datetimeoffset'2013-10-10T23:00:00-07:00'", '2013-10-10'],
    ['2013-10-10T12:00 02:00', '2013-10-10'],
    ["guid'01234567-89ab-cdef-0123-456789abcdef'", 'guid'],
    ['a1234567-89ab-cdef-0123-456789abcdef', 'guid'],
    ["X'0A'", 'x'],
    ["duration'PT8H'", 'duration'],
    ['08:00:00', 'time'],
  ])('%s', (text, value) => {
    expect(show(parseFilter(text))).toBe(value);
  });
});

describe('a fault says where it is, counting characters from 1, and what stands there', () => {
  it.each([
    ['name = 1', `Syntax error at position 6: unexpected character, found "= 1"`],
    ["name eq 'x", `Syntax error at position 9: a quote is not closed, found "'x"`],
    ["'\u{1f600}' eq = 1", `Syntax error at position 8: unexpected character, found "= 1"`],
    ['name eq', 'Syntax error at position 8: expected a value, found the end'],
    ["(name eq 'x'", 'Syntax error at position 13: expected ")", found the end'],
    ["name eq 'x')", 'Syntax error at position 12: expected an operator or the end, found ")"'],
    ['42.', 'Syntax error at position 1: this is not a number or a date, found "42."'],
    ['.1', 'Syntax error at position 1: expected a value, found ".1"'],
    ['name in (name)', 'Syntax error at position 10: a list holds literals only, found "name)"'],
    ["Sales.Pattern'Yellow'", `Syntax error at position 7: no literal begins with pattern', found "Pattern'Yellow'"`],
    ['2013-02-30', 'Invalid date at position 1: "2013-02-30" is not a date of the calendar'],
    ['a eq 2013-01-01T24:00Z', 'Invalid date at position 6: "2013-01-01T24:00Z" is not a date of the calendar'],
    ['1e999', 'Number out of range at position 1: it does not fit a double'],
    ['a'.repeat(129), 'Name too long at position 1: a name has at most 128 characters'],
    ['fields/', 'Syntax error at position 8: expected a name, found the end'],
    ['', 'Syntax error at position 1: expected a value, found the end'],
  ])('%s', (text, message) => {
    expect(faultOf(() => parseFilter(text))).toBe(message);
  });
});

describe('a query has limits', () => {
  it('takes 64 levels around a value and not one more, in parentheses, functions, prefixes and sums alike', () => {
    const deep: readonly ((levels: number) => string)[] = [
      (levels) => '('.repeat(levels) + 'true' + ')'.repeat(levels),
      (levels) => 'f('.repeat(levels) + 'a' + ')'.repeat(levels),
      (levels) => 'not '.repeat(levels) + 'a',
      (levels) => '- '.repeat(levels) + 'a',
      (levels) => `a${' add 1'.repeat(levels)}`,
    ];
    for (const text of deep) {
      expect(faultOf(() => parseFilter(text(64)))).toBe('no fault');
      expect(faultOf(() => parseFilter(text(65)))).toMatch(
        /^Query too deep at position \d+: at most 64 levels are taken$/,
      );
    }
  });

  it('takes 2,000 parts and not one more', () => {
    const choices = (count: number) => Array.from({ length: count }, () => 'a').join(' or ');
    expect(faultOf(() => parseFilter(choices(1999)))).toBe('no fault');
    expect(faultOf(() => parseFilter(choices(2000)))).toMatch(/^Query too long at position/);
    expect(faultOf(() => parseFilter(`a in (${'1,'.repeat(2000)}1)`))).toMatch(/^Query too long at position/);
  });

  it('takes 16 keys of an order and not one more', () => {
    expect(parseOrder(Array.from({ length: 16 }, () => 'a').join(','))).toHaveLength(16);
    expect(faultOf(() => parseOrder(Array.from({ length: 17 }, () => 'a').join(',')))).toMatch(/^Too many keys/);
  });

  it('refuses ninety thousand brackets as soon as anything else', () => {
    expect(faultOf(() => parseFilter('('.repeat(90_000)))).toMatch(/^Query too deep/);
  });
});

describe('an order is a list of keys with a direction', () => {
  it.each([
    ['name', ['name asc']],
    [' name \t desc ', ['name desc']],
    ['a asc,b,c DESC', ['a asc', 'b asc', 'c desc']],
    ['a add 1 desc,asc', ['(a add 1) desc', 'asc asc']],
  ])('%s', (text, keys) => {
    expect(parseOrder(text).map(({ node, direction }) => `${show(node)} ${direction}`)).toEqual(keys);
  });

  it.each(['', ',name', 'name,', 'name ascending', 'name asc desc'])('not %j', (text) => {
    expect(faultOf(() => parseOrder(text))).toMatch(/^Syntax error at position \d+/);
  });
});

it('any text gives a tree or a fault, and nothing else', () => {
  const piece = fc.constantFrom(
    "'",
    '(',
    ')',
    ',',
    '/',
    '.',
    '-',
    '+',
    ' ',
    '\t',
    '1',
    '2.5',
    '12e',
    '2013-02-28',
    'T10:00',
    'Z',
    'eq',
    'not',
    'in',
    'and',
    'mod',
    'null',
    'INF',
    'name',
    'date',
    "datetime'",
    '$it',
    '"',
    '[',
    '\u0000',
    '\ud800',
    'é',
    '𝒳',
    '٣',
    'fields/',
    '-',
    ':',
  );
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join('')),
  );
  fc.assert(
    fc.property(text, (written) => {
      for (const parse of [parseFilter, parseOrder]) {
        expect(faultOf(() => parse(written))).toMatch(/^no fault$| at position \d+: /);
      }
    }),
    { numRuns: 3000 },
  );
});
