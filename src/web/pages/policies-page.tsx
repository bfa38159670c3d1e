import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { closes } from '../native.ts';
import { FormTrouble } from '../parts/form-trouble.tsx';
import { Loading, Trouble } from '../parts/loading.tsx';
import { mayPlan } from '../parts/may-plan.ts';
import { usePageTitle } from '../parts/page-title.ts';
import { useMe, useProject } from '../parts/place.ts';
import { policiesQuery } from '../queries.ts';
import { PolicyEditor } from '../settings/policy-editor.tsx';
import { plainRules } from '../settings/policy-rules.ts';
import { useWords } from '../words/use-words.ts';

/** The rules by which a close may decide about unfinished items. */
export function PoliciesPage() {
  const { t } = useWords();
  const { id } = useProject();
  const canChange = mayPlan(useMe(), id);
  const queries = useQueryClient();
  const policies = useQuery(policiesQuery(id));
  usePageTitle(t('policies.title'));
  const create = useMutation({
    mutationFn: () => closes.createPolicy(id, { name: t('policies.usualName'), rules: [...plainRules] }),
    onSettled: () => queries.invalidateQueries({ queryKey: policiesQuery(id).queryKey }),
  });
  return (
    <>
      <div className="page-head">
        <div>
          <h1>{t('policies.title')}</h1>
          <p className="dim">{t('policies.lead')}</p>
        </div>
        {canChange ? (
          <Button loading={create.isPending} onClick={() => create.mutate()}>
            {t('policies.make')}
          </Button>
        ) : null}
      </div>
      {canChange ? null : <p className="dim">{t('cadence.needsPlanner')}</p>}
      <FormTrouble error={create.error} />
      {policies.isPending ? <Loading /> : null}
      {policies.isError ? <Trouble error={policies.error} again={policies.refetch} /> : null}
      {policies.data?.length === 0 ? <p className="card">{t('policies.none')}</p> : null}
      {policies.data?.map((policy) => (
        <PolicyEditor key={policy.id} policy={policy} canChange={canChange} />
      ))}
    </>
  );
}
