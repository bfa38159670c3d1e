import { IconCircle, IconCircleCheck, IconCircleHalf2, IconCircleX } from '@tabler/icons-react';
import type { ItemRow } from '../../client/native.ts';
import { useWords } from '../words/use-words.ts';

const marks = {
  queued: { Icon: IconCircle, color: 'var(--dim)' },
  in_progress: { Icon: IconCircleHalf2, color: 'var(--event)' },
  done: { Icon: IconCircleCheck, color: 'var(--done)' },
  cancelled: { Icon: IconCircleX, color: 'var(--dim)' },
} as const;

/** Where an item stands, as a mark with its word for whoever does not see it. */
export function CategoryMark({ category }: Pick<ItemRow, 'category'>) {
  const words = useWords();
  const { Icon, color } = marks[category];
  const name = words.t(`planning.category.${category}`);
  return (
    <span className="category" title={name}>
      <Icon size={16} color={color} aria-hidden="true" />
      <span className="unseen">{name}</span>
    </span>
  );
}
