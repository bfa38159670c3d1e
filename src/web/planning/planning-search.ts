import type { ColumnId } from './plan.ts';

/** What the address of the planning board says. */
export interface PlanningSearch {
  /** What is looked for. */
  readonly q?: string;
  /** On a narrow screen, the list that is shown. */
  readonly list?: ColumnId;
}

/** Takes from an address what it understands, and leaves the rest. */
export function planningSearch(search: Readonly<Record<string, unknown>>): PlanningSearch {
  const { q, list } = search;
  return {
    ...(typeof q === 'string' && q !== '' ? { q: q.slice(0, 256) } : {}),
    ...(typeof q === 'number' ? { q: String(q) } : {}),
    ...(list === 'backlog' || (typeof list === 'number' && Number.isSafeInteger(list) && list > 0) ? { list } : {}),
  };
}
