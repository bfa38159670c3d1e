import type { Destination } from '../domain/close-plan.ts';
import type { Fate } from '../domain/statement.ts';
import type { BegunClosing } from './carry-out-closing.ts';
import type { Closing } from './closing.ts';

/** What a close is to do with every unfinished item, by its number. */
export function fatesOf({ decisions }: Closing, { newIterationId, splits }: BegunClosing): ReadonlyMap<number, Fate> {
  const children = new Map(splits.map(({ itemId, childId }) => [itemId, childId]));
  const toIterations = new Map<Destination, Fate>();
  return new Map(
    decisions.map(({ itemId, choice }): [number, Fate] => {
      if (choice.action === 'stay' || choice.action === 'cancel') return [itemId, { kind: choice.action }];
      if (choice.action === 'return') return [itemId, { kind: 'backlog' }];
      const childId = children.get(itemId);
      if (childId !== undefined) return [itemId, { kind: 'split', childId }];
      const iterationId = choice.to === 'new' ? newIterationId : choice.to;
      if (iterationId === null) throw new Error('The new iteration has not been made');
      const fate = toIterations.get(choice.to) ?? { kind: 'iteration', iterationId };
      toIterations.set(choice.to, fate);
      return [itemId, fate];
    }),
  );
}
