import type { Beside } from './place-between.ts';

/** Something with its place in a row of its like. */
export interface Ranked {
  readonly id: number;
  readonly rank: number;
}

/**
 * The ranks that put things, in the order given, side by side where they are wanted in a row that is in order; those of
 * them that stand in the row already count as taken out first. `ceiling`, if any, is what the ranks behind everything stay
 * below as long as the row does, and `floor` what all of them stay above. Null when there are no more numbers in between,
 * undefined when the neighbour is not in the row.
 */
export function ranksBeside(
  row: readonly Ranked[],
  ids: readonly number[],
  beside: Beside,
  { floor, ceiling }: { readonly floor?: number; readonly ceiling?: number } = {},
): readonly number[] | null | undefined {
  const moved = new Set(ids);
  const others = row.filter(({ id }) => !moved.has(id));
  const index = indexFor(others, beside);
  if (index === undefined) return undefined;
  const next = others[index]?.rank;
  const low = others[index - 1]?.rank ?? floor ?? Math.min(0, (next ?? 1) - 1);
  const room = next ?? (ceiling !== undefined && ceiling > low ? ceiling : undefined);
  const step = room === undefined ? 1 : (room - low) / (ids.length + 1);
  const ranks = ids.map((_, place) => low + step * (place + 1));
  const inOrder = [low, ...ranks, ...(room === undefined ? [] : [room])];
  return inOrder.every((rank, place) => place === 0 || rank > (inOrder[place - 1] ?? rank)) ? ranks : null;
}

/** Things that stand side by side in a row, and behind what; null when they are the first. */
export interface Run {
  readonly ids: readonly number[];
  readonly behind: number | null;
}

/** Where some things of a row stand in it, so that putting the runs back one after the other restores the row. */
export function runsOf(row: readonly Ranked[], ids: readonly number[]): readonly Run[] {
  const wanted = new Set(ids);
  const runs: { ids: number[]; behind: number | null }[] = [];
  let previous: number | null = null;
  let open: { ids: number[] } | undefined;
  for (const { id } of row) {
    if (!wanted.has(id)) open = undefined;
    else if (open !== undefined) open.ids.push(id);
    else {
      const run = { ids: [id], behind: previous };
      runs.push(run);
      open = run;
    }
    previous = id;
  }
  return runs;
}

function indexFor(others: readonly Ranked[], beside: Beside): number | undefined {
  const [neighbour, step] = 'behind' in beside ? [beside.behind, 1] : [beside.before, 0];
  if (neighbour === null) return step === 1 ? 0 : others.length;
  const index = others.findIndex(({ id }) => id === neighbour);
  return index === -1 ? undefined : index + step;
}
