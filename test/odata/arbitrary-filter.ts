import fc from 'fast-check';
import type {
  ArithmeticOperator,
  Call,
  Expression,
  FieldCatalogue,
  FunctionName,
  Literal,
  ValueType,
} from '../../src/domain/filter.ts';
import type { Row, Value } from '../support/evaluate-filter.ts';

/** One field of every type, with and without missing values. */
export const catalogue: FieldCatalogue = {
  id: { type: 'integer', nullable: false },
  rank: { type: 'integer', nullable: true },
  size: { type: 'number', nullable: false },
  cost: { type: 'number', nullable: true },
  name: { type: 'text', nullable: false },
  note: { type: 'text', nullable: true },
  start: { type: 'day', nullable: false },
  finish: { type: 'day', nullable: true },
  made: { type: 'instant', nullable: false },
  seen: { type: 'instant', nullable: true },
  open: { type: 'boolean', nullable: false },
  late: { type: 'boolean', nullable: true },
};

const letter = fc.constantFrom(
  'a',
  'A',
  'b',
  'B',
  'ß',
  'İ',
  'ı',
  'Σ',
  'σ',
  'ﬁ',
  '𝒳',
  '\uff5e',
  ' ',
  '\u00a0',
  '%',
  '_',
  "'",
  '\\',
  '"',
);
const text = fc.string({ unit: letter, maxLength: 6 });
const integer = fc.oneof(fc.integer({ min: -6, max: 6 }), fc.maxSafeInteger());
const number = fc.oneof(
  fc.integer({ min: -12, max: 12 }).map((quarters) => quarters / 4),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.constantFrom(-0, 0.1, 0.3, 0.49999999999999994, 2 ** 52 + 1, 1e150, -1e151, 1e308, -1e308, 1e-150, 1e-300, 5e-324),
);
const day = fc
  .oneof(fc.integer({ min: -4, max: 4 }), fc.integer({ min: -25_000, max: 80_000 }))
  .map((days) => new Date(days * 86_400_000).toISOString().slice(0, 10));
const instant = fc.oneof(
  fc.integer({ min: -200_000_000, max: 200_000_000 }),
  fc.integer({ min: Date.parse('1900-01-01'), max: Date.parse('2200-12-31') }),
  fc.constantFrom(Date.parse('0001-01-01'), Date.parse('9999-12-31T23:59:59.999Z')),
);

const values: Readonly<Record<ValueType, fc.Arbitrary<Value>>> = {
  boolean: fc.boolean(),
  integer,
  number: fc.oneof(
    { weight: 9, arbitrary: number },
    fc.constantFrom(Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY),
  ),
  text,
  day,
  instant,
};

/** Up to a dozen rows, numbered from 1. */
export const rows: fc.Arbitrary<readonly (Row & { readonly id: number })[]> = fc
  .array(
    fc.record(
      Object.fromEntries(
        Object.entries(catalogue).map(([name, { type, nullable }]) => {
          const value = type === 'number' ? number : values[type];
          return [name, nullable ? fc.option(value, { freq: 3 }) : value];
        }),
      ),
    ),
    { minLength: 1, maxLength: 12 },
  )
  .map((list) => list.map((row, index) => ({ ...row, id: index + 1 })));

function literal(type: ValueType): fc.Arbitrary<Literal> {
  return fc
    .option(values[type], { freq: 8 })
    .map((value) => ({ kind: 'literal', type, nullable: value === null, value }));
}

function leaf(type: ValueType): fc.Arbitrary<Expression> {
  const fields = Object.entries(catalogue)
    .filter(([, typed]) => typed.type === type)
    .map(([field, typed]): Expression => ({ kind: 'field', field, ...typed }));
  return fc.oneof({ weight: 2, arbitrary: fc.constantFrom(...fields) }, literal(type));
}

function call(name: FunctionName, type: ValueType, ...args: readonly fc.Arbitrary<Expression>[]): fc.Arbitrary<Call> {
  return fc
    .tuple(...args)
    .map((list) => ({ kind: 'call', name, type, nullable: list.some((arg) => arg.nullable), args: list }));
}

function arithmetic(
  type: ValueType,
  operand: fc.Arbitrary<Expression>,
  ...operators: ArithmeticOperator[]
): fc.Arbitrary<Expression> {
  return fc
    .record({ operator: fc.constantFrom(...operators), left: operand, right: operand })
    .map((parts) => ({ kind: 'arithmetic', type, nullable: true, ...parts }));
}

/** Any expression of a type, nested at most `depth` deep. */
export function expression(type: ValueType, depth: number): fc.Arbitrary<Expression> {
  if (depth === 0) return leaf(type);
  const inner = (wanted: ValueType) => fc.constant(null).chain(() => expression(wanted, depth - 1));
  return fc.oneof(leaf(type), ...composed(type, inner));
}

function composed(type: ValueType, inner: (type: ValueType) => fc.Arbitrary<Expression>): fc.Arbitrary<Expression>[] {
  const boolean = { type: 'boolean', nullable: false } as const;
  const moment = fc.oneof(inner('day'), inner('instant'));
  switch (type) {
    case 'boolean': {
      const comparable = fc
        .constantFrom<ValueType>('boolean', 'integer', 'number', 'text', 'day', 'instant')
        .chain((each) => fc.tuple(inner(each), inner(each), fc.array(literal(each), { maxLength: 4 })));
      const comparison = fc
        .tuple(fc.constantFrom('eq', 'ne', 'lt', 'le', 'gt', 'ge'), comparable)
        .map(([operator, [left, right]]): Expression => ({ kind: 'compare', ...boolean, operator, left, right }));
      return [
        comparison,
        comparison,
        comparable.map(([term, , list]) => ({ kind: 'in', ...boolean, term, list })),
        inner('boolean').map((term) => ({ kind: 'not', type, nullable: term.nullable, term })),
        fc
          .tuple(fc.constantFrom('and', 'or'), fc.array(inner('boolean'), { minLength: 2, maxLength: 4 }))
          .map(([kind, terms]) => ({ kind, type, nullable: terms.some((term) => term.nullable), terms })),
        call('contains', type, inner('text'), inner('text')),
        call('startsWith', type, inner('text'), inner('text')),
        call('endsWith', type, inner('text'), inner('text')),
      ];
    }
    case 'integer':
      return [
        arithmetic(type, inner('integer'), 'add', 'subtract', 'multiply', 'truncated', 'remainder'),
        call('length', type, inner('text')),
        call('indexOf', type, inner('text'), inner('text')),
        call('negate', type, inner('integer')),
        ...(['year', 'month', 'day', 'hour', 'minute', 'second'] as const).map((part) => call(part, type, moment)),
      ];
    case 'number':
      return [
        arithmetic(type, inner('number'), 'add', 'subtract', 'multiply', 'divide', 'remainder'),
        arithmetic(type, inner('integer'), 'divide'),
        ...(['round', 'floor', 'ceiling', 'negate'] as const).map((name) => call(name, type, inner('number'))),
      ];
    case 'text':
      return [
        call('substring', type, inner('text'), inner('integer')),
        call('substring', type, inner('text'), inner('integer'), inner('integer')),
        call('lower', type, inner('text')),
        call('upper', type, inner('text')),
        call('trim', type, inner('text')),
        call('concat', type, inner('text'), inner('text')),
        call('replace', type, inner('text'), inner('text'), inner('text')),
      ];
    case 'day':
      return [call('date', type, inner('instant'))];
    case 'instant':
      return [];
  }
}
