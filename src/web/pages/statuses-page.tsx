import { useQuery } from '@tanstack/react-query';
import { Loading, Trouble } from '../parts/loading.tsx';
import { usePageTitle } from '../parts/page-title.ts';
import { useProject } from '../parts/place.ts';
import { statusesQuery } from '../queries.ts';
import { useWords } from '../words/use-words.ts';

/** The statuses that items of a project can have, and what each counts as. */
export function StatusesPage() {
  const { t } = useWords();
  const statuses = useQuery(statusesQuery(useProject().id));
  usePageTitle(t('statuses.title'));
  return (
    <>
      <div>
        <h1>{t('statuses.title')}</h1>
        <p className="dim">{t('statuses.lead')}</p>
      </div>
      {statuses.isPending ? <Loading /> : null}
      {statuses.isError ? <Trouble error={statuses.error} again={statuses.refetch} /> : null}
      {statuses.data === undefined ? null : (
        <section className="card">
          <div className="table-box">
            <table className="settings-table stacked">
              <thead>
                <tr>
                  <th scope="col">{t('statuses.name')}</th>
                  <th scope="col">{t('statuses.counts')}</th>
                  <th scope="col">{t('statuses.key')}</th>
                </tr>
              </thead>
              <tbody>
                {statuses.data.map(({ id, key, name, category }) => (
                  <tr key={id}>
                    <th scope="row">{name}</th>
                    <td>{t(`statuses.meaning.${category}`)}</td>
                    <td data-label={t('statuses.key')}>
                      <code>{key}</code>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          <p className="dim">{t('statuses.fixed')}</p>
        </section>
      )}
    </>
  );
}
