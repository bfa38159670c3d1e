import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Iteration } from '../../client/native.ts';
import { native } from '../native.ts';
import { useWords } from '../words/use-words.ts';
import { readAnew } from './read-anew.ts';

/** The start of an iteration. */
export interface Start {
  /** Whether it is planned and has its days. */
  readonly canStart: boolean;
  readonly isBusy: boolean;
  /** What the server said against it. */
  readonly trouble: unknown;
  readonly start: () => void;
}

/** Starts a planned iteration, and then says so. */
export function useStart(
  { id, version, title, status, start, end }: Iteration,
  tell: (message: string) => void,
): Start {
  const words = useWords();
  const queries = useQueryClient();
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => native.changeIteration(id, version, { status: 'active' }),
    onSuccess: () => tell(words.t('iteration.started', { title })),
    onSettled: () => readAnew(queries),
  });
  return {
    canStart: status === 'planned' && start !== null && end !== null,
    isBusy: isPending,
    trouble: error,
    start: () => mutate(),
  };
}
