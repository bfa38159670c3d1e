import { Button, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { Project } from '../../client/native.ts';
import { followEvents } from '../live/follow-events.ts';
import { native } from '../native.ts';
import { NumberField } from '../parts/number-field.tsx';
import { troubleText } from '../parts/trouble-text.ts';
import { useWords } from '../words/use-words.ts';
import type { Column } from './plan.ts';

interface NewItemFormProps {
  readonly project: Project;
  readonly column: Column;
  readonly onClose: () => void;
}

/** A line at the end of a list in which a new item is written; the next one can follow at once. */
export function NewItemForm({ project, column, onClose }: NewItemFormProps) {
  const words = useWords();
  const queries = useQueryClient();
  const [title, setTitle] = useState('');
  const [estimate, setEstimate] = useState<number | null>(null);
  const create = useMutation({
    mutationFn: () =>
      native.createItem(project.id, {
        title: title.trim(),
        estimate,
        ...(column.iteration === null ? {} : { iterationId: column.iteration.id }),
      }),
    onSuccess: async ({ id, projectId }) => {
      setTitle('');
      setEstimate(null);
      const iterationId = column.iteration?.id ?? null;
      await followEvents(queries, [{ kind: 'item.created', projectId, iterationId, itemId: id }]);
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (title.trim() !== '' && !create.isPending) create.mutate();
  };
  return (
    <form className="plan-new" onSubmit={submit}>
      <TextInput
        aria-label={words.t('planning.title')}
        placeholder={words.t('planning.title')}
        maxLength={1024}
        value={title}
        autoFocus
        error={create.isError ? troubleText(words, create.error) : null}
        onChange={(event) => setTitle(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') onClose();
        }}
      />
      <NumberField
        aria-label={words.t('planning.estimate')}
        placeholder={words.t('planning.pointsShort')}
        value={estimate}
        onChange={setEstimate}
      />
      <Button type="submit" size="sm" loading={create.isPending}>
        {words.t('planning.add')}
      </Button>
    </form>
  );
}
