/** Something with a place in a row of its like. */
interface Placed {
  readonly id: number;
  readonly sortOrder: number;
}

/** Where something is to stand in its row: behind another or in front of one; null is the first and the last place. */
export type Beside = { readonly behind: number | null } | { readonly before: number | null };

/** A place behind everything in a row. */
export function lastPlace(row: readonly Placed[]): number {
  return Math.max(0, ...row.map(({ sortOrder }) => sortOrder)) + 1;
}

/** Where something comes to stand in its row, and what of the others has to stand elsewhere for it. */
export interface NewPlace<T> {
  readonly sortOrder: number;
  readonly others: readonly T[];
}

/**
 * The place in a row, in order, that a wish comes to: above zero. Where no number is left between two neighbours, the whole
 * row is numbered anew from 1. Undefined when the neighbour is not in the row.
 */
export function placeBeside<T extends Placed>(row: readonly T[], id: number, beside: Beside): NewPlace<T> | undefined {
  const others = row.filter((each) => each.id !== id);
  const index = indexFor(others, beside);
  if (index === undefined) return undefined;
  const behind = others[index - 1]?.sortOrder ?? 0;
  const before = others[index]?.sortOrder ?? Number.POSITIVE_INFINITY;
  const sortOrder = Number.isFinite(before) ? (behind + before) / 2 : behind + 1;
  if (behind < sortOrder && sortOrder < before) return { sortOrder, others: [] };
  const numbered = others.map((each, place) => ({ ...each, sortOrder: place < index ? place + 1 : place + 2 }));
  return { sortOrder: index + 1, others: numbered };
}

function indexFor(others: readonly Placed[], beside: Beside): number | undefined {
  const [neighbour, step] = 'behind' in beside ? [beside.behind, 1] : [beside.before, 0];
  if (neighbour === null) return step === 1 ? 0 : others.length;
  const index = others.findIndex(({ id }) => id === neighbour);
  return index === -1 ? undefined : index + step;
}
