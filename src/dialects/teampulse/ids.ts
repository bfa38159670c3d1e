import { Refusal } from '../../domain/refusal.ts';

/** The largest number that clients' integers hold. */
export const largestInteger = 2_147_483_647;

/** Whether a number can be an id. */
export function isId(number: number): boolean {
  return Number.isInteger(number) && number >= 1 && number <= largestInteger;
}

/** Whether a text is an id: digits without sign or leading zero. */
export function isIdText(text: string): boolean {
  return /^[1-9]\d{0,9}$/.test(text) && isId(Number(text));
}

/** The id in an address; what is none names nothing. @throws Refusal not_found */
export function idIn(text: string, missing: string): number {
  if (!isIdText(text)) throw new Refusal('not_found', missing);
  return Number(text);
}
