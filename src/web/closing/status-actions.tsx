import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useRef, useState } from 'react';
import type { Receipt } from '../../client/closes.ts';
import type { Iteration, Project } from '../../client/native.ts';
import { closes, native } from '../native.ts';
import { FormTrouble } from '../parts/form-trouble.tsx';
import { tell as tellBeside, tellTrouble } from '../parts/toast.ts';
import { useKeys } from '../parts/use-keys.ts';
import { iterationsOf } from '../queries.ts';
import { useWords, type Words } from '../words/use-words.ts';
import { readAnew } from './read-anew.ts';
import type { Start } from './use-start.ts';

const CloseDialog = lazy(() => import('./close-dialog.tsx').then((made) => ({ default: made.CloseDialog })));

interface StatusActionsProps {
  readonly project: Project;
  readonly iteration: Iteration;
  readonly start: Start;
  /** Says in words what was done. */
  readonly tell: (message: string) => void;
}

/** Starting a planned iteration, closing an active one, opening a closed one again. */
export function StatusActions({ project, iteration, start, tell }: StatusActionsProps) {
  const words = useWords();
  const queries = useQueryClient();
  const [found, setFound] = useState<readonly Iteration[] | null>(null);
  // Once it is open again there is nothing to take back.
  const withdraw = useRef<() => void>(undefined);
  const { status, title } = iteration;
  const reopen = useMutation({
    mutationFn: () => native.changeIteration(iteration.id, iteration.version, { status: 'active' }),
    onSuccess: () => {
      withdraw.current?.();
      tell(words.t('closing.reopened', { title }));
    },
    onSettled: () => readAnew(queries),
  });
  const takeBack = async ({ id }: Receipt) => {
    try {
      const { reversed } = await closes.reverse(id);
      tellBeside(reversedInWords(words, iteration, reversed?.refused.length ?? 0));
    } catch (error) {
      tellTrouble(words, error);
    }
    await readAnew(queries);
  };
  const ask = useMutation({
    mutationFn: () => queries.fetchQuery({ ...iterationsOf(project.id), staleTime: 0 }),
    onSuccess: setFound,
    onError: (error) => tellTrouble(words, error),
  });
  useKeys({
    ...(start.canStart && !start.isBusy ? { s: start.start } : {}),
    ...(status === 'active' ? { 'Shift+S': () => ask.mutate() } : {}),
  });
  return (
    <>
      <FormTrouble error={start.trouble ?? reopen.error} />
      {status === 'planned' ? <StartButton {...start} /> : null}
      {status === 'active' ? (
        <Button variant="default" loading={ask.isPending} onClick={() => ask.mutate()}>
          {words.t('iteration.close')}
        </Button>
      ) : null}
      {status === 'closed' ? (
        <Button variant="default" loading={reopen.isPending} onClick={() => reopen.mutate()}>
          {words.t('closing.reopen')}
        </Button>
      ) : null}
      {found === null ? null : (
        <Suspense>
          <CloseDialog
            project={project}
            iteration={iteration}
            found={found}
            onClose={() => setFound(null)}
            onClosed={(receipt) => {
              setFound(null);
              tell(words.t('iteration.closed', { title }));
              withdraw.current = tellBeside(closedInWords(words, receipt), () => void takeBack(receipt));
              void readAnew(queries);
            }}
          />
        </Suspense>
      )}
    </>
  );
}

function closedInWords(words: Words, { groups }: Receipt): string {
  const moved = groups.filter(({ action }) => action !== 'stay').flatMap(({ itemIds }) => itemIds);
  return words.t('closing.done', { items: words.t('amounts.items', { count: moved.length }) });
}

function reversedInWords(words: Words, { title }: Iteration, refused: number): string {
  const said = words.t('closing.reversed', { title });
  if (refused === 0) return said;
  return `${said} ${words.t('closing.refused', { items: words.t('amounts.items', { count: refused }) })}`;
}

function StartButton({ canStart, isBusy, start }: Start) {
  const words = useWords();
  if (!canStart) {
    return <p className="dim">{words.t('iteration.startNeedsDates')}</p>;
  }
  return (
    <Button loading={isBusy} onClick={start}>
      {words.t('iteration.start')}
    </Button>
  );
}
