import { NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Iteration, Project } from '../../client/native.ts';
import type { NewScopePolicy, ScopePolicy } from '../../client/settings.ts';
import { planSettings } from '../native.ts';
import { changeIn, numberIn } from '../parts/amounts.ts';
import { FormTrouble } from '../parts/form-trouble.tsx';
import { Loading, Trouble } from '../parts/loading.tsx';
import { iterationsOf, scopePolicyQuery } from '../queries.ts';
import { useWords } from '../words/use-words.ts';
import { fits, type Typed, toNumber } from './bounds.ts';
import { DraftButtons } from './draft-buttons.tsx';
import { NumberField } from './number-field.tsx';
import { useDraft } from './use-draft.ts';

interface ScopePoliciesProps {
  readonly project: Project;
  readonly canChange: boolean;
}

/** How much may still come into each open iteration of a project. */
export function ScopePolicies({ project, canChange }: ScopePoliciesProps) {
  const { t } = useWords();
  const iterations = useQuery(iterationsOf(project.id));
  const open = (iterations.data ?? []).filter(
    ({ kind, status }) => kind === 'iteration' && (status === 'active' || status === 'planned'),
  );
  return (
    <section className="card settings-form" aria-labelledby="scope-policies">
      <div>
        <h2 id="scope-policies">{t('rules.scope')}</h2>
        <p className="dim">{t('rules.scopeLead')}</p>
      </div>
      {iterations.isPending ? <Loading /> : null}
      {iterations.isError ? <Trouble error={iterations.error} again={iterations.refetch} /> : null}
      {iterations.data !== undefined && open.length === 0 ? <p className="dim">{t('rules.noOpen')}</p> : null}
      {open.map((iteration) => (
        <PolicyOf key={iteration.id} iteration={iteration} canChange={canChange} />
      ))}
    </section>
  );
}

interface PolicyOfProps {
  readonly iteration: Iteration;
  readonly canChange: boolean;
}

function PolicyOf({ iteration, canChange }: PolicyOfProps) {
  const policy = useQuery(scopePolicyQuery(iteration.id));
  if (policy.data === undefined) {
    return policy.isError ? <Trouble error={policy.error} again={policy.refetch} /> : <Loading />;
  }
  return <Editor iteration={iteration} found={policy.data} canChange={canChange} />;
}

interface PolicyValues {
  readonly policy: ScopePolicy['policy'];
  readonly amount: Typed;
  readonly measure: Measure;
}

const policies = ['open', 'budget', 'swapOnly', 'frozen'] as const;
const measures = ['points', 'percent', 'items'] as const;
type Measure = (typeof measures)[number];
const bounds = { from: 0, to: 1_000_000, hasParts: true } as const;

function Editor({ iteration, found, canChange }: PolicyOfProps & { readonly found: ScopePolicy }) {
  const words = useWords();
  const { t } = words;
  const { budget, net, limit } = found;
  const draft = useDraft({
    thing: found,
    whole: { policy: found.policy, amount: budget?.amount ?? 10, measure: budget?.measure ?? 'percent' },
    queryKey: scopePolicyQuery(iteration.id).queryKey,
    send: (version, values: PolicyValues) => planSettings.setScopePolicy(iteration.id, version, toPolicy(values)),
  });
  const { values, set } = draft;
  const isBudget = values.policy === 'budget';
  const { title } = iteration;
  return (
    <fieldset className="policy" aria-label={t('rules.policyOf', { title })}>
      <FormTrouble error={draft.error} />
      <div className="two-fields">
        <NativeSelect
          label={title}
          description={t(`rules.policyHint.${values.policy}`)}
          value={values.policy}
          disabled={!canChange}
          onChange={({ currentTarget: { value } }) =>
            set({ policy: policies.find((each) => each === value) ?? 'open' })
          }
          data={policies.map((value) => ({ value, label: t(`rules.policy.${value}`) }))}
        />
        {isBudget ? (
          <>
            <NumberField
              label={t('rules.amount')}
              bounds={bounds}
              value={values.amount}
              readOnly={!canChange}
              onChange={(amount) => set({ amount })}
            />
            <NativeSelect
              label={t('rules.measure')}
              value={values.measure}
              disabled={!canChange}
              onChange={({ currentTarget: { value } }) =>
                set({ measure: measures.find((each) => each === value) ?? 'points' })
              }
              data={measures.map((value) => ({ value, label: t(`rules.measures.${value}`) }))}
            />
          </>
        ) : null}
      </div>
      <p className="dim">
        {t('rules.cameIn', {
          points: changeIn(words, 'points', net.points),
          items: changeIn(words, 'items', net.items),
        })}
        {limit === null ? '' : ` ${t('rules.limit', { limit: numberIn(words, limit) })}`}
      </p>
      {canChange && draft.isChanged ? (
        <DraftButtons draft={draft} isFit={!isBudget || fits(values.amount, bounds)} />
      ) : null}
    </fieldset>
  );
}

function toPolicy({ policy, amount, measure }: PolicyValues): NewScopePolicy {
  return { policy, budget: policy === 'budget' ? { measure, amount: toNumber(amount) } : null };
}
