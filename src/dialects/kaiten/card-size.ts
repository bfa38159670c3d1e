/** What a card's size comes to: the number in its text, and the rest of the text. */
export interface CardSize {
  readonly size: number | null;
  readonly size_unit: string | null;
  readonly size_text: string | null;
}

const none: CardSize = { size: null, size_unit: null, size_text: null };

/** Reads a size as somebody typed it: `3 M` is 3 of the unit `M`, `XL` is a unit alone, `.5` is a number alone. */
export function sizeOfText(text: string): CardSize {
  const [, digits = '', unit = ''] = /^\s*(\d{1,9}(?:[.,]\d{0,9})?|[.,]\d{1,9})?\s*(.*?)\s*$/s.exec(text) ?? [];
  if (digits === '' && unit === '') return none;
  return {
    size: digits === '' ? null : Number(digits.replace(',', '.')),
    size_unit: unit === '' ? null : unit,
    size_text: text,
  };
}

/** The size of a card: what was typed, or the estimate that another program gave as a number. */
export function sizeOf(item: { readonly estimate: number | null; readonly estimateText: string | null }): CardSize {
  if (item.estimateText !== null) return { ...sizeOfText(item.estimateText), size: item.estimate };
  return item.estimate === null ? none : { ...none, size: item.estimate, size_text: String(item.estimate) };
}
