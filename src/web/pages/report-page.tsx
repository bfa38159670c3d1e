import { useQuery } from '@tanstack/react-query';
import { Link, useParams, useSearch } from '@tanstack/react-router';
import { statements } from '../native.ts';
import { cannotShow } from '../parts/cannot-show.ts';
import { Loading, Trouble } from '../parts/loading.tsx';
import { usePageTitle } from '../parts/page-title.ts';
import { useProject } from '../parts/place.ts';
import { iterationQuery } from '../queries.ts';
import { Report } from '../report/report.tsx';
import { useWords } from '../words/use-words.ts';
import { NotFoundPage } from './not-found-page.tsx';

/** What a closed iteration came to, as it was stated: at the close, or anew since. */
export function ReportPage() {
  const words = useWords();
  const project = useProject();
  const from = '/p/$project/iterations/$iteration/report';
  const { iteration: id } = useParams({ from });
  const search = useSearch({ from });
  const iteration = useQuery(iterationQuery(id));
  const list = useQuery({ queryKey: ['figures', id, 'statements'], queryFn: () => statements.list(id) });
  usePageTitle(`${words.t('report.title')} · ${iteration.data?.title ?? ''}`);
  const failed = [iteration, list].find(cannotShow);
  if (failed !== undefined) return <Trouble error={failed.error} again={failed.refetch} />;
  if (iteration.data === undefined || list.data === undefined) return <Loading />;
  if (iteration.data.projectId !== project.id) return <NotFoundPage />;
  const latest = list.data.at(-1);
  if (latest === undefined) {
    return (
      <div className="stack">
        <h1>{iteration.data.title}</h1>
        <p className="dim">{words.t('report.none')}</p>
        <p>
          <Link to="/p/$project/iterations/$iteration" params={{ project: project.key, iteration: id }} search={{}}>
            {words.t('report.toIteration')}
          </Link>
        </p>
      </div>
    );
  }
  const number = list.data.some((each) => each.number === search.statement) ? search.statement : undefined;
  return <Report project={project} iteration={iteration.data} list={list.data} number={number ?? latest.number} />;
}
