import { NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Iteration, NewIteration, Project } from '../../client/native.ts';
import { native } from '../native.ts';
import { DayInput } from '../parts/day-input.tsx';
import { FormDialog } from '../parts/form-dialog.tsx';
import { NumberField } from '../parts/number-field.tsx';
import { tell } from '../parts/toast.ts';
import { iterationsOf } from '../queries.ts';
import { useWords, type Words } from '../words/use-words.ts';
import { followOn } from './follow-on.ts';

interface NewIterationDialogProps {
  readonly project: Project;
  readonly kind: 'iteration' | 'release';
  readonly found: readonly Iteration[];
  /** The release that it is to be in; without it, that of the last iteration. */
  readonly within?: number;
  readonly onClose: () => void;
}

interface Fields {
  title: string;
  start: string | null;
  end: string | null;
  goal: string;
  parentId: string;
  minCapacity: number | null;
  maxCapacity: number | null;
}

/** Makes an iteration or a release; an iteration is offered as the one that follows the last. */
export function NewIterationDialog({ project, kind, found, within, onClose }: NewIterationDialogProps) {
  const words = useWords();
  const queries = useQueryClient();
  const next = kind === 'iteration' ? followOn(found) : undefined;
  const releases = found.filter((each) => each.kind === 'release');
  const form = useForm<Fields>({
    initialValues: {
      title: next?.title ?? '',
      start: next?.start ?? null,
      end: next?.end ?? null,
      goal: '',
      parentId: String(within ?? next?.parentId ?? project.rootIterationId),
      minCapacity: null,
      maxCapacity: null,
    },
    validate: (values) => faultsOf(words, values),
  });
  const create = useMutation({
    mutationFn: (fields: Fields) => native.createIteration(project.id, toNew(fields, kind)),
    onSuccess: async ({ title }) => {
      await queries.invalidateQueries(iterationsOf(project.id));
      onClose();
      tell(words.t('timeline.created', { title }));
    },
  });
  return (
    <FormDialog
      title={kind === 'release' ? words.t('timeline.newRelease') : words.t('timeline.newIteration')}
      deed={words.t('timeline.create')}
      isPending={create.isPending}
      error={create.error}
      onClose={onClose}
      onSubmit={form.onSubmit((fields) => create.mutate(fields))}
    >
      <TextInput label={words.t('timeline.name')} data-autofocus maxLength={256} {...form.getInputProps('title')} />
      <div className="two-fields">
        <DayInput
          label={words.t('timeline.start')}
          value={form.values.start}
          onChange={(day) => form.setFieldValue('start', day)}
          error={form.errors['start']}
        />
        <DayInput
          label={words.t('timeline.end')}
          value={form.values.end}
          onChange={(day) => form.setFieldValue('end', day)}
          error={form.errors['end']}
        />
      </div>
      {kind === 'release' ? null : (
        <>
          <Textarea label={words.t('timeline.goal')} autosize minRows={2} maxRows={6} {...form.getInputProps('goal')} />
          <NativeSelect
            label={words.t('timeline.release')}
            data={[
              ...releases.map(({ id, title }) => ({ value: String(id), label: title })),
              { value: String(project.rootIterationId), label: words.t('timeline.noReleases') },
            ]}
            {...form.getInputProps('parentId')}
          />
          <div className="two-fields">
            <NumberField
              label={words.t('timeline.least')}
              value={form.values.minCapacity}
              onChange={(value) => form.setFieldValue('minCapacity', value)}
              error={form.errors['minCapacity']}
            />
            <NumberField
              label={words.t('timeline.most')}
              value={form.values.maxCapacity}
              onChange={(value) => form.setFieldValue('maxCapacity', value)}
              error={form.errors['maxCapacity']}
            />
          </div>
        </>
      )}
    </FormDialog>
  );
}

function faultsOf(words: Words, { title, start, end, minCapacity, maxCapacity }: Fields) {
  const isBackwards = start !== null && end !== null && end < start;
  const isUpsideDown = minCapacity !== null && maxCapacity !== null && minCapacity > maxCapacity;
  return {
    ...(title.trim() === '' ? { title: words.t('timeline.needsName') } : {}),
    ...(isBackwards ? { end: words.t('timeline.endBeforeStart') } : {}),
    ...(isUpsideDown ? { maxCapacity: words.t('timeline.leastOverMost') } : {}),
  };
}

function toNew({ title, start, end, goal, parentId, minCapacity, maxCapacity }: Fields, kind: NewIteration['kind']) {
  return {
    title: title.trim(),
    start,
    end,
    ...(kind === 'release' ? { kind } : { goal: goal.trim() === '' ? null : goal, parentId: Number(parentId) }),
    ...(minCapacity === null ? {} : { minCapacity }),
    ...(maxCapacity === null ? {} : { maxCapacity }),
  } satisfies NewIteration;
}
