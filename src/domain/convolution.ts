/** The chances of 0, 1, 2 …, which add up to one. */
export type Chances = readonly number[];

/** A whole number that is as likely to be drawn as it is frequent in a sample, which is not empty. */
export function chancesOf(sample: readonly number[]): Chances {
  const chances = zeros(Math.max(...sample) + 1);
  for (const value of sample) chances[value] = (chances[value] ?? 0) + 1 / sample.length;
  return chances;
}

/** The sum of two independent numbers. With a `cap` all sums from there on count as the cap. */
export function sumOf(left: Chances, right: Chances, cap = Number.POSITIVE_INFINITY): Chances {
  const highest = Math.min(left.length + right.length - 2, cap);
  const sum = zeros(highest + 1);
  for (const [value, chance] of right.entries()) {
    if (chance === 0) continue;
    for (let other = 0; other < left.length; other += 1) {
      const at = Math.min(value + other, highest);
      sum[at] = (sum[at] ?? 0) + chance * (left[other] ?? 0);
    }
  }
  return sum;
}

/** The sum of so many draws of one number, each independent of the others; with a `cap` as in `sumOf`. */
export function sumOfDraws(draw: Chances, draws: number, cap = Number.POSITIVE_INFINITY): Chances {
  let sum: Chances = [1];
  for (let drawn = 0; drawn < draws; drawn += 1) sum = sumOf(sum, draw, cap);
  return sum;
}

/** The chance of `least` or more. */
export function chanceOfAtLeast(chances: Chances, least: number): number {
  let chance = 0;
  // From the smallest terms up, so that little is lost to rounding.
  for (let value = chances.length - 1; value >= Math.max(0, least); value -= 1) chance += chances[value] ?? 0;
  return Math.min(1, chance);
}

/** What is left of a number of whole things when each stays with a chance of `share`: as when fewer people are there. */
export function thinned(chances: Chances, share: number): Chances {
  const left = zeros(chances.length);
  // Horner's scheme: from the largest number down, each thing more is one more draw.
  for (const [drawn, chance] of [...chances].reverse().entries()) {
    for (let at = drawn; at > 0; at -= 1) left[at] = (left[at] ?? 0) * (1 - share) + (left[at - 1] ?? 0) * share;
    left[0] = (left[0] ?? 0) * (1 - share) + chance;
  }
  return left;
}

/** The same in steps of so many: a number between two steps is the one or the other, so likely that the mean stays. */
export function inSteps(chances: Chances, step: number): Chances {
  if (step === 1) return chances;
  const steps = zeros(Math.ceil((chances.length - 1) / step) + 1);
  for (const [value, chance] of chances.entries()) {
    const below = Math.floor(value / step);
    const share = value / step - below;
    steps[below] = (steps[below] ?? 0) + chance * (1 - share);
    if (share > 0) steps[below + 1] = (steps[below + 1] ?? 0) + chance * share;
  }
  return steps;
}

function zeros(length: number): number[] {
  return Array.from({ length }, () => 0);
}
