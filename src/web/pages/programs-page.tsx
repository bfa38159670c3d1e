import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Board, Project } from '../../client/native.ts';
import { Loading, Trouble } from '../parts/loading.tsx';
import { usePageTitle } from '../parts/page-title.ts';
import { useMe, useProject } from '../parts/place.ts';
import { boardsQuery } from '../queries.ts';
import { useWords, type Words } from '../words/use-words.ts';

/** What is to be entered into programs made for one of the vendors, so that they work with this project. */
export function ProgramsPage() {
  const words = useWords();
  const { t } = words;
  const project = useProject();
  const { organizationId } = useMe();
  const boards = useQuery(boardsQuery(project.id));
  const base = new URL('.', document.baseURI).href;
  usePageTitle(t('programs.title'));
  return (
    <>
      <div>
        <h1>{t('programs.title')}</h1>
        <p className="dim">
          {t('programs.lead')} <Link to="/me/tokens">{t('programs.makeToken')}</Link>
        </p>
      </div>
      {boards.isPending ? <Loading /> : null}
      {boards.isError ? <Trouble error={boards.error} again={boards.refetch} /> : null}
      {boards.data === undefined
        ? null
        : dialectsOf(words, { project, boards: boards.data, organizationId, base }).map(({ name, folder, entries }) => (
            <section key={folder} className="card" aria-labelledby={`program-${folder}`}>
              <h2 id={`program-${folder}`}>{name}</h2>
              <div className="table-box">
                <table className="settings-table stacked">
                  <tbody>
                    {entries.map(([what, value]) => (
                      <tr key={what}>
                        <th scope="row">{what}</th>
                        <td>
                          <code className="code">{value}</code>
                        </td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </div>
              <p>
                <a href={`${base}docs/${folder}`}>{t('programs.described', { name })}</a>
              </p>
            </section>
          ))}
    </>
  );
}

/** The dialects, with what each calls this project and its boards. */
function dialectsOf(
  { t }: Words,
  where: {
    readonly project: Project;
    readonly boards: readonly Board[];
    readonly organizationId: number;
    readonly base: string;
  },
) {
  const { project, organizationId, base } = where;
  const address = (path: string): [string, string] => [t('programs.address'), `${base}${path}`];
  const boards = where.boards.map(({ id, title }): [string, string] => [t('programs.board', { title }), String(id)]);
  return [
    {
      name: 'Kaiten',
      folder: 'kaiten',
      entries: [
        address('api/latest'),
        [t('programs.space'), String(project.id)],
        [t('programs.spaceUid'), project.uid],
        ...boards,
      ],
    },
    {
      name: 'TeamPulse',
      folder: 'teampulse',
      entries: [address('api/v1'), [t('programs.project'), String(project.id)]],
    },
    {
      name: 'Yandex Tracker',
      folder: 'tracker',
      entries: [
        address('v3'),
        [t('programs.organization'), String(organizationId)],
        [t('programs.queue'), project.key],
        ...boards,
      ],
    },
    { name: 'Timebox', folder: 'native', entries: [address('native/v1'), [t('programs.project'), String(project.id)]] },
  ];
}
