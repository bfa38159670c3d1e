import { expect, it } from 'vitest';
import type { Expression, Literal, Query } from '../domain/filter.ts';
import { boundValue, shapeOf } from './query-shape.ts';

const points: Expression = { kind: 'field', field: 'points', type: 'number', nullable: true };
const number = (value: number | null): Literal => ({
  kind: 'literal',
  type: 'number',
  nullable: value === null,
  value,
});
const equal = (left: Expression, right: Expression): Expression => {
  return { kind: 'compare', operator: 'eq', type: 'boolean', nullable: false, left, right };
};
const either = (...terms: Expression[]): Expression => ({ kind: 'or', type: 'boolean', nullable: false, terms });
const query = (filter: Expression): Query => ({ filter, order: [], skip: 0, limit: null });
const keyOf = (filter: Expression) => shapeOf(query(filter)).key;

it('queries that differ in what their literals say are of one shape, which tells the literals apart by place', () => {
  const shape = shapeOf(query(either(equal(points, number(1)), equal(points, number(2)))));
  expect(shape.key).toBe(keyOf(either(equal(points, number(7)), equal(points, number(7)))));
  expect(shape.literals.map(boundValue)).toEqual([1, 2]);
});

it('null, fractions, types, fields and the number of terms are part of the shape', () => {
  const text: Literal = { kind: 'literal', type: 'text', nullable: false, value: '1' };
  const field: Expression = { ...points, field: 'other' };
  const different = [
    equal(points, number(1)),
    equal(points, number(null)),
    equal(points, number(1.5)),
    equal(points, text),
    equal(field, number(1)),
    equal({ ...points, nullable: false }, number(1)),
    either(equal(points, number(1)), equal(points, number(1))),
  ];
  expect(new Set(different.map(keyOf)).size).toBe(different.length);
});

it('one literal in two places is not two literals', () => {
  const one = number(1);
  const shared = either(equal(points, one), equal(points, one));
  expect(shapeOf(query(shared)).literals).toEqual([one]);
  expect(keyOf(shared)).not.toBe(keyOf(either(equal(points, number(1)), equal(points, number(1)))));
});

it('truth values are bound as 0 and 1, days and texts as they are', () => {
  const bound = (type: Literal['type'], value: Literal['value']) =>
    boundValue({ kind: 'literal', type, nullable: value === null, value });
  expect([bound('boolean', true), bound('boolean', false), bound('day', '2026-01-01'), bound('instant', 5)]).toEqual([
    1,
    0,
    '2026-01-01',
    5,
  ]);
  expect(bound('text', null)).toBe(null);
});
