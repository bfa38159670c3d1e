/** Values in rising order. */
export function ascending(values: readonly number[]): readonly number[] {
  return [...values].sort((a, b) => a - b);
}

/**
 * The nearest-rank percentile: the smallest of the values that is not exceeded by `perCent` of a hundred of them. Always
 * one of the values; null when there are none. `perCent` is whole, so that the rank is reckoned without a rounding error.
 */
export function percentile(rising: readonly number[], perCent: number): number | null {
  const rank = Math.max(1, Math.ceil((perCent * rising.length) / 100));
  return rising[rank - 1] ?? null;
}

/** The usual median: the middle value, or halfway between the two in the middle. Null when there are none. */
export function median(rising: readonly number[]): number | null {
  const upper = rising[Math.floor(rising.length / 2)];
  const lower = rising[Math.ceil(rising.length / 2) - 1];
  return upper === undefined || lower === undefined ? null : (lower + upper) / 2;
}

/** The mean; null when there are no values. */
export function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}
