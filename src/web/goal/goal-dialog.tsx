import { Button, Checkbox, NativeSelect, Textarea } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import type { Goal, NewGoal } from '../../client/forecasts.ts';
import type { Iteration } from '../../client/native.ts';
import { forecasts } from '../native.ts';
import { ConflictChoice } from '../parts/conflict-choice.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { FormTrouble } from '../parts/form-trouble.tsx';
import { Loading, Trouble } from '../parts/loading.tsx';
import { NewerBar } from '../parts/newer-bar.tsx';
import { useEdit, type Versioned } from '../parts/use-edit.ts';
import { itemsQuery } from '../queries.ts';
import { useWords } from '../words/use-words.ts';
import { goalQuery } from './goal-queries.ts';

interface GoalDialogProps {
  readonly iteration: Iteration;
  readonly goal: Goal;
  readonly onClose: () => void;
}

const fields = ['itemIds', 'outcome', 'evidence'] as const;
type Field = (typeof fields)[number];
const outcomes = ['met', 'partly', 'missed', 'changed', 'abandoned'] as const;

/** Numbers of items are held as one text, so that two choices can be compared as other values are. */
type Values = Readonly<Record<Field, string | null>>;

function valuesOf({ items, outcome, evidence }: Goal): Values {
  return { itemIds: textOf(items.map(({ id }) => id)), outcome, evidence };
}

/** What the goal takes and what became of it. The goal's text is changed with the iteration. */
export function GoalDialog({ iteration, goal, onClose }: GoalDialogProps) {
  const words = useWords();
  const queries = useQueryClient();
  const items = useQuery(itemsQuery(iteration.id));
  // The server does not say who has changed a goal.
  const named = (found: Goal): Goal & Versioned => ({ ...found, updatedBy: { name: words.t('goal.somebody') } });
  const edit = useEdit<Goal & Versioned, Field, string | null>({
    fields,
    thing: named(goal),
    valuesOf,
    // A goal is set whole: what was not changed here stays as it is, or the version tells that it does not.
    send: async (version, changes) => {
      const now = valuesOf(await forecasts.getGoal(iteration.id));
      return named(await forecasts.setGoal(iteration.id, version, toGoal({ ...now, ...changes })));
    },
    read: async () => named(await forecasts.getGoal(iteration.id)),
    onSaved: (saved) => {
      queries.setQueryData(goalQuery(iteration.id).queryKey, saved);
      void queries.invalidateQueries({ queryKey: ['figures', iteration.id] });
      onClose();
    },
  });
  const { values, set, meeting, chosen } = edit;
  const chosenItems = idsIn(values.itemIds);
  const nameOf = (field: Field) => words.t(`goal.field.${field}`);
  const show = (field: Field, value: string | null) => {
    if (value === null || value === '') return words.t('edit.nothing');
    if (field === 'outcome') return words.t(`goal.outcome.${outcomes.find((each) => each === value) ?? 'met'}`);
    if (field === 'evidence') return value;
    const keys = new Map((items.data ?? []).map(({ id, key }) => [id, key]));
    return idsIn(value)
      .map((id) => keys.get(id) ?? id)
      .join(', ');
  };
  const isDecided = (meeting?.conflicts ?? []).every(({ field }) => chosen[field] !== undefined);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void edit.save();
  };
  return (
    <Dialog title={words.t('goal.of', { title: iteration.title })} onClose={onClose}>
      <form className="stack" noValidate onSubmit={submit}>
        <FormTrouble error={edit.trouble} />
        <NewerBar edit={edit} />
        {meeting === null ? null : (
          <ConflictChoice
            by={meeting.by}
            version={meeting.version}
            conflicts={meeting.conflicts}
            nameOf={nameOf}
            show={show}
            chosen={chosen}
            choose={edit.choose}
          />
        )}
        {goal.text === null || goal.text === '' ? null : <p className="goal">{goal.text}</p>}
        {items.isError ? <Trouble error={items.error} again={items.refetch} /> : null}
        {items.isPending ? <Loading /> : null}
        {items.data === undefined ? null : (
          <fieldset className="choice goal-choice">
            <legend>{nameOf('itemIds')}</legend>
            {items.data.length === 0 ? <p className="dim">{words.t('iteration.noItems')}</p> : null}
            {items.data.map(({ id, key, title }) => (
              <Checkbox
                key={id}
                label={`${key} ${title}`}
                checked={chosenItems.includes(id)}
                onChange={({ currentTarget: { checked } }) =>
                  set('itemIds', textOf(checked ? [...chosenItems, id] : chosenItems.filter((each) => each !== id)))
                }
              />
            ))}
          </fieldset>
        )}
        {iteration.startedAt === null ? null : (
          <>
            <NativeSelect
              label={nameOf('outcome')}
              value={values.outcome ?? ''}
              onChange={({ currentTarget: { value } }) => set('outcome', value === '' ? null : value)}
              data={[
                { value: '', label: words.t('goal.undecided') },
                ...outcomes.map((value) => ({ value, label: words.t(`goal.outcome.${value}`) })),
              ]}
            />
            <Textarea
              label={nameOf('evidence')}
              autosize
              minRows={2}
              maxRows={8}
              maxLength={4000}
              value={values.evidence ?? ''}
              onChange={({ currentTarget: { value } }) => set('evidence', value === '' ? null : value)}
            />
          </>
        )}
        <div className="buttons">
          <Button variant="default" onClick={onClose}>
            {words.t('frame.cancel')}
          </Button>
          <Button type="submit" loading={edit.isSaving} disabled={!edit.isDirty || !isDecided}>
            {words.t(meeting === null ? 'frame.save' : 'edit.saveMerged')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function toGoal({ itemIds, outcome, evidence }: Values): NewGoal {
  return { itemIds: idsIn(itemIds), outcome: outcomes.find((each) => each === outcome) ?? null, evidence };
}

function idsIn(text: string | null): number[] {
  return text === null || text === '' ? [] : text.split(' ').map(Number);
}

function textOf(ids: readonly number[]): string {
  return ids.toSorted((a, b) => a - b).join(' ');
}
