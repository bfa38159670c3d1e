import { Button, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { native } from '../native.ts';
import { FormTrouble } from '../parts/form-trouble.tsx';
import { mayAdminister } from '../parts/may-plan.ts';
import { usePageTitle } from '../parts/page-title.ts';
import { useMe, useProject } from '../parts/place.ts';
import { tell } from '../parts/toast.ts';
import { projectsQuery } from '../queries.ts';
import { useWords } from '../words/use-words.ts';

/** Title and description of a project, and what of it does not change. */
export function GeneralPage() {
  const { t } = useWords();
  const project = useProject();
  const queries = useQueryClient();
  const isAdmin = mayAdminister(useMe(), project.id);
  const [title, setTitle] = useState(project.title);
  const [description, setDescription] = useState(project.description ?? '');
  usePageTitle(t('settings.of', { project: project.title }));
  const save = useMutation({
    mutationFn: () =>
      native.changeProject(project.id, project.version, {
        title: title.trim(),
        description: description.trim() === '' ? null : description,
      }),
    onSuccess: () => tell(t('frame.saved')),
    onSettled: () => queries.invalidateQueries(projectsQuery),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <>
      <h1>{t('settings.of', { project: project.title })}</h1>
      <form className="card settings-form" onSubmit={submit}>
        <FormTrouble error={save.error} />
        {isAdmin ? null : <p className="dim">{t('settings.onlyAdmins')}</p>}
        <TextInput
          label={t('settings.name')}
          required
          withAsterisk={false}
          maxLength={256}
          readOnly={!isAdmin}
          value={title}
          onChange={(event) => setTitle(event.currentTarget.value)}
        />
        <Textarea
          label={t('settings.description')}
          autosize
          minRows={3}
          maxLength={10_000}
          readOnly={!isAdmin}
          value={description}
          onChange={(event) => setDescription(event.currentTarget.value)}
        />
        <dl className="fixed-facts">
          <dt>{t('settings.key')}</dt>
          <dd>
            <strong>{project.key}</strong> <span className="dim">{t('settings.keyHint', { key: project.key })}</span>
          </dd>
          <dt>{t('settings.zone')}</dt>
          <dd>
            <strong>{project.zone}</strong> <span className="dim">{t('settings.zoneHint')}</span>
          </dd>
        </dl>
        {isAdmin ? (
          <div>
            <Button type="submit" loading={save.isPending}>
              {t('frame.save')}
            </Button>
          </div>
        ) : null}
      </form>
    </>
  );
}
