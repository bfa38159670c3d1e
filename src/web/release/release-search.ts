import type { Unit } from '../parts/amounts.ts';

/** What the address of a release's page says. */
export interface ReleaseSearch {
  readonly unit?: Unit;
}

/** Takes from an address what it understands, and leaves the rest. */
export function releaseSearch({ unit }: Readonly<Record<string, unknown>>): ReleaseSearch {
  return unit === 'items' || unit === 'points' ? { unit } : {};
}
