import { monitorForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter';
import { extractClosestEdge } from '@atlaskit/pragmatic-drag-and-drop-hitbox/closest-edge';
import { useEffect, useEffectEvent } from 'react';
import type { Move } from '../../client/native.ts';
import { columnWith, inOrder, type Plan } from './plan.ts';

type Drop = Parameters<NonNullable<Parameters<typeof monitorForElements>[0]['onDrop']>>[0];

/** Moves what is dropped: beside the card under it, or to the end of the list; with it, all that are chosen. */
export function useDropped(plan: Plan, chosen: ReadonlySet<number>, move: (move: Move) => void): void {
  const onDrop = useEffectEvent((drop: Drop) => {
    const made = moveOf(drop, plan, chosen);
    if (made !== undefined) move(made);
  });
  useEffect(() => monitorForElements({ onDrop }), []);
}

function moveOf({ source, location }: Drop, plan: Plan, chosen: ReadonlySet<number>): Move | undefined {
  const { itemId } = source.data;
  if (typeof itemId !== 'number') return undefined;
  const itemIds = chosen.has(itemId) ? [...inOrder(plan, chosen)] : [itemId];
  const over = location.current.dropTargets.find(({ data }) => typeof data.overItemId === 'number');
  const list = location.current.dropTargets.find(({ data }) => data.columnId !== undefined);
  if (over === undefined) {
    if (list === undefined) return undefined;
    const { columnId } = list.data;
    return { itemIds, to: { iterationId: typeof columnId === 'number' ? columnId : null }, before: null };
  }
  const beside = Number(over.data.overItemId);
  if (itemIds.includes(beside)) return undefined;
  const to = { iterationId: columnWith(plan, beside)?.iteration?.id ?? null };
  return { itemIds, to, ...(extractClosestEdge(over.data) === 'top' ? { before: beside } : { after: beside }) };
}
