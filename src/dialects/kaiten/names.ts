import { Refusal } from '../../domain/refusal.ts';

/**
 * The UUID that a path names something by, as it is stored. Numbers and anything else name nothing here.
 * @throws Refusal not_found
 */
export function uuidIn(text: string): string {
  if (!/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)) throw new Refusal('not_found', 'Not found');
  return text.toLowerCase();
}

/**
 * The number that a path names something by. UUIDs and anything else name nothing here.
 * @throws Refusal not_found
 */
export function numberIn(text: string): number {
  if (!/^[1-9]\d{0,14}$/.test(text)) throw new Refusal('not_found', 'Not found');
  return Number(text);
}

/** How much of most lists is told at once, asked for or not. */
export const longestPage = 100;

/**
 * A page of a list: what is no number counts as not said, and too much as the most, as the vendor does it in silence;
 * `skip` says what `offset` does. Where there is no most, there is no limit unless one is said.
 */
export function pageIn<Most extends number | null>(
  query: unknown,
  most: Most,
): { readonly skip: number; readonly limit: number | Most } {
  const count = (name: string) => /^\d{1,9}$/.exec(queryText(query, name) ?? '')?.[0];
  const limit = Number(count('limit') ?? 0);
  const skip = Number(count('offset') ?? count('skip') ?? 0);
  if (limit === 0) return { skip, limit: most };
  return { skip, limit: most === null ? limit : Math.min(limit, most) };
}

/** What a query says under a name, undefined when nothing; a name said several times stands for a comma list. */
export function queryText(query: unknown, name: string): string | undefined {
  const value: unknown = typeof query === 'object' && query !== null ? Reflect.get(query, name) : undefined;
  const text = Array.isArray(value) ? value.join(',') : value;
  return typeof text === 'string' && text !== '' ? text : undefined;
}
