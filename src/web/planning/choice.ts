/** Which items are chosen, and where a row of them that is being chosen together begins. */
export interface Choice {
  readonly ids: ReadonlySet<number>;
  /** The one chosen last by itself: from there on a row is chosen; null before anything is. */
  readonly anchor: number | null;
  /** What the row from there has added, to be let go again when the row becomes shorter. */
  readonly row: readonly number[];
}

/** The choice to begin with. */
export const nothingChosen: Choice = { ids: new Set(), anchor: null, row: [] };

/** The choice after one item was chosen, or let go if it was. */
export function toggled({ ids }: Choice, id: number): Choice {
  const next = new Set(ids);
  if (!next.delete(id)) next.add(id);
  return { ids: next, anchor: id, row: [] };
}

/**
 * The choice after a row was drawn up to an item, among those that are shown: from `from` on, or, where that is null, from
 * the one chosen last. What was chosen apart from the row stays.
 */
export function stretched(
  { ids, anchor, row }: Choice,
  shown: readonly { readonly id: number }[],
  to: number,
  from: number | null = null,
): Choice {
  const placeOf = (id: number | null) => shown.findIndex((item) => item.id === id);
  const begin = from ?? (placeOf(anchor) < 0 ? to : anchor);
  const [first, last] = [placeOf(begin), placeOf(to)].toSorted((a, b) => a - b);
  if (first === undefined || last === undefined || first < 0) return { ids, anchor, row };
  const left = [...ids].filter((id) => begin !== anchor || !row.includes(id));
  const reached = shown.slice(first, last + 1).map(({ id }) => id);
  const added = reached.filter((id) => id === begin || !left.includes(id));
  return { ids: new Set([...left, ...reached]), anchor: begin, row: added.filter((id) => id !== begin) };
}
