import { Button } from '@mantine/core';
import type { Move } from '../../client/native.ts';
import { Dialog } from '../parts/dialog.tsx';
import { useWords } from '../words/use-words.ts';
import { columnWith, idOf, type Plan } from './plan.ts';

interface MoveDialogProps {
  readonly plan: Plan;
  readonly itemIds: readonly number[];
  readonly onMove: (move: Move) => void;
  readonly onClose: () => void;
}

/** Every place to which items can go, each by one press: the way to move without dragging. */
export function MoveDialog({ plan, itemIds, onMove, onClose }: MoveDialogProps) {
  const words = useWords();
  const [only] = itemIds;
  const from = only === undefined ? undefined : columnWith(plan, only);
  const item = from?.items.find(({ id }) => id === only);
  const what =
    itemIds.length === 1 && item !== undefined
      ? `${item.key} ${item.title}`
      : words.t('amounts.items', { count: itemIds.length });
  return (
    <Dialog title={words.t('planning.moveTo', { what })} onClose={onClose}>
      <ul className="destinations">
        {plan.map((column) => {
          const name = column.iteration?.title ?? words.t('planning.backlog');
          const to = { iterationId: column.iteration?.id ?? null };
          const move = (place: Pick<Move, 'after' | 'before'>) => onMove({ itemIds: [...itemIds], to, ...place });
          return (
            <li key={idOf(column)}>
              <span>
                {name}
                {column === from ? <span className="dim">{` · ${words.t('planning.isHere')}`}</span> : null}
              </span>
              <Button
                size="compact-sm"
                variant="default"
                aria-label={words.t('planning.toTopOf', { name })}
                onClick={() => move({ after: null })}
              >
                {words.t('planning.toTop')}
              </Button>
              <Button
                size="compact-sm"
                variant="default"
                aria-label={words.t('planning.toBottomOf', { name })}
                onClick={() => move({ before: null })}
              >
                {words.t('planning.toBottom')}
              </Button>
            </li>
          );
        })}
      </ul>
    </Dialog>
  );
}
