import { Refusal } from '../../domain/refusal.ts';

/**
 * The UUID that a path names something by, as it is stored. Numbers and anything else name nothing here.
 * @throws Refusal not_found
 */
export function uuidIn(text: string): string {
  if (!/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)) throw new Refusal('not_found', 'Not found');
  return text.toLowerCase();
}

/** What a query says under a name, undefined when nothing; a name said several times stands for a comma list. */
export function queryText(query: unknown, name: string): string | undefined {
  const value: unknown = typeof query === 'object' && query !== null ? Reflect.get(query, name) : undefined;
  const text = Array.isArray(value) ? value.join(',') : value;
  return typeof text === 'string' && text !== '' ? text : undefined;
}
