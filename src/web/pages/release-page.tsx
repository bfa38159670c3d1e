import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import type { Iteration, Project } from '../../client/native.ts';
import { amountIn, partOf, type Unit } from '../parts/amounts.ts';
import { Figure } from '../parts/figure.tsx';
import { IterationRow } from '../parts/iteration-row.tsx';
import { Loading, Trouble } from '../parts/loading.tsx';
import { mayPlan } from '../parts/may-plan.ts';
import { usePageTitle } from '../parts/page-title.ts';
import { useMe, useProject } from '../parts/place.ts';
import { tell } from '../parts/toast.ts';
import { cadenceQuery, iterationsOf, releaseHistoryQuery, velocityOf } from '../queries.ts';
import { ReleaseCard } from '../release/release-card.tsx';
import { iterationsWithin, mostAhead, type ReleaseProgress, releaseProgress } from '../release/release-progress.ts';
import { windowsAhead } from '../release/windows-ahead.ts';
import { dayFormat, todayIn } from '../words/show-days.ts';
import { useWords } from '../words/use-words.ts';
import { NotFoundPage } from './not-found-page.tsx';

const EditIteration = lazy(() =>
  import('../iteration/edit-iteration.tsx').then((made) => ({ default: made.EditIteration })),
);
const NewIterationDialog = lazy(() =>
  import('../timeline/new-iteration-dialog.tsx').then((made) => ({ default: made.NewIterationDialog })),
);
const RemoveReleaseDialog = lazy(() =>
  import('../release/remove-release-dialog.tsx').then((made) => ({ default: made.RemoveReleaseDialog })),
);

const route = getRouteApi('/p/$project/releases/$release');

/** One release: how far its iterations have brought it, and whether it will be done. */
export function ReleasePage() {
  const project = useProject();
  const { release: id } = route.useParams();
  const search = route.useSearch();
  const found = useQuery(iterationsOf(project.id));
  const velocity = useQuery(velocityOf(project.id, 1, mostAhead));
  const history = useQuery(releaseHistoryQuery(id));
  const cadence = useQuery(cadenceQuery(project.id));
  const failed = [found, velocity, history, cadence].find(({ isError }) => isError);
  if (failed !== undefined) return <Trouble error={failed.error} again={failed.refetch} />;
  if (!found.data || !velocity.data || !history.data || !cadence.data) return <Loading />;
  const release = found.data.find((each) => each.id === id && each.kind === 'release');
  if (release === undefined) return <NotFoundPage />;
  const iterations = iterationsWithin(found.data, id);
  const hasPoints = iterations.some(({ scope }) => scope.points > 0);
  const lastEnd = found.data.reduce(
    (last, { end }) => (end !== null && end > last ? end : last),
    todayIn(project.zone),
  );
  const unit = search.unit ?? (hasPoints || iterations.length === 0 ? 'points' : 'items');
  return (
    <Shown
      project={project}
      release={release}
      found={found.data}
      iterations={iterations}
      progress={releaseProgress(iterations, {
        next: velocity.data.next,
        moments: history.data.moments,
        free: new Set(found.data.flatMap((each) => (each.parentId === project.rootIterationId ? each.id : []))),
        windows: windowsAhead(cadence.data, lastEnd, mostAhead),
        unit,
      })}
      unit={unit}
    />
  );
}

interface ShownProps {
  readonly project: Project;
  readonly release: Iteration;
  readonly found: readonly Iteration[];
  readonly iterations: readonly Iteration[];
  readonly progress: ReleaseProgress;
  readonly unit: Unit;
}

function Shown({ project, release, found, iterations, progress, unit }: ShownProps) {
  const words = useWords();
  const navigate = route.useNavigate();
  const canPlan = mayPlan(useMe(), project.id);
  const [asked, ask] = useState<'edit' | 'new' | 'remove' | null>(null);
  const { title, goal, start, end, version } = release;
  const close = () => ask(null);
  usePageTitle(title);
  return (
    <div className="stack">
      <div className="page-head iteration-head">
        <div>
          <div className="crumbs">
            <Link to="/p/$project/timeline" params={{ project: project.key }} search={{ zoom: 'weeks' }}>
              {project.title}
            </Link>
          </div>
          <h1>{title}</h1>
          <div className="facts numbers">
            <span>{words.t('release.kind')}</span>
            <span>
              {start === null || end === null
                ? words.t('iteration.noDates')
                : dayFormat(words.language).range(start, end)}
            </span>
            <span>{words.t('iteration.version', { version })}</span>
          </div>
          {goal === null || goal === '' ? null : <p className="goal">{goal}</p>}
        </div>
        {canPlan ? (
          <div className="buttons">
            <Button variant="default" onClick={() => ask('new')}>
              {words.t('release.newInside')}
            </Button>
            <Button variant="subtle" onClick={() => ask('edit')}>
              {words.t('iteration.edit')}
            </Button>
            <Button variant="subtle" c="var(--over)" onClick={() => ask('remove')}>
              {words.t('release.delete')}
            </Button>
          </div>
        ) : null}
      </div>
      {iterations.length === 0 ? <p className="card">{words.t('release.empty')}</p> : null}
      {iterations.length === 0 ? null : (
        <>
          <Figures progress={progress} unit={unit} iterations={iterations} />
          <ReleaseCard title={title} progress={progress} unit={unit} />
          <section className="card" aria-labelledby="release-iterations">
            <h2 id="release-iterations">{words.t('release.iterations')}</h2>
            <ul className="rows">
              {iterations.map((each) => (
                <IterationRow key={each.id} project={project} iteration={each} />
              ))}
            </ul>
          </section>
        </>
      )}
      <Suspense>
        {asked === 'edit' ? (
          <EditIteration
            project={project}
            iteration={release}
            onClose={close}
            onSaved={(saved) => {
              close();
              tell(words.t('iteration.edited', { title: saved.title }));
            }}
          />
        ) : null}
        {asked === 'new' ? (
          <NewIterationDialog project={project} kind="iteration" found={found} within={release.id} onClose={close} />
        ) : null}
        {asked === 'remove' ? (
          <RemoveReleaseDialog
            project={project}
            release={release}
            onClose={close}
            onRemoved={() => {
              tell(words.t('release.deleted', { title }));
              void navigate({
                to: '/p/$project/timeline',
                params: { project: project.key },
                search: { zoom: 'weeks' },
              });
            }}
          />
        ) : null}
      </Suspense>
    </div>
  );
}

function Figures({
  progress: { done, scope },
  unit,
  iterations,
}: Pick<ShownProps, 'progress' | 'unit' | 'iterations'>) {
  const words = useWords();
  const over = iterations.filter(({ status }) => status === 'closed' || status === 'archived').length;
  const left = Math.round((scope - done) * 1e6) / 1e6;
  return (
    <dl className="counters">
      <Figure
        name={words.t('iteration.done')}
        figure={scope === 0 ? '–' : words.t('velocity.percent', { percent: Math.floor((done / scope) * 100) })}
        more={[partOf(words, unit, done, scope)]}
      />
      <Figure name={words.t('iteration.remaining')} figure={amountIn(words, unit, left)} more={[]} />
      <Figure
        name={words.t('release.iterations')}
        figure={String(iterations.length)}
        more={[words.t('release.closed', { count: over })]}
      />
    </dl>
  );
}
