import type { FastifyRequest } from 'fastify';
import { addressWith, numberParameter } from './query-parameters.ts';

/** A page of a list that is counted, and how many a page holds. Pages begin at 1. */
export interface Page {
  readonly number: number;
  readonly size: number;
}

const usualSize = 50;
const largestSize = 1000;

/** `page` and `perPage` of the address (vendor page "General request format"). @throws Refusal invalid */
export function pageIn(request: FastifyRequest): Page {
  return {
    number: numberParameter(request, 'page', { smallest: 1, largest: Number.MAX_SAFE_INTEGER, otherwise: 1 }),
    size: numberParameter(request, 'perPage', { smallest: 1, largest: largestSize, otherwise: usualSize }),
  };
}

/** Where a page begins in its list. A page that no list reaches begins where no list does. */
export function startOf({ number, size }: Page): number {
  return Math.min((number - 1) * size, Number.MAX_SAFE_INTEGER - size);
}

/** The part of a whole list that stands on a page. */
export function partOn<T>(list: readonly T[], page: Page): readonly T[] {
  return list.slice(startOf(page), startOf(page) + page.size);
}

/**
 * The headers of a page: how many there are in all, and where the other pages are. `next` is missing on the last page;
 * `seek` ends with a literal `{&page}`, for which clients put the page of their choice. An empty list has one page.
 */
export function pageHeaders(request: FastifyRequest, page: Page, total: number): Readonly<Record<string, string>> {
  const pages = Math.max(1, Math.ceil(total / page.size));
  const size = { perPage: String(page.size) };
  const at = (number: number) => addressWith(request, { ...size, page: String(number) });
  const links = [
    `<${at(1)}>; rel="first"`,
    ...(page.number < pages ? [`<${at(page.number + 1)}>; rel="next"`] : []),
    `<${at(pages)}>; rel="last"`,
    `<${addressWith(request, { ...size, page: null })}{&page}>; rel="seek"`,
  ];
  return { link: links.join(', '), 'x-total-count': String(total), 'x-total-pages': String(pages) };
}
