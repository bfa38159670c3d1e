/** A source of numbers from 0 up to, but not including, 1: the same ones for the same seed, on every machine. */
export type Random = () => number;

/** Mulberry32: 32 bits of state, which is plenty for made-up data. */
export function mulberry32(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    const once = Math.imul(state ^ (state >>> 15), state | 1);
    const twice = once ^ (once + Math.imul(once ^ (once >>> 7), once | 61));
    return ((twice ^ (twice >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** A whole number from `from` to `to`, both included. */
export function between(random: Random, from: number, to: number): number {
  return from + Math.floor(random() * (to - from + 1));
}

/** One of a list that is not empty. */
export function oneOf<T>(random: Random, list: readonly [T, ...T[]]): T {
  return list[Math.floor(random() * list.length)] ?? list[0];
}

/** The list with each element moved by less than `reach` places or so: a loose order. */
export function loosened<T>(random: Random, list: readonly T[], reach: number): T[] {
  return list
    .map((element, index) => ({ element, place: index + random() * reach }))
    .sort((a, b) => a.place - b.place)
    .map(({ element }) => element);
}
