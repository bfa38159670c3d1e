import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { SecretWebhook } from '../../client/webhooks.ts';
import { Loading, Trouble } from '../parts/loading.tsx';
import { mayAdminister } from '../parts/may-plan.ts';
import { usePageTitle } from '../parts/page-title.ts';
import { useMe, useProject } from '../parts/place.ts';
import { SecretBox } from '../parts/secret-box.tsx';
import { webhooksQuery } from '../queries.ts';
import { NewWebhookDialog } from '../settings/new-webhook-dialog.tsx';
import { WebhookState } from '../settings/webhook-state.tsx';
import { useWords } from '../words/use-words.ts';

/** The webhooks of a project, for those who administer it. */
export function WebhooksPage() {
  const { t } = useWords();
  const { id } = useProject();
  usePageTitle(t('settings.webhooks'));
  if (mayAdminister(useMe(), id)) return <Shown />;
  return (
    <>
      <h1>{t('settings.webhooks')}</h1>
      <p className="dim">{t('programs.webhooksOnlyAdmins')}</p>
    </>
  );
}

function Shown() {
  const { t } = useWords();
  const project = useProject();
  const found = useQuery(webhooksQuery);
  const [isMaking, setMaking] = useState(false);
  const [made, setMade] = useState<SecretWebhook | null>(null);
  const shown = found.data?.filter(({ projectId }) => projectId === project.id);
  return (
    <>
      <div className="page-head">
        <div>
          <h1>{t('settings.webhooks')}</h1>
          <p className="dim">{t('programs.webhooksLead')}</p>
        </div>
        <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setMaking(true)}>
          {t('programs.newWebhook')}
        </Button>
      </div>
      {made === null ? null : <SecretBox name={`${t('programs.secret')}: ${made.name}`} secret={made.secret} />}
      {found.isPending ? <Loading /> : null}
      {found.isError ? <Trouble error={found.error} again={found.refetch} /> : null}
      {shown?.length === 0 ? <p className="card">{t('programs.noWebhooks')}</p> : null}
      {shown === undefined || shown.length === 0 ? null : (
        <section className="card table-box">
          <table className="settings-table stacked">
            <thead>
              <tr>
                <th scope="col">{t('programs.name')}</th>
                <th scope="col">{t('programs.url')}</th>
                <th scope="col">{t('programs.state')}</th>
              </tr>
            </thead>
            <tbody>
              {shown.map((webhook) => (
                <tr key={webhook.id}>
                  <th scope="row">
                    <Link
                      to="/p/$project/settings/webhooks/$webhook"
                      params={{ project: project.key, webhook: webhook.id }}
                    >
                      {webhook.name}
                    </Link>
                  </th>
                  <td data-label={t('programs.url')}>{webhook.url}</td>
                  <td data-label={t('programs.state')}>
                    <WebhookState webhook={webhook} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
      {isMaking ? <NewWebhookDialog projectId={project.id} onClose={() => setMaking(false)} onMade={setMade} /> : null}
    </>
  );
}
