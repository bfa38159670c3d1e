import type { FieldReference, Literal, Query } from '../domain/filter.ts';

/** What a literal is bound as: truth values as 0 and 1, instants as epoch milliseconds. */
export type Bound = string | number | null;

/** A query without what its literals say: queries of one shape differ in the values bound to one statement only. */
export interface QueryShape {
  /** The same for two queries exactly when the same SQL serves both. */
  readonly key: string;
  /** The literals whose values are bound; their places here are those that `key` names. */
  readonly literals: readonly Literal[];
  /** The fields that it names. */
  readonly fields: readonly string[];
}

/**
 * The shape of a query's filter and order. A null is part of it, as SQL spells a comparison with null differently, and
 * so is whether a number is whole. `skip` and `limit` are not looked at.
 */
export function shapeOf({ filter, order }: Query): QueryShape {
  const literals: Literal[] = [];
  const fields = new Set<string>();
  const key = JSON.stringify({ filter, order }, (_name, part: unknown) => {
    if (isField(part)) fields.add(part.field);
    if (!isLiteral(part) || part.value === null) return part;
    // A literal that stands in two places of the tree is one value in both.
    const known = literals.indexOf(part);
    const place = known === -1 ? literals.push(part) - 1 : known;
    return `${place} ${part.type} ${part.nullable} ${Number.isSafeInteger(part.value)}`;
  });
  return { key, literals, fields: [...fields] };
}

/** The value that is bound for a literal. No text that is kept holds U+0000, for which PostgreSQL cannot even be asked. */
export function boundValue({ type, value }: Literal): Bound {
  if (value === null) return null;
  return type === 'text' || type === 'day' ? String(value).replaceAll('\u0000', '\ufffd') : Number(value);
}

function isField(part: unknown): part is FieldReference {
  return typeof part === 'object' && part !== null && 'kind' in part && part.kind === 'field';
}

function isLiteral(part: unknown): part is Literal {
  return typeof part === 'object' && part !== null && 'kind' in part && part.kind === 'literal';
}
