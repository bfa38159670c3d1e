/** How an iteration stood at the end of one calendar day, in one unit. */
export interface ChartDay {
  readonly day: string;
  readonly isWorking: boolean;
  readonly scope: number;
  readonly done: number;
  readonly remaining: number;
  /** Falls from the commitment to nothing on working days, and never moves. */
  readonly ideal: number;
  /** The same by the hours of the team; null where these are not planned. */
  readonly idealByCapacity: number | null;
  /** The same for the scope as it is on that day. */
  readonly rebased: number;
}

/** What should be left at the end of a day: by the hours of the team where they are known. */
export function idealOf({ ideal, idealByCapacity }: Pick<ChartDay, 'ideal' | 'idealByCapacity'>): number {
  return idealByCapacity ?? ideal;
}

/** A point of a line: `x` counts days from the left edge, so that a day's middle lies at its index and a half. */
export interface Point {
  readonly x: number;
  readonly value: number;
}

/**
 * The corners of a line that changes in the middle of each day and holds until the next, to be joined by steps:
 * values hold until something happens, so nothing is smoothed.
 */
export function stepsThrough(values: readonly number[], from: number): Point[] {
  const changes = values.map((value, index) => ({ x: index + 0.5, value }));
  const last = changes.at(-1);
  return [{ x: 0, value: from }, ...changes, ...(last === undefined ? [] : [{ x: values.length, value: last.value }])];
}

/** The corners of a straight-lined plan that begins at `from` and reaches each day's value at the end of that day. */
export function lineThrough(values: readonly number[], from: number): Point[] {
  return [{ x: 0, value: from }, ...values.map((value, index) => ({ x: index + 1, value }))];
}

/** The days on which the scope changed, by how much, of those that are known. */
export function scopeChanges(
  known: readonly Pick<ChartDay, 'day' | 'scope'>[],
  atStart: number,
): readonly { readonly index: number; readonly day: string; readonly value: number }[] {
  return known.flatMap(({ day, scope }, index) => {
    const value = Number((scope - (known[index - 1]?.scope ?? atStart)).toFixed(6));
    return value === 0 ? [] : [{ index, day, value }];
  });
}
