import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { Webhook } from '../../client/webhooks.ts';
import { webhooks } from '../native.ts';
import { AskFirst } from '../parts/ask-first.tsx';
import { Loading, Trouble } from '../parts/loading.tsx';
import { usePageTitle } from '../parts/page-title.ts';
import { useProject } from '../parts/place.ts';
import { SecretBox } from '../parts/secret-box.tsx';
import { tell, tellTrouble } from '../parts/toast.ts';
import { deliveriesQuery, webhookQuery, webhooksQuery } from '../queries.ts';
import { Deliveries } from '../settings/deliveries.tsx';
import { WebhookState } from '../settings/webhook-state.tsx';
import { useWords } from '../words/use-words.ts';

/** One webhook: whether it is told, what it was told, and what of that went wrong. */
export function WebhookPage() {
  const { webhook: id } = useParams({ from: '/p/$project/settings/webhooks/$webhook' });
  const webhook = useQuery(webhookQuery(id));
  if (webhook.data === undefined) {
    return webhook.isError ? <Trouble error={webhook.error} again={webhook.refetch} /> : <Loading />;
  }
  return <Shown key={id} webhook={webhook.data} />;
}

type Question = 'secret' | 'remove' | null;

function Shown({ webhook }: { readonly webhook: Webhook }) {
  const words = useWords();
  const { t } = words;
  const project = useProject();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [question, ask] = useState<Question>(null);
  const { id, name, url, state, version, kinds, format } = webhook;
  usePageTitle(name);
  const onError = (error: unknown) => tellTrouble(words, error);
  const onSettled = () =>
    Promise.all(
      [webhookQuery(id), webhooksQuery].map(({ queryKey }) => queries.invalidateQueries({ queryKey, exact: true })),
    );
  const turn = useMutation({
    mutationFn: () => webhooks.change(id, version, { state: state === 'on' ? 'off' : 'on' }),
    onError,
    onSettled,
  });
  const newSecret = useMutation({ mutationFn: () => webhooks.newSecret(id, version), onError, onSettled });
  const test = useMutation({
    mutationFn: () => webhooks.test(id),
    onSuccess: () => tell(t('programs.testSent')),
    onError,
    onSettled: () => queries.invalidateQueries({ queryKey: deliveriesQuery(id).queryKey }),
  });
  const remove = useMutation({
    mutationFn: () => webhooks.remove(id, version),
    onSuccess: async () => {
      tell(t('programs.removed', { name }));
      await navigate({ to: '/p/$project/settings/webhooks', params: { project: project.key } });
      await queries.invalidateQueries({ queryKey: webhooksQuery.queryKey, exact: true });
    },
    onError,
  });
  return (
    <>
      <div>
        <div className="crumbs">
          <Link to="/p/$project/settings/webhooks" params={{ project: project.key }} activeOptions={{ exact: true }}>
            {t('settings.webhooks')}
          </Link>
        </div>
        <h1>{name}</h1>
        <div className="facts">
          <WebhookState webhook={webhook} />
          <span>{url}</span>
          <span>{format === 'kaiten' ? t('programs.formatKaiten') : t('programs.formatNative')}</span>
          <span>
            {t('programs.kinds')}: {kinds === null ? t('programs.all') : kinds.join(', ')}
          </span>
        </div>
      </div>
      <div className="buttons">
        <Button onClick={() => test.mutate()} loading={test.isPending} disabled={state !== 'on'}>
          {t('programs.test')}
        </Button>
        <Button variant="default" onClick={() => turn.mutate()} loading={turn.isPending}>
          {state === 'on' ? t('programs.turnOff') : t('programs.turnOn')}
        </Button>
        <Button variant="default" onClick={() => ask('secret')}>
          {t('programs.newSecret')}
        </Button>
        <Button variant="default" onClick={() => ask('remove')}>
          {t('settings.removeNamed', { name })}
        </Button>
      </div>
      {newSecret.data === undefined ? null : (
        <SecretBox name={`${t('programs.secret')}: ${name}`} secret={newSecret.data.secret} />
      )}
      <Deliveries webhookId={id} />
      {question === 'secret' ? (
        <AskFirst
          question={t('programs.newSecretAsk')}
          deed={t('programs.newSecret')}
          onClose={() => ask(null)}
          onDo={() => newSecret.mutate()}
        />
      ) : null}
      {question === 'remove' ? (
        <AskFirst
          question={t('programs.webhookRemoveAsk', { name })}
          deed={t('settings.removeNamed', { name })}
          onClose={() => ask(null)}
          onDo={() => remove.mutate()}
        />
      ) : null}
    </>
  );
}
