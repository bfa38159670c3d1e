/** What stands in a field for a number: text while it is none, nothing as empty text. */
export type Typed = number | string;

/** Which numbers a field takes. */
export interface Bounds {
  readonly from: number;
  readonly to: number;
  /** Whether parts of one are numbers too. */
  readonly hasParts?: boolean;
  /** Whether nothing is an answer. */
  readonly mayBeEmpty?: boolean;
}

/** Whether what stands in a field is an answer. */
export function fits(value: Typed, { from, to, hasParts = false, mayBeEmpty = false }: Bounds): boolean {
  if (value === '') return mayBeEmpty;
  return typeof value === 'number' && value >= from && value <= to && (hasParts || Number.isInteger(value));
}
