import type { Expression, FieldReference, Literal, SortKey } from '../../../domain/filter.ts';
import { all, among, any, compare, constant, isMissing, lowered, negation, related } from './expressions.ts';
import { attempt, type Faults, type QueryFault, refused, unknownName } from './fault.ts';
import { type FilterField, findById, findByName } from './fields.ts';
import { fieldOf, type Lookups } from './lookups.ts';
import { type Clock, remembering } from './moments.ts';
import { readAmount, readMoment, readNamed, readText } from './read-operand.ts';
import type { ConditionNode, Operand, ParsedQuery, SortNode, SyntaxNode, ValueNode } from './syntax-tree.ts';
import { createTextSearch } from './text-search.ts';

/** Who asks, and what time it is for them. */
export interface CheckContext extends Clock {
  /** The id of the person that `me()` is. */
  readonly me: number;
}

/** A query in the core's terms. */
export interface CheckedQuery {
  readonly filter?: Expression;
  readonly order: readonly SortKey[];
}

/**
 * Gives a parsed query its meaning, after the names that `namesIn` tells of were looked up. Any of the values of a
 * filter may hold, but none of those that are negated. Gives all faults, at most one for each condition and sort key.
 */
export function checkQuery(query: ParsedQuery, lookups: Lookups, context: CheckContext): CheckedQuery | Faults {
  const faults: QueryFault[] = [];
  const meaningOf = createMeaning(query.naming, lookups, context);
  const collect = (node: SyntaxNode): Expression => {
    if (node.kind === 'not') return negation(collect(node.term));
    if (node.kind !== 'condition') {
      const terms = node.terms.map(collect);
      return node.kind === 'and' ? all(terms) : any(terms);
    }
    const meaning = attempt(() => meaningOf(node));
    if (!('faults' in meaning)) return meaning;
    faults.push(...meaning.faults);
    return constant(false);
  };
  const filter = query.condition === null ? {} : { filter: collect(query.condition) };
  const order: SortKey[] = [];
  for (const node of query.order) {
    const keys = attempt(() => sortKeys(node, query.naming));
    if ('faults' in keys) faults.push(...keys.faults);
    else order.push(...keys);
  }
  return faults.length > 0 ? { faults } : { ...filter, order };
}

function sortKeys({ at, name, direction }: SortNode, naming: ParsedQuery['naming']): readonly SortKey[] {
  const field = naming === 'names' ? findByName(name) : findById(name);
  if (field === undefined) throw unknownName(at, name);
  if (field.order.length === 0) {
    throw refused('misfit', at, name, {
      ru: `Задачи нельзя отсортировать по полю ${field.name}`,
      en: `Issues cannot be sorted by ${field.name}`,
    });
  }
  return field.order.map((expression) => ({ expression, direction }));
}

/** What one value asks for: to be equal to one of some literals, which are then compared in one go, or a condition. */
type Match = { readonly equals: readonly Literal[] } | { readonly holds: Expression };

type Bound = 'is' | 'gt' | 'ge' | 'lt' | 'le';
type Range = Extract<ValueNode, { kind: 'range' }>;

function createMeaning(
  naming: ParsedQuery['naming'],
  lookups: Lookups,
  context: CheckContext,
): (node: ConditionNode) => Expression {
  const searchText = createTextSearch();
  const clock = remembering(context);

  function anyOf(field: FilterField, values: readonly ValueNode[]): Expression {
    const matches = values.map((value) => match(field, value));
    const literals = matches.flatMap((each) => ('equals' in each ? each.equals : []));
    const conditions = matches.flatMap((each) => ('holds' in each ? [each.holds] : []));
    return any([...(literals.length === 0 ? [] : equalsOneOf(field, literals)), ...conditions]);
  }

  function match(field: FilterField, value: ValueNode): Match {
    if (value.kind === 'range') return { holds: between(field, value) };
    const { operand, operator } = value;
    const emptiness = emptinessOf(operand);
    if (emptiness !== undefined) {
      if (operator !== 'is' || (emptiness === 'unresolved' && !field.columns.some(isResolution)))
        throw misuse(field, value);
      return { holds: emptiness === 'notempty' ? negation(isEmpty(field)) : isEmpty(field) };
    }
    switch (field.reading.kind) {
      case 'moment':
      case 'number':
      case 'minutes': {
        if (operator === 'phrase' || operator === 'unlike') throw misuse(field, value);
        if (operator === 'is' && field.reading.kind !== 'moment') return { equals: [readAmount(field, operand)] };
        return { holds: any(field.columns.map((column) => bound(field, column, operator, operand))) };
      }
      case 'words': {
        const found = searchText(field, value, readText(field, operand));
        if (found === undefined) throw misuse(field, value);
        return { holds: found };
      }
      case 'thing':
      case 'choice':
      case 'key':
      case 'tag':
        if (operator !== 'is') throw misuse(field, value);
        return { equals: readNamed(field, operand, lookups, context.me) };
    }
  }

  /** Both ends belong to the range. */
  function between(field: FilterField, range: Range): Expression {
    const { kind } = field.reading;
    if (kind !== 'moment' && kind !== 'number' && kind !== 'minutes') throw misuse(field, range);
    const ends = (column: FieldReference): readonly Expression[] => [
      ...(range.from === null ? [] : [bound(field, column, 'ge', range.from)]),
      ...(range.to === null ? [] : [bound(field, column, 'le', range.to)]),
    ];
    return any(field.columns.map((column) => all(ends(column))));
  }

  function bound(field: FilterField, column: FieldReference, operator: Bound, operand: Operand): Expression {
    if (field.reading.kind === 'moment') return momentBound(field, column, operator, operand);
    return compare(operator === 'is' ? 'eq' : operator, column, readAmount(field, operand));
  }

  /** A moment that lasts is one whole: after a day is after its end. */
  function momentBound(field: FilterField, column: FieldReference, operator: Bound, operand: Operand): Expression {
    const { from, to } = readMoment(field, column.type === 'day' ? 'day' : 'instant', operand, clock);
    switch (operator) {
      case 'is':
        return all([compare('ge', column, from), compare('lt', column, to)]);
      case 'gt':
        return compare('ge', column, to);
      case 'ge':
        return compare('ge', column, from);
      case 'lt':
        return compare('lt', column, from);
      case 'le':
        return compare('lt', column, to);
    }
  }

  return (node) => {
    const field = fieldOf(node, naming);
    if (field === undefined) throw unknownName(node.at, node.name ?? '');
    const wanted = node.values.filter((value) => !value.negated);
    const unwanted = node.values.filter((value) => value.negated);
    const excluded = unwanted.length === 0 ? [] : [negation(anyOf(field, unwanted))];
    return all(wanted.length === 0 && unwanted.length > 0 ? excluded : [anyOf(field, wanted), ...excluded]);
  };
}

/** Whether one of the columns or relations of a filter has one of the values; there is at least one value. */
function equalsOneOf({ columns, relations, reading }: FilterField, values: readonly Literal[]): readonly Expression[] {
  // Keys of types and resolutions are kept as they were sent, and sought in any letter case.
  const term = (column: FieldReference): Expression =>
    reading.kind === 'choice' && reading.open ? lowered(column) : column;
  return [
    ...columns.map((column) => among(term(column), values)),
    ...relations.map((relation) => related(relation, values)),
  ];
}

type Emptiness = 'empty' | 'notempty' | 'unresolved';

function emptinessOf(operand: Operand): Emptiness | undefined {
  if (operand.kind !== 'call' || operand.shifts.length > 0) return undefined;
  const name = operand.name.toLowerCase();
  return name === 'empty' || name === 'notempty' || name === 'unresolved' ? name : undefined;
}

/** Whether nothing at all stands in the columns and relations of a filter. */
function isEmpty({ columns, relations }: FilterField): Expression {
  return all([...columns.map(isMissing), ...relations.map((relation) => negation(related(relation, [])))]);
}

function isResolution({ field }: FieldReference): boolean {
  return field === 'resolution';
}

function misuse({ name }: FilterField, { at, kind }: ValueNode): Error {
  const isRange = kind === 'range';
  return refused('misfit', at, name, {
    ru: `Фильтр ${name} не принимает ${isRange ? 'диапазоны' : 'такие сравнения'}`,
    en: `${name} takes no ${isRange ? 'ranges' : 'such comparisons'}`,
  });
}
