import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { Loading, Trouble } from '../parts/loading.tsx';
import { usePageTitle } from '../parts/page-title.ts';
import { useProject } from '../parts/place.ts';
import { velocityOf } from '../queries.ts';
import { VelocityCard } from '../velocity/velocity-card.tsx';
import { VelocityFigures } from '../velocity/velocity-figures.tsx';
import { useWords } from '../words/use-words.ts';

const ForecastCard = lazy(() =>
  import('../forecast/forecast-card.tsx').then((made) => ({ default: made.ForecastCard })),
);
const CarriedCard = lazy(() => import('../passport/carried-card.tsx').then((made) => ({ default: made.CarriedCard })));
const ScorecardCard = lazy(() =>
  import('../forecast/scorecard-card.tsx').then((made) => ({ default: made.ScorecardCard })),
);

/** What the last iterations came to, and what that says of the next. */
export function VelocityPage() {
  const words = useWords();
  const project = useProject();
  const search = useSearch({ from: '/p/$project/velocity' });
  usePageTitle(`${words.t('frame.velocity')} · ${project.title}`);
  const velocity = useQuery(velocityOf(project.id, search.last ?? 12));
  if (velocity.isPending) return <Loading />;
  if (velocity.isLoadingError) return <Trouble error={velocity.error} again={velocity.refetch} />;
  return (
    <div className="stack">
      <h1>{words.t('frame.velocity')}</h1>
      <VelocityFigures velocity={velocity.data} />
      {velocity.data.iterations.length === 0 ? null : (
        <VelocityCard project={project} velocity={velocity.data} search={search} />
      )}
      <Suspense fallback={<Loading />}>
        <ForecastCard project={project} search={search} />
        <ScorecardCard project={project} />
        <CarriedCard project={project} />
      </Suspense>
    </div>
  );
}
