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

/** The place in a row, in order, that a wish comes to: above zero. Undefined when the neighbour is not in the row. */
export function placeBeside(row: readonly Placed[], id: number, beside: Beside): number | undefined {
  const others = row.filter((each) => each.id !== id);
  const index = indexFor(others, beside);
  if (index === undefined) return undefined;
  const behind = others[index - 1]?.sortOrder ?? 0;
  const before = others[index]?.sortOrder;
  return before === undefined ? behind + 1 : (behind + before) / 2;
}

function indexFor(others: readonly Placed[], beside: Beside): number | undefined {
  const [neighbour, step] = 'behind' in beside ? [beside.behind, 1] : [beside.before, 0];
  if (neighbour === null) return step === 1 ? 0 : others.length;
  const index = others.findIndex(({ id }) => id === neighbour);
  return index === -1 ? undefined : index + step;
}
