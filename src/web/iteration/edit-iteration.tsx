import { Button, Textarea, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import type { Iteration, IterationPatch, Project } from '../../client/native.ts';
import { native } from '../native.ts';
import { ConflictChoice } from '../parts/conflict-choice.tsx';
import { DayInput } from '../parts/day-input.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { FormTrouble } from '../parts/form-trouble.tsx';
import { NewerBar } from '../parts/newer-bar.tsx';
import { NumberField } from '../parts/number-field.tsx';
import { useEdit } from '../parts/use-edit.ts';
import { ZoneField } from '../parts/zone-field.tsx';
import { burndownQuery, iterationQuery, iterationsOf } from '../queries.ts';
import { dayFormat } from '../words/show-days.ts';
import { useWords } from '../words/use-words.ts';

interface EditIterationProps {
  readonly project: Project;
  readonly iteration: Iteration;
  readonly onClose: () => void;
  readonly onSaved: (iteration: Iteration) => void;
}

const fields = ['title', 'goal', 'start', 'end', 'minCapacity', 'maxCapacity', 'zone'] as const;
type Field = (typeof fields)[number];
type Value = string | number | null;

function valuesOf(iteration: Iteration): Readonly<Record<Field, Value>> {
  const { title, goal, start, end, minCapacity, maxCapacity, zone } = iteration;
  return { title, goal, start, end, minCapacity, maxCapacity, zone };
}

/** The form of an iteration. Whoever is second to save is shown what the first has done, and loses nothing. */
export function EditIteration({ project, iteration, onClose, onSaved }: EditIterationProps) {
  const words = useWords();
  const queries = useQueryClient();
  const edit = useEdit<Iteration, Field, Value>({
    fields,
    thing: iteration,
    valuesOf,
    send: (version, changes) => native.changeIteration(iteration.id, version, patchOf(changes)),
    read: () => native.getIteration(iteration.id),
    onSaved: (saved) => {
      void queries.invalidateQueries(iterationQuery(iteration.id));
      void queries.invalidateQueries(burndownQuery(iteration.id));
      void queries.invalidateQueries(iterationsOf(project.id));
      onSaved(saved);
    },
  });
  const { values, set, meeting, chosen } = edit;
  const nameOf = (field: Field) => words.t(`iteration.field.${field}`);
  const show = (field: Field, value: Value) => {
    if (value === null || value === '') return words.t('edit.nothing');
    const isDay = field === 'start' || field === 'end';
    return isDay ? dayFormat(words.language).long(String(value)) : String(value);
  };
  const textIn = (field: Field) => String(values[field] ?? '');
  const numberIn = (field: Field) => {
    const value = values[field];
    return typeof value === 'number' ? value : null;
  };
  const dayIn = (field: Field) => {
    const value = values[field];
    return typeof value === 'string' ? value : null;
  };
  const isDecided = (meeting?.conflicts ?? []).every(({ field }) => chosen[field] !== undefined);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void edit.save();
  };
  return (
    <Dialog title={words.t('iteration.editNamed', { title: iteration.title })} onClose={onClose}>
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
        <TextInput
          label={nameOf('title')}
          data-autofocus
          maxLength={256}
          value={textIn('title')}
          onChange={(event) => set('title', event.currentTarget.value)}
        />
        <Textarea
          label={nameOf('goal')}
          autosize
          minRows={2}
          maxRows={6}
          value={textIn('goal')}
          onChange={(event) => set('goal', event.currentTarget.value === '' ? null : event.currentTarget.value)}
        />
        <div className="two-fields">
          <DayInput label={nameOf('start')} value={dayIn('start')} onChange={(day) => set('start', day)} />
          <DayInput label={nameOf('end')} value={dayIn('end')} onChange={(day) => set('end', day)} />
        </div>
        <div className="two-fields">
          {(['minCapacity', 'maxCapacity'] as const).map((field) => (
            <NumberField
              key={field}
              label={nameOf(field)}
              value={numberIn(field)}
              onChange={(value) => set(field, value)}
            />
          ))}
        </div>
        {iteration.finishedAt === null ? (
          <ZoneField
            label={nameOf('zone')}
            description={words.t('iteration.zoneHint', { zone: project.zone })}
            value={textIn('zone')}
            onChange={(zone) => set('zone', zone === '' ? null : zone)}
          />
        ) : null}
        <div className="buttons">
          <Button variant="default" onClick={onClose}>
            {words.t(meeting === null ? 'frame.cancel' : 'edit.discardMine')}
          </Button>
          <Button type="submit" loading={edit.isSaving} disabled={!edit.isDirty || !isDecided}>
            {words.t(meeting === null ? 'frame.save' : 'edit.saveMerged')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function patchOf(changes: Readonly<Partial<Record<Field, Value>>>): IterationPatch {
  const { title, goal, start, end, minCapacity, maxCapacity, zone } = changes;
  return {
    ...(typeof title === 'string' ? { title } : {}),
    ...(typeof goal === 'string' || goal === null ? { goal } : {}),
    ...(typeof start === 'string' || start === null ? { start } : {}),
    ...(typeof end === 'string' || end === null ? { end } : {}),
    ...(typeof minCapacity === 'number' || minCapacity === null ? { minCapacity } : {}),
    ...(typeof maxCapacity === 'number' || maxCapacity === null ? { maxCapacity } : {}),
    ...(typeof zone === 'string' || zone === null ? { zone } : {}),
  };
}
