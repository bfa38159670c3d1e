import { Textarea, TextInput } from '@mantine/core';
import type { Project } from '../../client/native.ts';
import { native } from '../native.ts';
import { FormTrouble } from '../parts/form-trouble.tsx';
import { mayAdminister } from '../parts/may-plan.ts';
import { usePageTitle } from '../parts/page-title.ts';
import { useMe, useProject } from '../parts/place.ts';
import { projectsQuery } from '../queries.ts';
import { DraftButtons } from '../settings/draft-buttons.tsx';
import { useDraft } from '../settings/use-draft.ts';
import { useWords } from '../words/use-words.ts';

/** Title and description of a project, and what of it does not change. */
export function GeneralPage() {
  const { t } = useWords();
  const project = useProject();
  const isAdmin = mayAdminister(useMe(), project.id);
  const heading = t('settings.of', { project: project.title });
  usePageTitle(heading);
  const draft = useDraft({
    thing: project,
    whole: { title: project.title, description: project.description ?? '' },
    queryKey: projectsQuery.queryKey,
    keep: (queries, saved) =>
      queries.setQueryData(projectsQuery.queryKey, (known) =>
        known?.map((each) => (each.id === saved.id ? saved : each)),
      ),
    send: (version, { title, description }: Pick<Project, 'title'> & { readonly description: string }) =>
      native.changeProject(project.id, version, {
        title: title.trim(),
        description: description.trim() === '' ? null : description,
      }),
  });
  const { values, set } = draft;
  return (
    <>
      <h1>{heading}</h1>
      <section className="card settings-form" aria-label={heading}>
        <FormTrouble error={draft.error} />
        {isAdmin ? null : <p className="dim">{t('settings.onlyAdmins')}</p>}
        <TextInput
          label={t('settings.name')}
          required
          withAsterisk={false}
          maxLength={256}
          readOnly={!isAdmin}
          value={values.title}
          onChange={(event) => set({ title: event.currentTarget.value })}
        />
        <Textarea
          label={t('settings.description')}
          autosize
          minRows={3}
          maxLength={10_000}
          readOnly={!isAdmin}
          value={values.description}
          onChange={(event) => set({ description: event.currentTarget.value })}
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
        {isAdmin ? <DraftButtons draft={draft} isFit={values.title.trim() !== ''} /> : null}
      </section>
    </>
  );
}
