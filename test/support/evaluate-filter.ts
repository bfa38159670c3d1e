import type { Arithmetic, Call, ComparisonOperator, Expression, SortKey } from '../../src/domain/filter.ts';

export type Value = string | number | boolean | null;
/** Fields have a value; relations have all the things the row stands in them to. */
export type Row = Readonly<Record<string, Value | readonly Value[]>>;

/** The rows a filter keeps, by a second reading of what the tree means: the measure for both engines. */
export function filterRows<R extends Row>(filter: Expression, rows: readonly R[]): R[] {
  return rows.filter((row) => evaluate(filter, row) === true);
}

/** The rows in the order of the keys; rows that tie keep their order. */
export function sortRows<R extends Row>(keys: readonly SortKey[], rows: readonly R[]): R[] {
  return rows.toSorted((one, other) => {
    for (const { expression, direction } of keys) {
      const [a, b] = [evaluate(expression, one), evaluate(expression, other)];
      const order = a === null || b === null ? Number(b === null) - Number(a === null) : compareValues(a, b);
      if (order !== 0) return direction === 'asc' ? order : -order;
    }
    return 0;
  });
}

/** The value of an expression for one row. */
export function evaluate(expression: Expression, row: Row): Value {
  switch (expression.kind) {
    case 'literal':
      return expression.value;
    case 'field':
      return fieldOf(row, expression.field);
    case 'and': {
      const terms = expression.terms.map((term) => evaluate(term, row));
      return terms.includes(false) ? false : terms.includes(null) ? null : true;
    }
    case 'or': {
      const terms = expression.terms.map((term) => evaluate(term, row));
      return terms.includes(true) ? true : terms.includes(null) ? null : false;
    }
    case 'not': {
      const term = evaluate(expression.term, row);
      return term === null ? null : !term;
    }
    case 'compare':
      return holds(expression.operator, evaluate(expression.left, row), evaluate(expression.right, row));
    case 'in': {
      const term = evaluate(expression.term, row);
      return expression.list.some((listed) => holds('eq', term, listed.value));
    }
    case 'related': {
      const related = row[expression.relation];
      if (!Array.isArray(related)) throw new Error(`The row has no relation ${expression.relation}`);
      const wanted = expression.to.map((literal) => literal.value);
      return wanted.length === 0 ? related.length > 0 : related.some((each) => wanted.includes(each));
    }
    case 'choice': {
      const of = evaluate(expression.of, row);
      const chosen = expression.cases.find(({ when }) => of !== null && holds('eq', of, when.value));
      return evaluate(chosen?.answer ?? expression.otherwise, row);
    }
    case 'arithmetic':
      return arithmetic(expression, row);
    case 'call':
      return call(expression, row);
  }
}

function fieldOf(row: Row, field: string): Value {
  const value = row[field] ?? null;
  if (value !== null && typeof value === 'object') throw new Error(`${field} is a relation`);
  return value;
}

function holds(operator: ComparisonOperator, left: Value, right: Value): boolean {
  const isEqual = left === null || right === null ? left === right : compareValues(left, right) === 0;
  if (operator === 'eq') return isEqual;
  if (operator === 'ne') return !isEqual;
  if (left === null || right === null) return false;
  const order = compareValues(left, right);
  return { lt: order < 0, le: order <= 0, gt: order > 0, ge: order >= 0 }[operator];
}

function compareValues(left: string | number | boolean, right: string | number | boolean): number {
  if (typeof left !== 'string' || typeof right !== 'string') return Number(left) - Number(right) || 0;
  return Buffer.compare(Buffer.from(left), Buffer.from(right));
}

function arithmetic({ operator, left, right }: Arithmetic, row: Row): number | null {
  const a = operand(left, row);
  const b = operand(right, row);
  if (a === null || b === null) return null;
  if (operator === 'add') return a + b;
  if (operator === 'subtract') return a - b;
  if (operator === 'multiply') return a * b;
  if (b === 0) return null;
  if (operator === 'divide') return a / b;
  return operator === 'truncated' ? Math.trunc(a / b) : a - b * Math.trunc(a / b);
}

/** The bounds within which neither engine raises an error for an overflow. */
function operand(side: Expression, row: Row): number | null {
  const value = evaluate(side, row);
  if (value === null || Math.abs(Number(value)) > 1e150) return null;
  return Math.abs(Number(value)) < 1e-150 ? 0 : Number(value);
}

function call({ name, args }: Call, row: Row): Value {
  const values = args.map((arg) => evaluate(arg, row));
  if (values.includes(null)) return null;
  const [a, b, c] = values as string[];
  const [text, part, by] = [String(a), String(b), String(c)];
  const number = Number(a);
  const moment = new Date(args[0]?.type === 'day' ? `${text}T00:00:00Z` : number);
  switch (name) {
    case 'contains':
      return text.includes(part);
    case 'startsWith':
      return text.startsWith(part);
    case 'endsWith':
      return text.endsWith(part);
    case 'length':
      return Array.from(text).length;
    case 'indexOf':
      return text.includes(part) ? Array.from(text.slice(0, text.indexOf(part))).length : -1;
    case 'substring': {
      const points = Array.from(text);
      const start = Number(b) < 0 ? Math.max(0, points.length + Number(b)) : Number(b);
      const length = args.length < 3 ? Number.POSITIVE_INFINITY : Number(c);
      return points.filter((_, index) => index >= start && index < start + length).join('');
    }
    case 'lower':
      return text.toLowerCase();
    case 'upper':
      return text.toUpperCase();
    case 'trim':
      return text.trim();
    case 'concat':
      return text + part;
    case 'replace':
      return part === '' ? text : text.split(part).join(by);
    case 'year':
      return moment.getUTCFullYear();
    case 'month':
      return moment.getUTCMonth() + 1;
    case 'day':
      return moment.getUTCDate();
    case 'hour':
      return moment.getUTCHours();
    case 'minute':
      return moment.getUTCMinutes();
    case 'second':
      return moment.getUTCSeconds();
    case 'date':
      return moment.toISOString().slice(0, 10);
    case 'round':
      return Math.abs(number) < 2 ** 52 ? Math.trunc(number + Math.sign(number) * 0.5) : number;
    case 'floor':
      return Math.floor(number);
    case 'ceiling':
      return Math.ceil(number);
    case 'negate':
      return -number;
  }
}
