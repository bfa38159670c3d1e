import type { Language } from '../words/language.ts';

/** What a text means as a number of zero or more, with a point or a comma: null for nothing yet, undefined for no number. */
export function numberOf(text: string): number | null | undefined {
  const plain = text.trim();
  if (!/^\d{0,9}(?:[.,]\d{0,6})?$/.test(plain)) return undefined;
  return /\d/.test(plain) ? Number(plain.replace(',', '.')) : null;
}

/** A number as somebody of the language would type it. */
export function textOf(value: number | null, language: Language): string {
  if (value === null) return '';
  return language === 'ru' ? String(value).replace('.', ',') : String(value);
}
