import type {
  Comparison,
  ComparisonOperator,
  Expression,
  FieldCatalogue,
  FieldReference,
  Literal,
  ValueType,
} from '../../domain/filter.ts';

/** What a list of cards may be filtered and ordered by, as the core calls it. */
export const cardFields = {
  id: { type: 'integer', nullable: false },
  projectId: { type: 'integer', nullable: false },
  boardId: { type: 'integer', nullable: false },
  columnId: { type: 'integer', nullable: false },
  subcolumnId: { type: 'integer', nullable: true },
  laneId: { type: 'integer', nullable: false },
  type: { type: 'text', nullable: false },
  ownerId: { type: 'integer', nullable: false },
  assigneeId: { type: 'integer', nullable: true },
  category: { type: 'text', nullable: false },
  categoryRank: { type: 'integer', nullable: false },
  condition: { type: 'text', nullable: false },
  asap: { type: 'integer', nullable: false },
  externalId: { type: 'text', nullable: true },
  estimate: { type: 'number', nullable: true },
  titleFolded: { type: 'text', nullable: false },
  descriptionFolded: { type: 'text', nullable: true },
  dueDay: { type: 'day', nullable: true },
  dueAt: { type: 'instant', nullable: true },
  hasDueTime: { type: 'integer', nullable: false },
  createdAt: { type: 'instant', nullable: false },
  updatedAt: { type: 'instant', nullable: false },
  startedAt: { type: 'instant', nullable: true },
  doneAt: { type: 'instant', nullable: true },
  columnAt: { type: 'instant', nullable: false },
  movedAt: { type: 'instant', nullable: false },
  sortOrder: { type: 'number', nullable: false },
} as const satisfies FieldCatalogue;
export type CardField = keyof typeof cardFields;

/** None of these is ever null, so that `not` finds exactly the other rows. */
const certain = { type: 'boolean', nullable: false } as const;

export function fieldOf(field: CardField): FieldReference {
  return { kind: 'field', field, ...cardFields[field] };
}

export function literal(type: ValueType, value: string | number): Literal {
  return { kind: 'literal', type, nullable: false, value };
}

export function compare(operator: ComparisonOperator, left: Expression, right: Expression): Comparison {
  return { kind: 'compare', ...certain, operator, left, right };
}

export function isMissing(field: FieldReference): Comparison {
  return compare('eq', field, { kind: 'literal', type: field.type, nullable: true, value: null });
}

export function isPresent(field: FieldReference): Expression {
  return negation(isMissing(field));
}

/** Whether a value is one of a list; of an empty one it never is. */
export function among(term: Expression, list: readonly Literal[]): Expression {
  return list.length === 0 ? any([]) : { kind: 'in', ...certain, term, list };
}

export function related(relation: 'follower' | 'tag' | 'tagId', to: readonly Literal[]): Expression {
  return { kind: 'related', ...certain, relation, to };
}

/** Whether a text, which may be missing, has the part in it. */
export function contains(field: FieldReference, part: string): Expression {
  const { nullable } = field;
  const args = [field, literal('text', part)];
  const found: Expression = { kind: 'call', type: 'boolean', nullable, name: 'contains', args };
  return nullable ? all([isPresent(field), found]) : found;
}

export function all(terms: readonly Expression[]): Expression {
  const [first] = terms;
  if (first === undefined) return { kind: 'literal', ...certain, value: true };
  return terms.length === 1 ? first : { kind: 'and', ...certain, terms };
}

export function any(terms: readonly Expression[]): Expression {
  const [first] = terms;
  if (first === undefined) return { kind: 'literal', ...certain, value: false };
  return terms.length === 1 ? first : { kind: 'or', ...certain, terms };
}

export function negation(term: Expression): Expression {
  return term.kind === 'not' ? term.term : { kind: 'not', ...certain, term };
}
