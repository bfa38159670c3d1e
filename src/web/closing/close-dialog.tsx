import { Alert, Button, NativeSelect } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Receipt } from '../../client/closes.ts';
import { type Iteration, type Project, problemOf } from '../../client/native.ts';
import { closes } from '../native.ts';
import { DayInput } from '../parts/day-input.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { FormTrouble } from '../parts/form-trouble.tsx';
import { iterationsOf, policiesQuery } from '../queries.ts';
import { followOn } from '../timeline/follow-on.ts';
import { dayIn, todayIn } from '../words/show-days.ts';
import { useWords } from '../words/use-words.ts';
import { ClosePreview } from './close-preview.tsx';
import {
  type CloseWish,
  destinationIn,
  type ItemChoice,
  keyOf,
  keyOfPolicy,
  planOfWish,
  policyIn,
} from './close-wish.ts';

interface CloseDialogProps {
  readonly project: Project;
  readonly iteration: Iteration;
  readonly found: readonly Iteration[];
  readonly onClose: () => void;
  readonly onClosed: (receipt: Receipt) => void;
}

/**
 * Closing in two steps: what it would do, item by item and in figures, and then exactly that. If something has changed
 * meanwhile, the new preview is shown instead.
 */
export function CloseDialog({ project, iteration, found, onClose, onClosed }: CloseDialogProps) {
  const words = useWords();
  const queries = useQueryClient();
  const targets = found.filter(
    ({ id, kind, status }) =>
      id !== iteration.id && kind === 'iteration' && (status === 'planned' || status === 'active'),
  );
  const next = followOn(found);
  const [wish, setWish] = useState<CloseWish>({
    all: targets[0]?.id ?? 'backlog',
    policyId: null,
    newIteration: { title: next?.title ?? iteration.title, start: next?.start ?? null, end: next?.end ?? null },
    items: {},
    finishedDay: null,
  });
  const policies = useQuery(policiesQuery(project.id)).data ?? [];
  const today = todayIn(project.zone);
  const [isChanged, setChanged] = useState(false);
  const plan = useQuery({
    queryKey: ['close-plan', iteration.id, wish],
    queryFn: () => closes.plan(iteration.id, planOfWish(wish)),
    placeholderData: (before) => before,
    staleTime: 0,
    gcTime: 0,
  });
  const close = useMutation({
    mutationFn: closes.close,
    onSuccess: onClosed,
    onError: async (error) => {
      if (problemOf(error)?.status !== 412) return;
      setChanged(true);
      await plan.refetch();
    },
    onSettled: () => queries.invalidateQueries({ queryKey: iterationsOf(project.id).queryKey }),
  });
  const names = [
    ...targets.map(({ id, title }) => ({ value: keyOf(id), label: title })),
    { value: 'new', label: words.t('closing.newIteration', { title: wish.newIteration.title }) },
    { value: 'backlog', label: words.t('closing.backlog') },
    { value: 'stay', label: words.t('closing.stay') },
  ];
  const byRules = policies.map(({ id, name }) => ({
    value: keyOfPolicy(id),
    label: words.t('closing.byRules', { name }),
  }));
  const chooseAll = (key: string) => {
    const policyId = policyIn(key);
    const all = policyId === null ? destinationIn(key) : (targets[0]?.id ?? 'new');
    if (all !== 'cancel') setWish({ ...wish, all, policyId, items: {} });
  };
  const chooseOne = (itemId: number, choice: ItemChoice) =>
    setWish({ ...wish, items: { ...wish.items, [itemId]: choice } });
  const isWaiting = plan.isPending || plan.isPlaceholderData;
  const unfinished = plan.data?.items.length ?? 0;
  return (
    <Dialog title={words.t('closing.title', { title: iteration.title })} onClose={onClose} size="lg">
      <div className="stack">
        {isChanged ? (
          <Alert variant="outline" color="orange" role="alert">
            {words.t('closing.changed')}
          </Alert>
        ) : null}
        <FormTrouble error={plan.error ?? (problemOf(close.error)?.status === 412 ? null : close.error)} />
        {plan.data === undefined ? (
          <p className="dim">{words.t('frame.loading')}</p>
        ) : (
          <>
            {unfinished === 0 ? (
              <p>{words.t('closing.allDone')}</p>
            ) : (
              <NativeSelect
                label={words.t('closing.unfinishedTo', {
                  items: words.t('amounts.items', { count: unfinished }),
                })}
                data-autofocus
                value={wish.policyId === null ? keyOf(wish.all) : keyOfPolicy(wish.policyId)}
                onChange={(event) => chooseAll(event.currentTarget.value)}
                data={[...names, ...byRules]}
              />
            )}
            <ClosePreview
              plan={plan.data}
              choices={wish.items}
              names={[...names, { value: 'cancel', label: words.t('closing.cancelItem') }]}
              choose={chooseOne}
            />
            {iteration.startedAt === null ? null : (
              <DayInput
                className="close-finish"
                label={words.t('closing.finishedDay')}
                clearable={false}
                minDate={dayIn(project.zone, iteration.startedAt)}
                maxDate={today}
                value={wish.finishedDay ?? today}
                onChange={(day) => setWish({ ...wish, finishedDay: day === today ? null : day })}
              />
            )}
          </>
        )}
        <div className="buttons">
          <Button variant="default" onClick={onClose}>
            {words.t('frame.cancel')}
          </Button>
          <Button
            loading={close.isPending}
            disabled={isWaiting || plan.isError || (plan.data?.undecided.length ?? 0) > 0}
            onClick={() => {
              setChanged(false);
              if (plan.data !== undefined) close.mutate(plan.data);
            }}
          >
            {words.t('closing.closeNamed', { title: iteration.title })}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
