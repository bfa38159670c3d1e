import { SegmentedControl } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { unitOf } from '../parts/amounts.ts';
import { Loading, Trouble } from '../parts/loading.tsx';
import { usePageTitle } from '../parts/page-title.ts';
import { useProject } from '../parts/place.ts';
import { Differences } from '../profiles/differences.tsx';
import { profilesQuery } from '../profiles/profiles-queries.ts';
import type { ProfilesSearch } from '../profiles/profiles-search.ts';
import { ProfilesTable } from '../profiles/profiles-table.tsx';
import { iterationQuery } from '../queries.ts';
import { useWords } from '../words/use-words.ts';
import { NotFoundPage } from './not-found-page.tsx';
import '../styles/profiles.css';

const route = getRouteApi('/p/$project/iterations/$iteration/profiles');

/** What an iteration comes to as other tools count, and why they differ. */
export function ProfilesPage() {
  const words = useWords();
  const project = useProject();
  const { iteration: id } = route.useParams();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const iteration = useQuery(iterationQuery(id));
  const found = useQuery(profilesQuery(id));
  usePageTitle(`${words.t('profiles.title')} · ${iteration.data?.title ?? ''}`);
  const failed = [iteration, found].find(({ isError }) => isError);
  if (failed !== undefined) return <Trouble error={failed.error} again={failed.refetch} />;
  if (iteration.data === undefined || found.data === undefined) return <Loading />;
  if (iteration.data.projectId !== project.id) return <NotFoundPage />;
  const { title } = iteration.data;
  const unit = search.unit ?? unitOf(iteration.data);
  const differing = found.data.profiles.slice(1).map(({ profile }) => profile);
  const tool = differing.find((each) => each === search.tool) ?? found.data.differences[0]?.to ?? differing[0] ?? '';
  const show = (change: ProfilesSearch) =>
    void navigate({ search: (now: ProfilesSearch) => ({ ...now, ...change }), replace: true });
  return (
    <div className="stack">
      <div>
        <div className="crumbs">
          <Link to="/p/$project/iterations/$iteration" params={{ project: project.key, iteration: id }} search={{}}>
            {title}
          </Link>
        </div>
        <h1>{words.t('profiles.of', { title })}</h1>
        <p className="dim">{words.t('profiles.hint')}</p>
      </div>
      <section className="card" aria-labelledby="profiles">
        <div className="card-head">
          <h2 id="profiles">{words.t('profiles.figures')}</h2>
          <SegmentedControl
            size="sm"
            transitionDuration={0}
            aria-label={words.t('amounts.unit')}
            value={unit}
            onChange={(value) => show({ unit: value === 'items' ? 'items' : 'points' })}
            data={[
              { value: 'points', label: words.t('amounts.unitPoints') },
              { value: 'items', label: words.t('amounts.unitItems') },
            ]}
          />
        </div>
        <ProfilesTable
          found={found.data}
          unit={unit}
          chosen={tool}
          onChoose={(each) => show({ tool: each })}
          title={title}
        />
      </section>
      <Differences key={tool} iterationId={id} tool={tool} unit={unit} />
    </div>
  );
}
