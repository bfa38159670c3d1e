/** When something is asked, and of which instant if not of now; epoch milliseconds. */
export interface Asked {
  readonly now: number;
  /** What was known before it is told. */
  readonly asOf?: number;
}

/** The instant that is "now" in the answer: nothing is told of what is still to come. */
export function momentOf({ now, asOf }: Asked): number {
  return Math.min(asOf ?? now, now);
}
