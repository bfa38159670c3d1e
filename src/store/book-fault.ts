/** A figure that is kept beside its source and does not agree with it. */
export interface BookFault {
  readonly of: 'iteration' | 'board' | 'item';
  readonly id: number;
  /** Which figure: a counter, a day row's `day kind points|items`, how many items of a board are at a stage, or how an item was carried. */
  readonly figure: string;
  readonly kept: number;
  /** What its source adds up to. */
  readonly counted: number;
  readonly source: 'memberships' | 'ledger' | 'items' | 'receipts';
}
