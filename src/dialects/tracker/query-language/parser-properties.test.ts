import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsed, printQuery } from '../../../../test/support/print-query.ts';
import { parseQuery, parseValue } from './parser.ts';
import type { Operand, ParsedQuery, Shift, SyntaxNode, ValueNode } from './syntax-tree.ts';

describe('any text', () => {
  const piece = fc.constantFrom(
    '"',
    '\\',
    '(',
    ')',
    ',',
    ':',
    '!',
    '#',
    '~',
    '<',
    '>=',
    '..',
    '...',
    '+',
    '-',
    ' ',
    '\t',
    '1',
    '2.5',
    'a: b',
    '2026-04-07',
    'T10:00',
    'Z',
    'AND',
    'or',
    'NOT',
    'empty()',
    'now()',
    'foo(',
    '-7d',
    '1w',
    'Queue',
    'Story',
    'Points',
    'Sort by',
    '"Sort By":',
    'Updated',
    'DESC',
    'Спринт',
    'é',
    '𝒳',
    '٣',
    '\ud800',
    '\0',
    '@',
    '/',
    '._',
  );
  const anyText = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join('')),
    fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(' ')),
  );

  it('gives a tree or a fault that stands in the text, and nothing is thrown', () => {
    fc.assert(
      fc.property(anyText, (query) => {
        const result = parseQuery(query);
        parseValue(query);
        if (!('faults' in result)) return;
        expect(result.faults).toHaveLength(1);
        for (const { at, message } of result.faults) {
          expect(at).toBeGreaterThanOrEqual(0);
          expect(at).toBeLessThanOrEqual(query.length);
          expect(message.en.length).toBeLessThan(300);
        }
      }),
      { numRuns: 5000 },
    );
  });
});

describe('any tree', () => {
  const at = 0;
  const someText = fc.oneof(
    fc.constantFrom(
      'TEST-1',
      'and',
      'NOT',
      'desc',
      '-5',
      '2026-04-07',
      '2026-04-07 10:00',
      'a..b',
      '',
      '"',
      '\\',
      '1w',
    ),
    fc.string({ unit: 'grapheme', maxLength: 8 }).filter((each) => each.isWellFormed() && !each.includes('\0')),
  );
  const shift = fc.record({
    amount: fc.integer({ min: -999_999, max: 999_999 }).filter((amount) => amount !== 0),
    unit: fc.constantFrom('s', 'm', 'h', 'd', 'w', 'M', 'y'),
  });
  const operand: fc.Arbitrary<Operand> = fc.oneof(
    someText.map((value) => ({ kind: 'text' as const, at, text: value })),
    fc.record({
      kind: fc.constant('call' as const),
      at: fc.constant(at),
      name: fc.constantFrom('empty', 'me', 'now', 'week', 'имя'),
      shifts: fc.array(shift, { maxLength: 3 }) as fc.Arbitrary<Shift[]>,
    }),
  );
  const operators = ['is', 'gt', 'ge', 'lt', 'le', 'phrase', 'unlike'] as const;
  const value: fc.Arbitrary<ValueNode> = fc.oneof(
    fc.record({
      kind: fc.constant('value' as const),
      at: fc.constant(at),
      negated: fc.boolean(),
      operator: fc.constantFrom(...operators),
      operand,
    }),
    fc
      .record({
        kind: fc.constant('range' as const),
        at: fc.constant(at),
        negated: fc.boolean(),
        from: fc.option(operand),
        to: fc.option(operand),
      })
      .filter(({ from, to }) => from !== null || to !== null),
  );
  const named = fc.record({
    kind: fc.constant('condition' as const),
    at: fc.constant(at),
    name: someText.filter((name) => name.trim().toLowerCase() !== 'sort by'),
    values: fc.array(value, { minLength: 1, maxLength: 4 }),
  });
  const lone = fc.record({
    kind: fc.constant('condition' as const),
    at: fc.constant(at),
    name: fc.constant(null),
    values: fc.tuple(
      fc.record({
        kind: fc.constant('value' as const),
        at: fc.constant(at),
        negated: fc.boolean(),
        operator: fc.constantFrom('is' as const, 'phrase' as const),
        operand: someText.map((each) => ({ kind: 'text' as const, at, text: each })),
      }),
    ),
  });
  const { node } = fc.letrec<{ node: SyntaxNode }>((tie) => ({
    node: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      named,
      lone,
      tie('node').map((term) => ({ kind: 'not' as const, term })),
      fc.record({
        kind: fc.constantFrom('and' as const, 'or' as const),
        terms: fc.array(tie('node'), { minLength: 2, maxLength: 4 }),
      }),
    ),
  }));
  const query: fc.Arbitrary<ParsedQuery> = fc.record({
    naming: fc.constant('names' as const),
    condition: fc.option(node),
    order: fc.array(
      fc.record({ at: fc.constant(at), name: someText, direction: fc.constantFrom('asc' as const, 'desc' as const) }),
      { maxLength: 3 },
    ),
  });

  /** Positions aside, which a tree that was made up does not have. */
  const bare = (tree: unknown) => JSON.parse(JSON.stringify(tree, (key, part) => (key === 'at' ? undefined : part)));

  it('is read back from its own text', () => {
    fc.assert(
      fc.property(query, (tree) => {
        expect(bare(parsed(printQuery(tree)))).toEqual(bare(tree));
      }),
      { numRuns: 1000 },
    );
  });
});
