import { notFound, type Thing } from '../../domain/refusal.ts';

/**
 * The number in a path. Ids are digits without sign or leading zero; anything else names nothing.
 * @throws Refusal not_found
 */
export function numberIn(text: string, thing: Thing): number {
  if (!/^[1-9]\d{0,15}$/.test(text)) throw notFound(thing);
  return Number(text);
}
