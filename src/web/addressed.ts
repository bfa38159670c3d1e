import { notFound } from '@tanstack/react-router';

/** The number of something, as addresses write it. */
export function numberOf(text: string): number {
  if (!/^[1-9]\d{0,14}$/.test(text)) notFound({ throw: true });
  return Number(text);
}

/** The day that a search names, if it names one. */
export function dayIn(text: unknown): string | undefined {
  const isDay = typeof text === 'string' && /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text));
  return isDay ? text : undefined;
}

/** What stands behind the `?` of an address, before it is known to make sense. */
export type Search = Readonly<Record<string, unknown>>;

/**
 * Reads of an address what a page understands. All else is set to nothing: the router would hand it on as it stands, to a
 * page that trusts what it is given.
 */
export function understood<S extends object>(read: (search: Search) => S): (search: Search) => S {
  return (search) => {
    const nothing: Record<string, undefined> = Object.fromEntries(Object.keys(search).map((name) => [name, undefined]));
    return { ...nothing, ...read(search) };
  };
}
