import { Type } from 'typebox';
import type { Expression, FieldReference, Literal, Query, SortKey } from '../../domain/filter.ts';
import type { ItemCondition } from '../../domain/item.ts';
import { orderIn } from '../../domain/iteration-order.ts';
import { folded } from '../../domain/text.ts';
import { limitIn, pageQuery, refusedParameter } from './page-query.ts';

const Text = Type.String({ minLength: 1, maxLength: 256 });
const IdText = Type.String({ pattern: '^[1-9][0-9]{0,14}$' });

/** What a list of items takes. */
export const ItemQuery = Type.Object({
  q: Type.Optional(Type.String({ minLength: 1, maxLength: 256, description: 'A part of the title or of the key' })),
  category: Type.Optional(
    Type.String({ maxLength: 64, description: 'queued, in_progress, done, cancelled, comma-separated' }),
  ),
  assignee: Type.Optional(
    Type.String({ pattern: '^([1-9][0-9]{0,14}|none)$', description: 'A person by id, or `none`' }),
  ),
  tag: Type.Optional(Text),
  type: Type.Optional(Text),
  ids: Type.Optional(
    Type.String({
      pattern: '^[1-9][0-9]{0,14}(,[1-9][0-9]{0,14}){0,99}$',
      description: 'Only those of these items that are in the list, comma-separated; a hundred at most',
    }),
  ),
  iteration: Type.Optional(
    Type.String({
      pattern: '^([1-9][0-9]{0,14}|none)$',
      description: 'An iteration by id, or `none`: what is in no open iteration of its project, which is the backlog',
    }),
  ),
  condition: Type.Optional(
    Type.Union([Type.Literal('live'), Type.Literal('archived')], {
      description: 'Live alone if absent; in an iteration both',
    }),
  ),
  ...pageQuery,
});
export type ItemQuery = Type.Static<typeof ItemQuery>;

/** What the list of a board's items takes. */
export const BoardItemQuery = Type.Object({
  ...ItemQuery.properties,
  columnId: Type.Optional(IdText),
  laneId: Type.Optional(IdText),
});
export type BoardItemQuery = Type.Static<typeof BoardItemQuery>;

/** A list of items in the core's terms. */
interface ItemList {
  readonly query: Query & { readonly limit: number };
  readonly conditions: readonly ItemCondition[];
}

/** The items of a project, by their ranks. @throws Refusal invalid */
export function itemsOfProject(projectId: number, query: ItemQuery): ItemList {
  const where = equal(numeric('projectId'), projectId);
  return listOf([where, ...planned(query)], query, ['live'], placed('rank'));
}

/** The items of a board: those of each column and lane in the order in which they stand there. @throws Refusal invalid */
export function itemsOfBoard(boardId: number, query: BoardItemQuery): ItemList {
  const { columnId, laneId } = query;
  const where = [
    equal(numeric('boardId'), boardId),
    ...(columnId === undefined ? [] : [equal(numeric('columnId'), Number(columnId))]),
    ...(laneId === undefined ? [] : [equal(numeric('laneId'), Number(laneId))]),
    ...planned(query),
  ];
  return listOf(where, query, ['live'], placed('sortOrder'));
}

/** The items that are in an iteration, in its order; what was put away stays there. @throws Refusal invalid */
export function itemsOfIteration(iterationId: number, query: Omit<ItemQuery, 'iteration'>): ItemList {
  return listOf([related('iteration', [numberOf(iterationId)])], query, ['live', 'archived'], orderIn(iterationId));
}

/** The items whose title or key has a text, what was changed last first. */
export function itemsLike(q: string, limit: number): ItemList {
  const changed: FieldReference = { kind: 'field', field: 'updatedAt', type: 'instant', nullable: false };
  const order: SortKey[] = [{ expression: changed, direction: 'desc' }];
  return { query: { filter: named(q), order, skip: 0, limit }, conditions: ['live', 'archived'] };
}

function listOf(
  where: readonly Expression[],
  query: ItemQuery,
  usual: readonly ItemCondition[],
  by: FieldReference,
): ItemList {
  const { condition } = query;
  const order: SortKey[] = [{ expression: by, direction: 'asc' }];
  return {
    query: { filter: all([...where, ...filtersIn(query)]), order, skip: 0, limit: limitIn(query.limit) },
    conditions: condition === undefined ? usual : [condition],
  };
}

function planned({ iteration }: ItemQuery): readonly Expression[] {
  if (iteration === undefined) return [];
  return [iteration === 'none' ? not(related('planned', [])) : related('iteration', [numberOf(Number(iteration))])];
}

function placed(field: 'rank' | 'sortOrder'): FieldReference {
  return { kind: 'field', field, type: 'number', nullable: false };
}

function filtersIn({ q, category, assignee, tag, type, ids }: ItemQuery): readonly Expression[] {
  const assigneeId: FieldReference = { kind: 'field', field: 'assigneeId', type: 'integer', nullable: true };
  return [
    ...(q === undefined ? [] : [named(q)]),
    ...(ids === undefined ? [] : [among(ids)]),
    ...(category === undefined ? [] : [categories(category)]),
    ...(assignee === undefined ? [] : [equal(assigneeId, assignee === 'none' ? null : Number(assignee))]),
    ...(tag === undefined ? [] : [related('tag', [textOf(tag)])]),
    ...(type === undefined ? [] : [equal(textual('type'), type)]),
  ];
}

function named(q: string): Expression {
  return any([contains('titleFolded', folded(q)), contains('key', q.toUpperCase())]);
}

function among(ids: string): Expression {
  const list = ids.split(',').map((id) => numberOf(Number(id)));
  return { kind: 'in', ...certain, term: numeric('id'), list };
}

const knownCategories = new Set(['queued', 'in_progress', 'done', 'cancelled']);

function categories(list: string): Expression {
  const words = list.split(',');
  if (!words.every((word) => knownCategories.has(word))) {
    throw refusedParameter('category', `A category is one of ${[...knownCategories].join(', ')}`);
  }
  return { kind: 'in', ...certain, term: textual('category'), list: words.map(textOf) };
}

/** None of these is ever null. */
const certain = { type: 'boolean', nullable: false } as const;

function numeric(field: string): FieldReference {
  return { kind: 'field', field, type: 'integer', nullable: false };
}

function textual(field: string): FieldReference {
  return { kind: 'field', field, type: 'text', nullable: false };
}

function numberOf(value: number | null): Literal {
  return { kind: 'literal', type: 'integer', nullable: value === null, value };
}

function textOf(value: string): Literal {
  return { kind: 'literal', type: 'text', nullable: false, value };
}

function equal(field: FieldReference, value: string | number | null): Expression {
  const right = typeof value === 'string' ? textOf(value) : numberOf(value);
  return { kind: 'compare', ...certain, operator: 'eq', left: field, right };
}

function contains(field: string, part: string): Expression {
  return { kind: 'call', ...certain, name: 'contains', args: [textual(field), textOf(part)] };
}

function related(relation: 'planned' | 'iteration' | 'tag', to: readonly Literal[]): Expression {
  return { kind: 'related', ...certain, relation, to };
}

function not(term: Expression): Expression {
  return { kind: 'not', ...certain, term };
}

function all(terms: readonly Expression[]): Expression {
  return { kind: 'and', ...certain, terms };
}

function any(terms: readonly Expression[]): Expression {
  return { kind: 'or', ...certain, terms };
}
