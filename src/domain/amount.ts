/** The same figure in points and in items. */
export interface Amount {
  readonly points: number;
  readonly items: number;
}

/** Nothing, in points and in items. */
export const nothing: Amount = { points: 0, items: 0 };

/** Sums of estimates like 0.1 are never exact: what differs by less is the same. */
export const tolerance = 1e-6;

/** The sum of two amounts. */
export function plus(left: Amount, right: Amount): Amount {
  return { points: left.points + right.points, items: left.items + right.items };
}

/** The difference of two amounts. */
export function minus(left: Amount, right: Amount): Amount {
  return { points: left.points - right.points, items: left.items - right.items };
}

/** An amount, so many times. */
export function scaled(amount: Amount, factor: number): Amount {
  return { points: amount.points * factor, items: amount.items * factor };
}

/** Whether two amounts are the same, but for rounding. */
export function isSameAmount(left: Amount, right: Amount): boolean {
  const room = tolerance * Math.max(1, Math.abs(left.points));
  return Math.abs(left.points - right.points) <= room && left.items === right.items;
}
