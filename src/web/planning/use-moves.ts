import { useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import type { Move } from '../../client/native.ts';
import { native } from '../native.ts';
import { tell, tellTrouble } from '../parts/toast.ts';
import { burndownQuery, iterationQuery, iterationsOf } from '../queries.ts';
import { useWords, type Words } from '../words/use-words.ts';
import { afterMove, columnOf, columnWith, type Plan, scopeAdded, withAnswers } from './plan.ts';
import type { planOf } from './plan-query.ts';

/** Moving items, whichever way it is asked for: shown at once, made by the server, put back if it refuses. */
export interface Moves {
  readonly move: (move: Move) => void;
}

/** The moves of a plan as it is shown. They are made one after the other, in the order in which they were asked for. */
export function useMoves(projectId: number, { queryKey }: Pick<ReturnType<typeof planOf>, 'queryKey'>): Moves {
  const words = useWords();
  const queries = useQueryClient();
  const waiting = useRef<Promise<void>>(Promise.resolve());
  /** What is shown in advance, oldest first. */
  const pending = useRef<readonly (readonly Move[])[]>([]);

  const make = async (moves: readonly Move[], text: (plan: Plan) => string, keepsUndo: boolean) => {
    const before = queries.getQueryData(queryKey);
    if (before === undefined) return;
    // What is on its way was asked for before the move; nobody waits for it to stop.
    void queries.cancelQueries({ queryKey }, { revert: false });
    const planned = moves.reduce(afterMove, before);
    queries.setQueryData(queryKey, planned);
    pending.current = [...pending.current, moves];
    const settle = () => {
      pending.current = pending.current.filter((each) => each !== moves);
    };
    const touched = moves.flatMap(({ itemIds, to }) => [
      to.iterationId,
      ...itemIds.map((id) => columnWith(before, id)?.iteration?.id),
    ]);
    const send = async () => {
      try {
        const undo: Move[] = [];
        for (const move of moves) {
          const moved = await native.moveItems(move);
          undo.unshift(...moved.undo);
          // What was read meanwhile may not know of it yet.
          queries.setQueryData(queryKey, (now) =>
            now === undefined ? now : withAnswers(pending.current.flat().reduce(afterMove, now), moved),
          );
        }
        settle();
        tell(text(before), ...(keepsUndo ? [() => takeBack(undo)] : []));
      } catch (error) {
        settle();
        tellTrouble(words, error);
        // As it was, but for what was asked for since; the server, if it can be reached, knows better.
        queries.setQueryData(queryKey, pending.current.flat().reduce(afterMove, before));
        void queries.invalidateQueries({ queryKey });
      }
      for (const id of new Set(touched)) {
        if (typeof id !== 'number') continue;
        void queries.invalidateQueries(iterationQuery(id));
        void queries.invalidateQueries(burndownQuery(id));
      }
      void queries.invalidateQueries(iterationsOf(projectId));
    };
    waiting.current = waiting.current.then(send);
    await waiting.current;
  };

  const takeBack = (moves: readonly Move[]) => void make(moves, () => words.t('planning.undone'), false);
  return {
    move: (move) => void make([move], (before) => movedInWords(words, before, move), true),
  };
}

function movedInWords(words: Words, before: Plan, { itemIds, to }: Move): string {
  const [only] = itemIds;
  const items = before.flatMap((column) => column.items);
  const moved = items.filter(({ id }) => itemIds.includes(id));
  const what =
    itemIds.length === 1
      ? (moved.find(({ id }) => id === only)?.key ?? '')
      : words.t('amounts.items', { count: itemIds.length });
  const target = columnOf(before, to.iterationId ?? 'backlog');
  const where = target?.iteration?.title ?? words.t('planning.backlog');
  const said = words.t('planning.moved', { what, where });
  const points = scopeAdded(before, itemIds, to.iterationId ?? 'backlog');
  if (points === null) return said;
  return `${said} ${words.t('planning.addsScope', { amount: words.t('amounts.points', { count: points }) })}`;
}
