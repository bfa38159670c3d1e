import { TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { native } from '../native.ts';
import { FormDialog } from '../parts/form-dialog.tsx';
import { NameField } from '../parts/name-field.tsx';
import { tell } from '../parts/toast.ts';
import { ZoneField } from '../parts/zone-field.tsx';
import { projectsQuery } from '../queries.ts';
import { useWords } from '../words/use-words.ts';

/** Makes a project, and leads to its timeline, where its iterations will be. */
export function NewProjectDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useWords();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [title, setTitle] = useState('');
  const [key, setKey] = useState('');
  const [zone, setZone] = useState('');
  const create = useMutation({
    mutationFn: () =>
      native.createProject({
        title: title.trim(),
        ...(key.trim() === '' ? {} : { key: key.trim().toUpperCase() }),
        ...(zone.trim() === '' ? {} : { zone: zone.trim() }),
      }),
    onSuccess: async (made) => {
      tell(t('administration.created', { title: made.title }));
      await queries.invalidateQueries(projectsQuery);
      await navigate({ to: '/p/$project/timeline', params: { project: made.key }, search: { zoom: 'weeks' } });
    },
  });
  return (
    <FormDialog
      title={t('administration.newProject')}
      deed={t('timeline.create')}
      isPending={create.isPending}
      error={create.error}
      onClose={onClose}
      onSubmit={() => create.mutate()}
    >
      <p className="dim">{t('administration.newProjectHint')}</p>
      <NameField isFirst label={t('settings.name')} longest={256} value={title} onChange={setTitle} />
      <TextInput
        label={t('administration.key')}
        description={t('administration.keyHint')}
        maxLength={10}
        // As the server has it, in letters of either size.
        pattern="[A-Za-z][A-Za-z0-9]{1,9}"
        title={t('administration.keyHint')}
        value={key}
        onChange={(event) => setKey(event.currentTarget.value)}
      />
      <ZoneField description={t('setup.zoneHint')} label={t('administration.zone')} value={zone} onChange={setZone} />
    </FormDialog>
  );
}
