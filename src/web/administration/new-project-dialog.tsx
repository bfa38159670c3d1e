import { Button, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useId, useState } from 'react';
import { native } from '../native.ts';
import { Dialog } from '../parts/dialog.tsx';
import { FormTrouble } from '../parts/form-trouble.tsx';
import { tell } from '../parts/toast.ts';
import { projectsQuery } from '../queries.ts';
import { useWords } from '../words/use-words.ts';

/** Makes a project, and leads to its timeline, where its iterations will be. */
export function NewProjectDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useWords();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const zones = useId();
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
  const submit = (event: FormEvent) => {
    event.preventDefault();
    create.mutate();
  };
  return (
    <Dialog title={t('administration.newProject')} onClose={onClose}>
      <form className="stack" onSubmit={submit}>
        <p className="dim">{t('administration.newProjectHint')}</p>
        <FormTrouble error={create.error} />
        <TextInput
          label={t('settings.name')}
          required
          withAsterisk={false}
          maxLength={256}
          data-autofocus
          value={title}
          onChange={(event) => setTitle(event.currentTarget.value)}
        />
        <TextInput
          label={t('administration.key')}
          description={t('administration.keyHint')}
          maxLength={10}
          value={key}
          onChange={(event) => setKey(event.currentTarget.value)}
        />
        <TextInput
          label={t('administration.zone')}
          description={t('setup.zoneHint')}
          list={zones}
          maxLength={64}
          value={zone}
          onChange={(event) => setZone(event.currentTarget.value)}
        />
        <datalist id={zones}>
          {Intl.supportedValuesOf('timeZone').map((each) => (
            <option key={each} value={each} />
          ))}
        </datalist>
        <div className="buttons">
          <Button variant="default" onClick={onClose}>
            {t('frame.cancel')}
          </Button>
          <Button type="submit" loading={create.isPending}>
            {t('timeline.create')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
