import { customOf, customReference } from '../../../domain/custom-fields.ts';
import { utcDay } from '../../../domain/days.ts';
import type { Comparison, ComparisonOperator, Expression, Literal, ValueType } from '../../../domain/filter.ts';
import { type DateLiteral, readDate } from './date-literal.ts';
import { dayOf } from './functions.ts';
import type { SyntaxNode } from './parser.ts';

/** One side of a comparison: what was written and what it is. */
export interface Side {
  readonly node: SyntaxNode;
  readonly value: Expression;
}

/** Compares two values, or says (null) that their types have nothing to do with each other. */
export function compare(operator: ComparisonOperator, written: Side, against: Side): Expression | null {
  const left = adapt(written, against.value);
  const right = adapt(against, written.value);
  const [leftType, rightType] = [left.value.type, right.value.type];
  if (leftType === 'day' && rightType === 'instant') return compareDay(operator, left.value, right);
  if (leftType === 'instant' && rightType === 'day') return compareDay(mirrored[operator], right.value, left);
  if (leftType !== rightType && !(isNumeric(leftType) && isNumeric(rightType))) return null;
  return comparison(operator, left.value, right.value);
}

/** `term in (…)`, or the first of the listed values that the term cannot be compared with. */
export function member(written: Side, list: readonly Side[]): Expression | { readonly misfit: Side } {
  const term = adapt(written, list[0]?.value ?? written.value).value;
  const values: Literal[] = [];
  const days: Literal[] = [];
  for (const side of list) {
    const { node, value } = adapt(side, term);
    if (value.kind !== 'literal') return { misfit: side };
    if (value.type === term.type || (isNumeric(value.type) && isNumeric(term.type))) values.push(value);
    else if (term.type === 'instant' && value.type === 'day') days.push(value);
    else if (term.type !== 'day' || node.kind !== 'literal' || node.literal.type !== 'date') return { misfit: side };
    else if (countsAsDay(node.literal.value)) values.push(writtenDay(node.literal.value));
  }
  const among = membership(term, values);
  if (days.length === 0) return among;
  return { kind: 'or', type: 'boolean', nullable: false, terms: [among, membership(dayOf(term), days)] };
}

/** A null takes any type, a quoted text may be a date, 1 and 0 may be true and false (MS-ODATA 2.2.2). */
function adapt(side: Side, other: Expression): Side {
  if (side.node.kind !== 'literal') return { ...side, value: fitted(side.value, other.type) };
  const { literal } = side.node;
  switch (literal.type) {
    case 'null':
      return { ...side, value: nullOf(other.type) };
    case 'text': {
      const date = other.type === 'day' || other.type === 'instant' ? readDate(literal.value) : null;
      return date === null ? side : dateSide(side, date);
    }
    case 'number':
      if (other.type !== 'boolean' || !literal.integer || (literal.value !== 0 && literal.value !== 1)) return side;
      return { ...side, value: { kind: 'literal', type: 'boolean', nullable: false, value: literal.value === 1 } };
    case 'boolean':
    case 'date':
    case 'unsupported':
      return side;
  }
}

/** What it is where a value of the type is needed: a custom field may hold anything. */
export function fitted(value: Expression, type: ValueType): Expression {
  const custom = value.kind === 'field' ? customOf(value.field) : undefined;
  return custom === undefined ? value : customReference(custom.name, type);
}

function dateSide(side: Side, date: DateLiteral): Side {
  return { node: { kind: 'literal', at: side.node.at, literal: { type: 'date', value: date } }, value: dateOf(date) };
}

/** The value of a date literal: a day when no time was written, else an instant. */
export function dateOf(date: DateLiteral): Literal {
  if (date.form === 'day') return { kind: 'literal', type: 'day', nullable: false, value: date.day };
  return { kind: 'literal', type: 'instant', nullable: false, value: date.at };
}

export function nullOf(type: ValueType): Literal {
  return { kind: 'literal', type, nullable: true, value: null };
}

/**
 * A day against something with a time. A literal in a zone counts as the date it shows, an instant as its UTC day, so
 * that a field of one kind can be compared with a field of the other. A literal without a zone is exact: the day is
 * its own midnight, which any later time on it exceeds and none equals.
 */
function compareDay(operator: ComparisonOperator, day: Expression, { node, value }: Side): Expression {
  if (node.kind !== 'literal' || node.literal.type !== 'date') {
    return comparison(operator, day, value.kind === 'literal' ? utcDayOf(value) : dayOf(value));
  }
  const written = writtenDay(node.literal.value);
  if (countsAsDay(node.literal.value)) return comparison(operator, day, written);
  switch (operator) {
    case 'eq':
    case 'ne':
      return { kind: 'literal', type: 'boolean', nullable: false, value: operator === 'ne' };
    case 'lt':
    case 'le':
      return comparison('le', day, written);
    case 'gt':
    case 'ge':
      return comparison('gt', day, written);
  }
}

/** Whether a literal with a time can equal a day: one in a zone counts as the date it shows, else it must be midnight. */
function countsAsDay(date: DateLiteral): boolean {
  return date.form === 'zoned' || date.at % 86_400_000 === 0;
}

function writtenDay(date: DateLiteral): Literal {
  return dateOf({ ...date, form: 'day' });
}

/** The UTC day of an instant that is known, such as now: worth knowing before the query runs, for an index's sake. */
function utcDayOf(instant: Literal): Literal {
  const value = typeof instant.value === 'number' ? utcDay(instant.value) : null;
  return { ...instant, type: 'day', value };
}

function comparison(operator: ComparisonOperator, left: Expression, right: Expression): Comparison {
  return { kind: 'compare', type: 'boolean', nullable: false, operator, left, right };
}

function membership(term: Expression, list: readonly Literal[]): Expression {
  return { kind: 'in', type: 'boolean', nullable: false, term, list };
}

const mirrored: Readonly<Record<ComparisonOperator, ComparisonOperator>> = {
  eq: 'eq',
  ne: 'ne',
  lt: 'gt',
  le: 'ge',
  gt: 'lt',
  ge: 'le',
};

function isNumeric(type: ValueType): boolean {
  return type === 'integer' || type === 'number';
}
