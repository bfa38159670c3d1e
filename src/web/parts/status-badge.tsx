import type { Iteration } from '../../client/native.ts';
import { useWords } from '../words/use-words.ts';

const shapes = {
  planned: { color: 'var(--dim)', draw: <circle cx="6" cy="6" r="4.2" fill="none" strokeWidth="1.8" /> },
  active: { color: 'var(--accent)', draw: <path d="M3.5 2v8l6.5-4Z" fill="currentColor" strokeWidth="0" /> },
  closed: { color: 'var(--done)', draw: <path d="m2.2 6.4 2.6 2.8 5-6" fill="none" strokeWidth="2" /> },
  archived: { color: 'var(--dim)', draw: <path d="M2 3h8v2H2zM3 5v5h6V5" fill="none" strokeWidth="1.4" /> },
} as const;

/** The status in a word, with a shape and a colour beside it. */
export function StatusBadge({ status }: Pick<Iteration, 'status'>) {
  const words = useWords();
  const { color, draw } = shapes[status];
  return (
    <span className="status">
      <svg width="12" height="12" viewBox="0 0 12 12" aria-hidden="true" color={color} stroke="currentColor">
        {draw}
      </svg>
      {words.t(`iteration.status.${status}`)}
    </span>
  );
}
