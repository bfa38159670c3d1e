import type { FastifyRequest } from 'fastify';
import { addressWith, badParameter, numberParameter, textParameter } from './query-parameters.ts';

/** A piece of a list that grows at its end: at most so many entries after a number. */
export interface Cursor {
  readonly after: number;
  readonly limit: number;
}

const usualSize = 50;
const largestSize = 1000;

/**
 * `id` and `perPage` of the address; `readNumber` gives the number behind an id of the list, undefined for what is none.
 * @throws Refusal invalid
 */
export function cursorIn(request: FastifyRequest, readNumber: (id: string) => number | undefined): Cursor {
  const limit = numberParameter(request, 'perPage', { smallest: 1, largest: largestSize, otherwise: usualSize });
  const id = textParameter(request, 'id');
  const after = id === undefined || id === '' ? 0 : readNumber(id);
  if (after === undefined) {
    throw badParameter(request, 'id', {
      ru: 'Ожидается идентификатор последней полученной записи',
      en: 'The id of the last entry that was read is expected',
    });
  }
  return { after, limit };
}

/**
 * Where a list begins and goes on, `last` being the id of the last entry shown. As more may come at any time, there is
 * a next piece unless this one is empty.
 */
export function cursorLinks(
  request: FastifyRequest,
  { limit }: Cursor,
  last: string | undefined,
): { readonly link: string } {
  const perPage = String(limit);
  const first = `<${addressWith(request, { id: null, perPage })}>; rel="first"`;
  if (last === undefined) return { link: first };
  return { link: `${first}, <${addressWith(request, { id: last, perPage })}>; rel="next"` };
}
