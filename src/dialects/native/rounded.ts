/** To a millionth: sums of estimates like 0.1 are never exact. */
export function rounded(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}
