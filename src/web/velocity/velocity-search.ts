import type { Unit } from '../parts/amounts.ts';

/** How many closed iterations can be looked at. */
export const windows = [6, 12, 24] as const;

/** What the address of the velocity page says. */
export interface VelocitySearch {
  readonly last?: (typeof windows)[number];
  readonly unit?: Unit;
  /** The number of a forecast that was given. */
  readonly forecast?: number;
}

/** Takes from an address what it understands, and leaves the rest. */
export function velocitySearch(search: Readonly<Record<string, unknown>>): VelocitySearch {
  const last = windows.find((each) => each === search['last']);
  const { unit, forecast } = search;
  return {
    ...(last === undefined ? {} : { last }),
    ...(unit === 'items' || unit === 'points' ? { unit } : {}),
    ...(typeof forecast === 'number' && Number.isSafeInteger(forecast) && forecast > 0 ? { forecast } : {}),
  };
}
