import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { AccountRow } from '../administration/account-row.tsx';
import { Loading, Trouble } from '../parts/loading.tsx';
import { usePageTitle } from '../parts/page-title.ts';
import { SecretBox } from '../parts/secret-box.tsx';
import { accountsQuery } from '../queries.ts';
import { useWords } from '../words/use-words.ts';

const NewPersonDialog = lazy(() =>
  import('../administration/new-person-dialog.tsx').then((made) => ({ default: made.NewPersonDialog })),
);

/** The people of the organization: who they are, what they may do, and whether they may sign in. */
export function PeoplePage() {
  const { t } = useWords();
  const accounts = useQuery(accountsQuery);
  const [isMaking, setMaking] = useState(false);
  const [told, tellSecret] = useState<{ readonly name: string; readonly secret: string | null } | null>(null);
  usePageTitle(t('administration.people'));
  return (
    <>
      <div className="page-head">
        <div>
          <h1>{t('administration.people')}</h1>
          <p className="dim">{t('administration.peopleLead')}</p>
        </div>
        <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setMaking(true)}>
          {t('administration.newPerson')}
        </Button>
      </div>
      {told === null ? null : <SecretBox name={told.name} secret={told.secret} />}
      {accounts.isPending ? <Loading /> : null}
      {accounts.isError ? <Trouble error={accounts.error} again={accounts.refetch} /> : null}
      {accounts.data === undefined ? null : (
        <section className="card table-box">
          <table className="settings-table stacked">
            <thead>
              <tr>
                <th scope="col">{t('settings.person')}</th>
                <th scope="col">{t('settings.role')}</th>
              </tr>
            </thead>
            <tbody>
              {accounts.data.map((account) => (
                <AccountRow
                  key={account.id}
                  account={account}
                  onPassword={(secret) =>
                    tellSecret({ name: t('administration.newPasswordOf', { name: account.name }), secret })
                  }
                />
              ))}
            </tbody>
          </table>
        </section>
      )}
      {isMaking ? (
        <Suspense>
          <NewPersonDialog
            onClose={() => setMaking(false)}
            onMade={({ name, login, password }) =>
              tellSecret({ name: t('administration.made', { name, login }), secret: password })
            }
          />
        </Suspense>
      ) : null}
    </>
  );
}
