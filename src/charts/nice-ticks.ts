/**
 * Marks for an axis that begins at 0 and holds `most`: about `count` steps of 1, 2 or 5 times a power of ten, the last
 * mark at or above `most`. With `whole` no step is below 1.
 */
export function niceTicks(most: number, count: number, whole: boolean): readonly number[] {
  if (!(most > 0)) return [0, 1];
  const rough = most / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const nice = ([1, 2, 5, 10].find((factor) => factor * power >= rough * 0.9999) ?? 10) * power;
  const step = whole ? Math.max(1, nice) : nice;
  const steps = Math.ceil(most / step - 1e-9);
  return Array.from({ length: steps + 1 }, (_, index) => Number((index * step).toPrecision(12)));
}
