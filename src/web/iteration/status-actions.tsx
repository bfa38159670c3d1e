import { Alert, Button, NativeSelect } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { type Iteration, type IterationPatch, type Project, problemOf } from '../../client/native.ts';
import { native } from '../native.ts';
import { burndownQuery, iterationQuery, iterationsOf } from '../queries.ts';
import { useWords } from '../words/use-words.ts';

interface StatusActionsProps {
  readonly project: Project;
  readonly iteration: Iteration;
  /** Says in words what was done. */
  readonly tell: (message: string) => void;
}

/** Starting a planned iteration, closing an active one. */
export function StatusActions({ project, iteration, tell }: StatusActionsProps) {
  const words = useWords();
  const queries = useQueryClient();
  const [closing, setClosing] = useState<'not asked' | 'asked' | 'cancelled'>('not asked');
  const change = useMutation({
    mutationFn: (patch: IterationPatch) => native.changeIteration(iteration.id, iteration.version, patch),
    onSettled: () =>
      Promise.all([
        queries.invalidateQueries(iterationQuery(iteration.id)),
        queries.invalidateQueries(burndownQuery(iteration.id)),
        queries.invalidateQueries(iterationsOf(project.id)),
      ]),
  });
  const problem = problemOf(change.error);
  const trouble =
    problem?.status === 412 ? words.t('iteration.changedMeanwhile') : (problem?.detail ?? words.t('frame.noAnswer'));
  const start = () =>
    change.mutate(
      { status: 'active' },
      { onSuccess: () => tell(words.t('iteration.started', { title: iteration.title })) },
    );
  if (!change.isError && iteration.status !== 'planned' && iteration.status !== 'active') return null;
  return (
    <div className="stack">
      {change.isError ? (
        <Alert variant="outline" color="red" role="alert">
          {trouble}
        </Alert>
      ) : null}
      {iteration.status === 'planned' ? (
        <StartButton iteration={iteration} isBusy={change.isPending} start={start} />
      ) : null}
      {iteration.status === 'active' && closing !== 'asked' ? (
        <div>
          <Button variant="default" autoFocus={closing === 'cancelled'} onClick={() => setClosing('asked')}>
            {words.t('iteration.close')}
          </Button>
        </div>
      ) : null}
      {iteration.status === 'active' && closing === 'asked' ? (
        <ClosePanel
          project={project}
          iteration={iteration}
          isBusy={change.isPending}
          cancel={() => setClosing('cancelled')}
          close={(target) =>
            change.mutate(
              { status: 'closed', moveUnfinishedTo: target?.id ?? null },
              {
                onSuccess: ({ movedItemIds }) => {
                  setClosing('not asked');
                  tell(
                    target === undefined
                      ? words.t('iteration.closed', { title: iteration.title })
                      : words.t('iteration.closedAndMoved', {
                          title: iteration.title,
                          items: words.t('amounts.items', { count: movedItemIds?.length ?? 0 }),
                          target: target.title,
                        }),
                  );
                },
              },
            )
          }
        />
      ) : null}
    </div>
  );
}

interface StartButtonProps {
  readonly iteration: Iteration;
  readonly isBusy: boolean;
  readonly start: () => void;
}

function StartButton({ iteration, isBusy, start }: StartButtonProps) {
  const words = useWords();
  if (iteration.start === null || iteration.end === null)
    return <p className="dim">{words.t('iteration.startNeedsDates')}</p>;
  return (
    <div>
      <Button loading={isBusy} onClick={start}>
        {words.t('iteration.start')}
      </Button>
    </div>
  );
}

interface ClosePanelProps {
  readonly project: Project;
  readonly iteration: Iteration;
  readonly isBusy: boolean;
  readonly cancel: () => void;
  readonly close: (target: Iteration | undefined) => void;
}

/** Asks where unfinished items go, in numbers, before anything is closed. */
function ClosePanel({ project, iteration, isBusy, cancel, close }: ClosePanelProps) {
  const words = useWords();
  const found = useQuery(iterationsOf(project.id));
  const targets = (found.data ?? []).filter(
    ({ id, kind, status }) =>
      id !== iteration.id && kind === 'iteration' && (status === 'planned' || status === 'active'),
  );
  const [chosen, choose] = useState<number | null>(null);
  const target = targets.find(({ id }) => id === (chosen ?? targets[0]?.id));
  const unfinished = iteration.scope.items - iteration.done.items;
  const heading = useRef<HTMLHeadingElement>(null);
  // What was pressed to come here is gone; the eye and the reader go on with the question.
  useEffect(() => heading.current?.focus(), []);
  return (
    <section className="card close-panel" aria-labelledby="close-question">
      <h2 id="close-question" ref={heading} tabIndex={-1}>
        {unfinished === 0
          ? words.t('iteration.closeAllDone')
          : words.t('iteration.closeQuestion', { items: words.t('amounts.items', { count: unfinished }) })}
      </h2>
      {unfinished === 0 ? null : (
        <NativeSelect
          label={words.t('iteration.moveTo')}
          value={String(target?.id ?? 0)}
          onChange={(event) => choose(Number(event.currentTarget.value))}
          data={[
            ...targets.map(({ id, title }) => ({ value: String(id), label: title })),
            { value: '0', label: words.t('iteration.leaveHere') },
          ]}
        />
      )}
      <div className="buttons">
        <Button variant="default" onClick={cancel}>
          {words.t('frame.cancel')}
        </Button>
        <Button loading={isBusy} onClick={() => close(unfinished === 0 ? undefined : target)}>
          {words.t('iteration.closeNamed', { title: iteration.title })}
        </Button>
      </div>
    </section>
  );
}
