import { useQuery } from '@tanstack/react-query';
import type { Project } from '../../client/native.ts';
import type { Rules } from '../../client/settings.ts';
import { planSettings } from '../native.ts';
import { FormTrouble } from '../parts/form-trouble.tsx';
import { Loading, Trouble } from '../parts/loading.tsx';
import { mayAdminister } from '../parts/may-plan.ts';
import { usePageTitle } from '../parts/page-title.ts';
import { useMe, useProject } from '../parts/place.ts';
import { rulesQuery } from '../queries.ts';
import { type Bounds, fits, type Typed, toNumber } from '../settings/bounds.ts';
import { DraftButtons } from '../settings/draft-buttons.tsx';
import { NumberField } from '../settings/number-field.tsx';
import { ScopePolicies } from '../settings/scope-policies.tsx';
import { useDraft } from '../settings/use-draft.ts';
import { useWords } from '../words/use-words.ts';

/** By which rules the iterations of a project are counted, and how much may come into those that run. */
export function RulesPage() {
  const { t } = useWords();
  const project = useProject();
  const rules = useQuery(rulesQuery(project.id));
  const isAdmin = mayAdminister(useMe(), project.id);
  usePageTitle(t('rules.title'));
  return (
    <>
      <div>
        <h1>{t('rules.title')}</h1>
        <p className="dim">{t('rules.lead')}</p>
      </div>
      {isAdmin ? null : <p className="dim">{t('settings.onlyAdmins')}</p>}
      {rules.isPending ? <Loading /> : null}
      {rules.isError ? <Trouble error={rules.error} again={rules.refetch} /> : null}
      {rules.data === undefined ? null : <Editor project={project} found={rules.data} canChange={isAdmin} />}
      <ScopePolicies project={project} canChange={isAdmin} />
    </>
  );
}

const bounds = {
  graceMinutes: { from: 0, to: 10_080 },
  defaultEstimate: { from: 0, to: 1000, hasParts: true, mayBeEmpty: true },
  creditHours: { from: 0, to: 720 },
} as const satisfies Readonly<Record<string, Bounds>>;

type RuleValues = Readonly<Record<keyof typeof bounds, Typed>>;

interface EditorProps {
  readonly project: Project;
  readonly found: Rules;
  readonly canChange: boolean;
}

function Editor({ project, found, canChange }: EditorProps) {
  const { t } = useWords();
  const { graceMinutes, defaultEstimate, creditHours } = found;
  const draft = useDraft({
    thing: found,
    whole: { graceMinutes, defaultEstimate: defaultEstimate ?? '', creditHours },
    queryKey: rulesQuery(project.id).queryKey,
    send: (version, values: RuleValues) =>
      planSettings.changeRules(project.id, version, {
        graceMinutes: toNumber(values.graceMinutes),
        defaultEstimate: values.defaultEstimate === '' ? null : toNumber(values.defaultEstimate),
        creditHours: toNumber(values.creditHours),
      }),
  });
  const { values, set } = draft;
  return (
    <section className="card settings-form" aria-label={t('rules.title')}>
      <FormTrouble error={draft.error} />
      <NumberField
        label={t('rules.grace')}
        description={t('rules.graceHint')}
        bounds={bounds.graceMinutes}
        value={values.graceMinutes}
        readOnly={!canChange}
        onChange={(value) => set({ graceMinutes: value })}
      />
      <NumberField
        label={t('rules.estimate')}
        description={t('rules.estimateHint')}
        bounds={bounds.defaultEstimate}
        value={values.defaultEstimate}
        readOnly={!canChange}
        onChange={(value) => set({ defaultEstimate: value })}
      />
      <NumberField
        label={t('rules.credit')}
        description={t('rules.creditHint')}
        bounds={bounds.creditHours}
        value={values.creditHours}
        readOnly={!canChange}
        onChange={(value) => set({ creditHours: value })}
      />
      {canChange ? (
        <DraftButtons
          draft={draft}
          isFit={
            fits(values.graceMinutes, bounds.graceMinutes) &&
            fits(values.defaultEstimate, bounds.defaultEstimate) &&
            fits(values.creditHours, bounds.creditHours)
          }
        />
      ) : null}
    </section>
  );
}
