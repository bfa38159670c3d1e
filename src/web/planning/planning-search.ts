import type { ColumnId } from './plan.ts';

/** What the address of the planning board says. */
export interface PlanningSearch {
  /** What is looked for. */
  readonly q?: string;
  /** Whose items are shown alone: somebody's by number, or those of nobody. */
  readonly who?: number | 'nobody' | undefined;
  /** The tag that items shown alone have. */
  readonly tag?: string | undefined;
  /** On a narrow screen, the list that is shown. */
  readonly list?: ColumnId;
  /** The item that is open. */
  readonly item?: number;
  /** All open iterations are shown, however many there are. */
  readonly all?: true;
  /** Where there is little room, the backlog is folded away. */
  readonly folded?: true | undefined;
}

/** Takes from an address what it understands, and leaves the rest. */
export function planningSearch(search: Readonly<Record<string, unknown>>): PlanningSearch {
  const { q, who, tag, list, item, all, folded } = search;
  return {
    ...(typeof q === 'string' && q !== '' ? { q: q.slice(0, 256) } : {}),
    ...(typeof q === 'number' ? { q: String(q) } : {}),
    ...(who === 'nobody' || isNumber(who) ? { who } : {}),
    ...(typeof tag === 'string' && tag !== '' ? { tag: tag.slice(0, 256) } : {}),
    ...(typeof tag === 'number' ? { tag: String(tag) } : {}),
    ...(list === 'backlog' || isNumber(list) ? { list } : {}),
    ...(isNumber(item) ? { item } : {}),
    ...(all === true ? { all } : {}),
    ...(folded === true ? { folded } : {}),
  };
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0;
}
