import { Button } from '@mantine/core';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import type { Delivery } from '../../client/webhooks.ts';
import { webhooks } from '../native.ts';
import { Loading, Trouble } from '../parts/loading.tsx';
import { tell, tellTrouble } from '../parts/toast.ts';
import { deliveriesQuery } from '../queries.ts';
import { momentIn } from '../words/show-days.ts';
import { useWords, type Words } from '../words/use-words.ts';

/** What a webhook was sent, newest first, and what became of it. */
export function Deliveries({ webhookId }: { readonly webhookId: number }) {
  const { t } = useWords();
  const found = useInfiniteQuery(deliveriesQuery(webhookId));
  const rows = found.data?.pages.flatMap(({ deliveries }) => deliveries);
  return (
    <section className="card" aria-labelledby="deliveries">
      <h2 id="deliveries">{t('programs.deliveries')}</h2>
      {found.isPending ? <Loading /> : null}
      {found.isError ? <Trouble error={found.error} again={found.refetch} /> : null}
      {rows?.length === 0 ? <p className="dim">{t('programs.noDeliveries')}</p> : null}
      {rows === undefined || rows.length === 0 ? null : (
        <table className="settings-table stacked">
          <thead>
            <tr>
              <th scope="col">{t('settings.when')}</th>
              <th scope="col">{t('programs.event')}</th>
              <th scope="col">{t('programs.result')}</th>
              <td />
            </tr>
          </thead>
          <tbody>
            {rows.map((delivery) => (
              <DeliveryRow key={delivery.id} webhookId={webhookId} delivery={delivery} />
            ))}
          </tbody>
        </table>
      )}
      {found.hasNextPage ? (
        <Button variant="default" loading={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
          {t('settings.more')}
        </Button>
      ) : null}
    </section>
  );
}

function DeliveryRow({ webhookId, delivery }: { readonly webhookId: number; readonly delivery: Delivery }) {
  const words = useWords();
  const { t } = words;
  const queries = useQueryClient();
  const { id, kind, sequence, state, attempts, createdAt } = delivery;
  const again = useMutation({
    mutationFn: () => webhooks.sendAgain(webhookId, id),
    onSuccess: () => tell(t('programs.sentAgain')),
    onError: (error) => tellTrouble(words, error),
    onSettled: () => queries.invalidateQueries({ queryKey: deliveriesQuery(webhookId).queryKey }),
  });
  return (
    <tr>
      <th scope="row" className="numbers">
        {momentIn(words.language, createdAt)}
      </th>
      <td>
        {kind} <span className="dim numbers">{sequence}</span>
        <details>
          <summary>{t('programs.body')}</summary>
          <code className="code">{delivery.body}</code>
        </details>
      </td>
      <td>
        <span className={state === 'dead' ? 'over' : undefined}>{t(`programs.${state}`)}</span>
        <div className="dim" lang={delivery.status === null ? 'en' : undefined}>
          {resultOf(words, delivery)}
        </div>
        {attempts > 1 ? (
          <div className="dim">
            {t('programs.attempts')}: {attempts}
          </div>
        ) : null}
      </td>
      <td className="actions">
        {state === 'waiting' ? null : (
          <Button
            size="compact-sm"
            variant="default"
            loading={again.isPending}
            aria-label={t('programs.againNamed', { kind, sequence })}
            onClick={() => again.mutate()}
          >
            {t('programs.again')}
          </Button>
        )}
      </td>
    </tr>
  );
}

function resultOf({ t }: Words, { status, tookMs, error }: Delivery): string {
  if (status === null) return error ?? '';
  return t('programs.answered', { status, ms: tookMs ?? 0 });
}
