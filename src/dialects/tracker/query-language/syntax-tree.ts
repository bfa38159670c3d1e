/** A query as written: grouped, but with names and values unchecked. Every `at` is as in a `QueryFault`. */
export interface ParsedQuery {
  /** How filters are named: as the pages of the service show them, or by field id. */
  readonly naming: 'names' | 'ids';
  /** Null when nothing is asked of the rows. */
  readonly condition: SyntaxNode | null;
  readonly order: readonly SortNode[];
}

export type SyntaxNode =
  | ConditionNode
  | { readonly kind: 'and' | 'or'; readonly terms: readonly SyntaxNode[] }
  | { readonly kind: 'not'; readonly term: SyntaxNode };

/** One filter with the values of which any may hold; without a name the text is sought wherever text is. */
export interface ConditionNode {
  readonly kind: 'condition';
  readonly at: number;
  readonly name: string | null;
  readonly values: readonly ValueNode[];
}

export type ValueNode =
  | {
      readonly kind: 'value';
      readonly at: number;
      readonly negated: boolean;
      readonly operator: ValueOperator;
      readonly operand: Operand;
    }
  | {
      readonly kind: 'range';
      readonly at: number;
      readonly negated: boolean;
      /** Null where the range is open; never both. */
      readonly from: Operand | null;
      readonly to: Operand | null;
    };

/** `phrase` is written `#`, `unlike` is written `~`. */
export type ValueOperator = 'is' | 'gt' | 'ge' | 'lt' | 'le' | 'phrase' | 'unlike';

export type Operand =
  | { readonly kind: 'text'; readonly at: number; readonly text: string }
  | { readonly kind: 'call'; readonly at: number; readonly name: string; readonly shifts: readonly Shift[] };

/** One step of `now()-1w 2d`: seconds, minutes, hours, days, weeks, months (M), years; negative steps go back. */
export interface Shift {
  readonly amount: number;
  readonly unit: ShiftUnit;
}

export type ShiftUnit = 's' | 'm' | 'h' | 'd' | 'w' | 'M' | 'y';

export interface SortNode {
  readonly at: number;
  readonly name: string;
  readonly direction: 'asc' | 'desc';
}

/** How long a text may be (in UTF-16 units), and how deep and wide the tree; both forms of a query keep to it. */
export const limits = { text: 8_192, depth: 64, nodes: 2_000, keys: 16, values: 1_000 } as const;
