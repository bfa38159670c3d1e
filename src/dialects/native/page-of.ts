import type { FastifyRequest } from 'fastify';
import { fromCursor, toCursor } from './cursor.ts';
import { linkToNext } from './link-to-next.ts';
import { limitIn } from './page-query.ts';

/** A page of a list, and what leads to the one behind it. */
export interface Page<T> {
  readonly page: T[];
  readonly next: string | null;
  readonly headers: { readonly link?: string };
}

interface Paged<T> {
  /** Tells its cursors from those of other lists. */
  readonly list: number | string;
  /** By which the rows are ordered: no two have the same, and none ever gets another. */
  readonly numberOf: (row: T) => number;
}

type PageRequest = FastifyRequest<{ Querystring: { limit?: string; cursor?: string } }>;

/** The page that is asked for; `read` answers rows from behind the number that was read last, 0 in the beginning. @throws Refusal invalid */
export async function readPage<T>(
  request: PageRequest,
  { list, numberOf }: Paged<T>,
  read: (from: { readonly last: number; readonly limit: number }) => Promise<readonly T[]>,
): Promise<Page<T>> {
  const limit = limitIn(request.query.limit);
  const found = await read({ last: fromCursor(list, request.query.cursor), limit: limit + 1 });
  const page = found.slice(0, limit);
  const end = found.length > limit ? page.at(-1) : undefined;
  const next = end === undefined ? null : toCursor(list, numberOf(end));
  return { page, next, headers: linkToNext(request, next) };
}

/** The page that is asked for of rows that are all at hand, the oldest first unless told otherwise. @throws Refusal invalid */
export function pageOf<T>(
  request: PageRequest,
  { order = 'oldest first', ...paged }: Paged<T> & { readonly order?: 'oldest first' | 'newest first' },
  rows: readonly T[],
): Promise<Page<T>> {
  const { numberOf } = paged;
  return readPage(request, paged, async ({ last, limit }) =>
    rows
      .filter((row) => last === 0 || (order === 'oldest first' ? numberOf(row) > last : numberOf(row) < last))
      .slice(0, limit),
  );
}

/** The page that is asked for of rows that are all at hand, in whatever order: it begins behind as many as were read. @throws Refusal invalid */
export async function pageInOrder<T>(request: PageRequest, list: string, rows: readonly T[]): Promise<Page<T>> {
  const placed = rows.map((row, index) => ({ row, place: index + 1 }));
  const { page, next, headers } = await pageOf(request, { list, numberOf: ({ place }) => place }, placed);
  return { page: page.map(({ row }) => row), next, headers };
}
