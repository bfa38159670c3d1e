import type { Iteration } from '../../client/native.ts';
import type { Words } from '../words/use-words.ts';

/** What amounts are counted in. */
export type Unit = 'points' | 'items';

/** Points, unless nothing in the iteration has an estimate. */
export function unitOf({ scope }: Pick<Iteration, 'scope'>): Unit {
  return scope.points === 0 && scope.items > 0 ? 'items' : 'points';
}

/** An amount with its unit, as the language counts. */
export function amountIn(words: Words, unit: Unit, value: number): string {
  return unit === 'points' ? words.t('amounts.points', { count: value }) : words.t('amounts.items', { count: value });
}

/** How much there is of an amount, as in «8 of 28 points». */
export function partOf(words: Words, unit: Unit, part: number, whole: number): string {
  const counted = { part: numberIn(words, part), count: whole };
  return unit === 'points' ? words.t('amounts.ofPoints', counted) : words.t('amounts.ofItems', counted);
}

/** A bare number as the language writes it. */
export function numberIn({ language }: Words, value: number): string {
  return (writers[language] ??= new Intl.NumberFormat(language, { maximumFractionDigits: 2 })).format(value);
}

/** To make one takes far longer than to write with it. */
const writers: Partial<Record<Words['language'], Intl.NumberFormat>> = {};

/** A difference, with its sign. */
export function differenceIn(words: Words, value: number): string {
  return signOf(value) + numberIn(words, Math.abs(value));
}

/** A difference with its sign and unit. */
export function changeIn(words: Words, unit: Unit, value: number): string {
  return signOf(value) + amountIn(words, unit, Math.abs(value));
}

/** A minus is as long as a plus is wide, and nothing has no sign. */
function signOf(value: number): string {
  if (value === 0) return '';
  return value > 0 ? '+' : '−';
}
