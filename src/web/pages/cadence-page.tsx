import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import type { Cadence } from '../../client/cadence.ts';
import type { Project } from '../../client/native.ts';
import { cadences } from '../native.ts';
import { FormTrouble } from '../parts/form-trouble.tsx';
import { Loading, Trouble } from '../parts/loading.tsx';
import { mayPlan } from '../parts/may-plan.ts';
import { usePageTitle } from '../parts/page-title.ts';
import { useMe, useProject } from '../parts/place.ts';
import { cadenceQuery, iterationsOf } from '../queries.ts';
import { CadenceHistory } from '../settings/cadence-history.tsx';
import { CadencePreview } from '../settings/cadence-preview.tsx';
import { type CadenceValues, isFitCadence, toCadence } from '../settings/cadence-values.ts';
import { DraftButtons } from '../settings/draft-buttons.tsx';
import { useDraft } from '../settings/use-draft.ts';
import { usualCadence } from '../settings/usual-cadence.ts';
import { useWords } from '../words/use-words.ts';

const CadenceFields = lazy(() =>
  import('../settings/cadence-fields.tsx').then((made) => ({ default: made.CadenceFields })),
);

/** The rhythm in which iterations of a project are made, started and closed. */
export function CadencePage() {
  const { t } = useWords();
  const project = useProject();
  const cadence = useQuery(cadenceQuery(project.id));
  const iterations = useQuery(iterationsOf(project.id));
  usePageTitle(t('cadence.title'));
  const failed = [cadence, iterations].find(({ isError }) => isError);
  const isThere = cadence.data !== undefined && iterations.data !== undefined;
  return (
    <>
      <div>
        <h1>{t('cadence.title')}</h1>
        <p className="dim">{t('cadence.lead')}</p>
      </div>
      {failed === undefined ? null : <Trouble error={failed.error} again={failed.refetch} />}
      {failed === undefined && !isThere ? <Loading /> : null}
      {isThere ? (
        <Editor
          project={project}
          found={cadence.data}
          usual={usualCadence(iterations.data, { zone: project.zone, title: t('cadence.usualName') })}
        />
      ) : null}
    </>
  );
}

interface EditorProps {
  readonly project: Project;
  readonly found: Cadence;
  readonly usual: CadenceValues;
}

function Editor({ project, found, usual }: EditorProps) {
  const { t } = useWords();
  const canChange = mayPlan(useMe(), project.id);
  const isNew = found.cadence === null;
  const draft = useDraft({
    thing: found,
    whole: found.cadence ?? usual,
    queryKey: cadenceQuery(project.id).queryKey,
    send: (version, values: CadenceValues) => cadences.set(project.id, version, toCadence(values)),
    changes: [['iterations', project.id], ['plan']],
  });
  const { values } = draft;
  const isFit = isFitCadence(values);
  return (
    <>
      {canChange ? null : <p className="dim">{t('cadence.needsPlanner')}</p>}
      {isNew ? <p>{t('cadence.none')}</p> : null}
      {isNew && !canChange ? null : (
        <section className="card settings-form" aria-label={t('cadence.title')}>
          <FormTrouble error={draft.error} />
          <Suspense fallback={<Loading />}>
            <CadenceFields values={values} set={draft.set} canChange={canChange} />
          </Suspense>
          {canChange ? (
            <DraftButtons draft={draft} isFit={isFit} {...(isNew ? { deed: t('cadence.set') } : {})} />
          ) : null}
        </section>
      )}
      {isFit && values.isOn && (canChange || !isNew) ? (
        <CadencePreview project={project} rhythm={toCadence(values)} slots={found.slots} />
      ) : null}
      {isNew ? null : <CadenceHistory project={project} found={found} />}
    </>
  );
}
