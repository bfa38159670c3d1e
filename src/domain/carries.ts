import type { Receipt } from './receipt.ts';

/** That an item was carried into another iteration, with the estimate it had then, in points; null is none. */
export interface Carry {
  readonly itemId: number;
  readonly points: number | null;
}

/** How often an item was carried, and the sum of its estimates at that, in points. */
export interface CarryOfItem {
  readonly carryCount: number;
  readonly pointsDragged: number;
}

/** Of an item that was never carried. */
export const neverCarried: CarryOfItem = { carryCount: 0, pointsDragged: 0 };

/** What a close carried and what of it was not taken back; the rest of a split is born carried. */
export function carriesOf({ content, reversed }: Pick<Receipt, 'content' | 'reversed'>): readonly Carry[] {
  const stands = reversed === null ? null : new Set(reversed.outcome.refused.map(({ itemId }) => itemId));
  const carried = content.groups.flatMap(({ choice, itemIds, points }) =>
    choice.action === 'carry' ? itemIds.map((itemId, place) => ({ itemId, points: points[place] ?? null })) : [],
  );
  const born = content.splits.map(({ childId, childPoints }) => ({ itemId: childId, points: childPoints }));
  return [...carried.filter(({ itemId }) => stands === null || stands.has(itemId)), ...born];
}

/** What carries come to, by item. */
export function countCarries(carries: readonly Carry[]): ReadonlyMap<number, CarryOfItem> {
  const counted = new Map<number, CarryOfItem>();
  for (const { itemId, points } of carries) {
    const { carryCount, pointsDragged } = counted.get(itemId) ?? neverCarried;
    counted.set(itemId, { carryCount: carryCount + 1, pointsDragged: pointsDragged + (points ?? 0) });
  }
  return counted;
}
