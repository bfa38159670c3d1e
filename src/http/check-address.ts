import type { FastifyRequest } from 'fastify';
import { Refusal } from '../domain/refusal.ts';

const maxTarget = 8192;
const maxQueryPairs = 100;

/**
 * Refuses an address that nobody is to read. No text that is kept holds U+0000, for which PostgreSQL cannot even be asked: a
 * path that holds it names nothing, a query is found fault with. Lone surrogates cannot be written in an address, as it is
 * percent-encoded UTF-8.
 * @throws Refusal address_too_long, not_found, invalid
 */
export function checkAddress({ originalUrl, url }: FastifyRequest): void {
  if (originalUrl.length > maxTarget) {
    throw new Refusal('address_too_long', `An address has at most ${maxTarget} bytes`);
  }
  if (originalUrl.split('&').length > maxQueryPairs) {
    throw new Refusal('invalid', `A query has at most ${maxQueryPairs} parameters`);
  }
  if (!url.includes('%00')) return;
  const begin = url.indexOf('?');
  const query = begin < 0 ? '' : url.slice(begin + 1);
  if (!query.includes('%00')) throw new Refusal('not_found', 'There is nothing at this address');
  const named = [...new URLSearchParams(query)].find((pair) => pair.some((text) => text.includes('\0')));
  const field = (named?.[0] ?? '').replaceAll('\0', '');
  const message = 'No text here has the character U+0000';
  throw new Refusal('invalid', message, { faults: [{ field, rule: 'format', message, isOfQuery: true }] });
}
