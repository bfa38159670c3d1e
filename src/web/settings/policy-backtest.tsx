import { Button } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import type { Policy } from '../../client/closes.ts';
import { closes } from '../native.ts';
import { FormTrouble } from '../parts/form-trouble.tsx';
import { iterationsOf } from '../queries.ts';
import { useWords } from '../words/use-words.ts';

const fates = ['carried', 'returned', 'kept', 'cancelled'] as const;

/** What a policy, as it was saved, would have done at the newest closes, beside what was done. */
export function PolicyBacktest({ policy }: { readonly policy: Policy }) {
  const { t } = useWords();
  const iterations = useQuery(iterationsOf(policy.projectId));
  const backtest = useMutation({ mutationFn: () => closes.backtest(policy.id) });
  const titleOf = (id: number) => iterations.data?.find((each) => each.id === id)?.title ?? String(id);
  return (
    <div className="stack">
      <div className="buttons">
        <Button variant="default" loading={backtest.isPending} onClick={() => backtest.mutate()}>
          {t('policies.backtest')}
        </Button>
      </div>
      <FormTrouble error={backtest.error} />
      {backtest.data?.length === 0 ? <p className="dim">{t('policies.noCloses')}</p> : null}
      {backtest.data === undefined || backtest.data.length === 0 ? null : (
        <div className="table-box" role="region" aria-label={t('policies.backtestOf', { name: policy.name })}>
          <table>
            <thead>
              <tr>
                <th scope="col">{t('cadence.iteration')}</th>
                {fates.map((fate) => (
                  <th key={fate} scope="col">
                    {t(`policies.fate.${fate}`)}
                  </th>
                ))}
                <th scope="col">{t('policies.told')}</th>
                <th scope="col">{t('policies.differing')}</th>
              </tr>
            </thead>
            <tbody>
              {backtest.data.map(({ receiptId, iterationId, actual, byPolicy, told, differing }) => (
                <tr key={receiptId}>
                  <th scope="row">{titleOf(iterationId)}</th>
                  {fates.map((fate) => (
                    <td key={fate}>{`${actual[fate].items} → ${byPolicy[fate].items}`}</td>
                  ))}
                  <td>{`${told.actual} → ${told.byPolicy}`}</td>
                  <td>{differing.length}</td>
                </tr>
              ))}
            </tbody>
          </table>
          <p className="dim">{t('policies.backtestHint')}</p>
        </div>
      )}
    </div>
  );
}
