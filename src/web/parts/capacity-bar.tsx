import { Progress } from '@mantine/core';
import type { Iteration } from '../../client/native.ts';
import { useWords } from '../words/use-words.ts';
import { partOf } from './amounts.ts';

interface CapacityBarProps {
  readonly iteration: Iteration;
  readonly points: number;
  readonly done: number;
}

/** How full an iteration is: what is done, what is planned, and what does not fit, in words and as a bar. */
export function CapacityBar({ iteration, points, done }: CapacityBarProps) {
  const words = useWords();
  const { maxCapacity, title } = iteration;
  const whole = Math.max(points, maxCapacity ?? 0, 1);
  const over = maxCapacity === null ? 0 : Math.max(0, points - maxCapacity);
  return (
    <div className="capacity-bar numbers">
      <Progress.Root size={6}>
        <Progress.Section
          value={(done / whole) * 100}
          color="var(--done)"
          aria-label={words.t('planning.donePart', { title })}
        />
        <Progress.Section
          value={((points - over - done) / whole) * 100}
          color="var(--accent)"
          aria-label={words.t('planning.plannedPart', { title })}
        />
        <Progress.Section
          value={(over / whole) * 100}
          color="var(--over)"
          aria-label={words.t('planning.overPart', { title })}
        />
      </Progress.Root>
      <span>
        {maxCapacity === null
          ? words.t('amounts.points', { count: points })
          : partOf(words, 'points', points, maxCapacity)}
        {over > 0 ? (
          <span className="over">{` · ${words.t('iteration.overBy', { amount: words.t('amounts.points', { count: over }) })}`}</span>
        ) : null}
      </span>
    </div>
  );
}
