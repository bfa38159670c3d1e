import type { Unit } from '../parts/amounts.ts';

/** What the address of a comparison says. */
export interface ProfilesSearch {
  /** Whose differences from Timebox's own figures are explained. */
  readonly tool?: string;
  readonly unit?: Unit;
}

/** Takes from an address what it understands, and leaves the rest. */
export function profilesSearch(search: Readonly<Record<string, unknown>>): ProfilesSearch {
  const { tool, unit } = search;
  return {
    ...(typeof tool === 'string' && /^\w{1,40}$/.test(tool) ? { tool } : {}),
    ...(unit === 'items' || unit === 'points' ? { unit } : {}),
  };
}
