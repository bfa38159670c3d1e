import type {
  Comparison,
  ComparisonOperator,
  Expression,
  FieldReference,
  Literal,
  ValueType,
} from '../../../domain/filter.ts';
import type { QueriedRelation } from './fields.ts';

/** None of these is ever null, so that `not` finds exactly the other rows. */
const certain = { type: 'boolean', nullable: false } as const;

export function literal(type: ValueType, value: string | number): Literal {
  return { kind: 'literal', type, nullable: false, value };
}

export function constant(value: boolean): Literal {
  return { kind: 'literal', ...certain, value };
}

export function compare(operator: ComparisonOperator, left: Expression, right: Literal): Comparison {
  return { kind: 'compare', ...certain, operator, left, right };
}

export function isMissing(column: FieldReference): Comparison {
  return compare('eq', column, { kind: 'literal', type: column.type, nullable: true, value: null });
}

export function among(term: Expression, list: readonly Literal[]): Expression {
  return { kind: 'in', ...certain, term, list };
}

/** Whether the row stands in the relation to one of the things; when none is listed, to any. */
export function related(relation: QueriedRelation, to: readonly Literal[]): Expression {
  return { kind: 'related', ...certain, relation, to };
}

/** Whether a text, which may be missing, has the part in it. */
export function contains(column: FieldReference, part: string): Expression {
  const found: Expression = {
    kind: 'call',
    type: 'boolean',
    nullable: column.nullable,
    name: 'contains',
    args: [column, literal('text', part)],
  };
  return column.nullable ? all([negation(isMissing(column)), found]) : found;
}

export function lowered(column: FieldReference): Expression {
  return { kind: 'call', type: 'text', nullable: column.nullable, name: 'lower', args: [column] };
}

export function all(terms: readonly Expression[]): Expression {
  const [first] = terms;
  if (first === undefined) return constant(true);
  return terms.length === 1 ? first : { kind: 'and', ...certain, terms };
}

export function any(terms: readonly Expression[]): Expression {
  const [first] = terms;
  if (first === undefined) return constant(false);
  return terms.length === 1 ? first : { kind: 'or', ...certain, terms };
}

export function negation(term: Expression): Expression {
  if (term.kind === 'not') return term.term;
  return { kind: 'not', ...certain, term };
}
