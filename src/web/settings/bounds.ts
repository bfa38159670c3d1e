/** What stands in a field for a number: as it was read, or as it was typed; nothing as empty text. */
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
export function fits(typed: Typed, { from, to, hasParts = false, mayBeEmpty = false }: Bounds): boolean {
  if (typed === '') return mayBeEmpty;
  const value = toNumber(typed);
  return value >= from && value <= to && (hasParts || Number.isInteger(value));
}

/** The number that stands in a field, with a point or a comma; NaN where there is none. */
export function toNumber(typed: Typed): number {
  if (typeof typed === 'number') return typed;
  const text = typed.trim();
  return /^\d+([.,]\d+)?$/.test(text) ? Number(text.replace(',', '.')) : Number.NaN;
}
