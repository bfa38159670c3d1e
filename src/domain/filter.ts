/**
 * The query tree to which every query language is reduced before the store sees it: typed, with the core's own field
 * names, free of any caller's spelling. What a tree means, null above all, is said here once; the store compiles it.
 */

/**
 * `integer` and `number` are both doubles; only a division tells them apart. A `day` is `YYYY-MM-DD` text,
 * an `instant` epoch milliseconds, compared and taken apart in UTC.
 */
export type ValueType = 'boolean' | 'integer' | 'number' | 'text' | 'day' | 'instant';

/** What a value is, and whether a row may lack it. */
export interface Typed {
  readonly type: ValueType;
  readonly nullable: boolean;
}

/** The fields that a query may name: our field name → what it holds. */
export type FieldCatalogue = Readonly<Record<string, Typed>>;

export type Expression =
  | Literal
  | FieldReference
  | Logic
  | Negation
  | Comparison
  | Membership
  | Relation
  | Choice
  | Arithmetic
  | Call;

export interface FieldReference extends Typed {
  readonly kind: 'field';
  readonly field: string;
}

/** A value written in the query. `null` has a type too: that of the place where it stands. */
export interface Literal extends Typed {
  readonly kind: 'literal';
  readonly value: string | number | boolean | null;
}

/** `and`, `or` over one or more terms, three-valued: unknown (null) is neither true nor false. */
export interface Logic extends Typed {
  readonly kind: 'and' | 'or';
  readonly terms: readonly Expression[];
}

/** True ↔ false; null stays null. */
export interface Negation extends Typed {
  readonly kind: 'not';
  readonly term: Expression;
}

export type ComparisonOperator = 'eq' | 'ne' | 'lt' | 'le' | 'gt' | 'ge';

/**
 * Always true or false. `eq` and `ne` take null for a value like any other; the ordering ones are false when a side is
 * null, so that `not (x lt 1)` is true where x is missing. Text is ordered by code point, false before true.
 */
export interface Comparison extends Typed {
  readonly kind: 'compare';
  readonly operator: ComparisonOperator;
  readonly left: Expression;
  readonly right: Expression;
}

/** Whether the term equals, in the sense of `eq`, one of the listed values; always true or false. */
export interface Membership extends Typed {
  readonly kind: 'in';
  readonly term: Expression;
  readonly list: readonly Literal[];
}

/**
 * Whether the row stands in a relation of many to one of the listed things, or to any at all when none is listed;
 * always true or false. An item may be in several iterations, a field can only name one.
 */
export interface Relation extends Typed {
  readonly kind: 'related';
  readonly relation: string;
  readonly to: readonly Literal[];
}

/** What a value stands for: the answer of the first case that it equals, else `otherwise`; so for null too. */
export interface Choice extends Typed {
  readonly kind: 'choice';
  readonly of: Expression;
  readonly cases: readonly { readonly when: Literal; readonly answer: Expression }[];
  readonly otherwise: Expression;
}

/** `truncated` is the division of integers: it drops the fraction. What each does at its limits: `calculate`. */
export type ArithmeticOperator = 'add' | 'subtract' | 'multiply' | 'divide' | 'truncated' | 'remainder';

export interface Arithmetic extends Typed {
  readonly kind: 'arithmetic';
  readonly operator: ArithmeticOperator;
  readonly left: Expression;
  readonly right: Expression;
}

/**
 * A function of its arguments; null when one of them is null. Texts are counted in code points from 0:
 * - `contains`, `startsWith`, `endsWith`: whole, part; `indexOf`: whole, part, −1 when absent;
 * - `substring`: text, start, and length or to the end; a negative start counts from the end, a negative length is 0;
 * - `lower`, `upper`: the full Unicode mapping of no language; `trim`: every blank of Unicode, at both ends;
 * - `replace`: text, what, by what; nothing happens when `what` is empty;
 * - `year` … `second`: of a day or an instant (UTC); a day's time is midnight; `date`: the UTC day of an instant;
 * - `round`: halves away from zero.
 */
export interface Call extends Typed {
  readonly kind: 'call';
  readonly name: FunctionName;
  readonly args: readonly Expression[];
}

export type FunctionName =
  | 'contains'
  | 'startsWith'
  | 'endsWith'
  | 'length'
  | 'indexOf'
  | 'substring'
  | 'lower'
  | 'upper'
  | 'trim'
  | 'concat'
  | 'replace'
  | DatePart
  | 'date'
  | 'round'
  | 'floor'
  | 'ceiling'
  | 'negate';

export type DatePart = 'year' | 'month' | 'day' | 'hour' | 'minute' | 'second';

/** One key of an order; a missing value comes first when ascending, last when descending. */
export interface SortKey {
  readonly expression: Expression;
  readonly direction: 'asc' | 'desc';
}

/** What a list is asked for. A row is in it when `filter` is true, not when it is null; `limit` null means all. */
export interface Query {
  readonly filter?: Expression;
  readonly order: readonly SortKey[];
  readonly skip: number;
  readonly limit: number | null;
}
