import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams, useSearch } from '@tanstack/react-router';
import { lazy, Suspense, useRef, useState } from 'react';
import type { Burndown, Iteration, Project } from '../../client/native.ts';
import { MovedOn } from '../closing/moved-on.tsx';
import { RemoveButton } from '../closing/remove-button.tsx';
import { StatusActions } from '../closing/status-actions.tsx';
import { useStart } from '../closing/use-start.ts';
import { GoalCard } from '../goal/goal-card.tsx';
import { CadenceLine } from '../iteration/cadence-line.tsx';
import { Counters } from '../iteration/counters.tsx';
import { ItemsTab } from '../iteration/items-tab.tsx';
import type { IterationSearch } from '../iteration/iteration-search.ts';
import { IterationTabs } from '../iteration/iteration-tabs.tsx';
import { ProgressCard } from '../iteration/progress-card.tsx';
import { useBeside } from '../iteration/use-beside.ts';
import { cannotShow } from '../parts/cannot-show.ts';
import { Loading, Trouble } from '../parts/loading.tsx';
import { mayPlan } from '../parts/may-plan.ts';
import { usePageTitle } from '../parts/page-title.ts';
import { useMe, useProject } from '../parts/place.ts';
import { StatusBadge } from '../parts/status-badge.tsx';
import { useKeys } from '../parts/use-keys.ts';
import { burndownQuery, iterationQuery } from '../queries.ts';
import { dayFormat, daysBetween, todayIn } from '../words/show-days.ts';
import { useWords } from '../words/use-words.ts';
import { NotFoundPage } from './not-found-page.tsx';

const ActivityTab = lazy(() => import('../iteration/activity-tab.tsx').then((made) => ({ default: made.ActivityTab })));
const CapacityTab = lazy(() => import('../capacity/capacity-tab.tsx').then((made) => ({ default: made.CapacityTab })));
const EditIteration = lazy(() =>
  import('../iteration/edit-iteration.tsx').then(({ EditIteration: form }) => ({ default: form })),
);

/** One iteration: where it stands, its figures, its burndown, and its start or close. */
export function IterationPage() {
  const me = useMe();
  const project = useProject();
  const from = '/p/$project/iterations/$iteration';
  const { iteration: id } = useParams({ from });
  const search = useSearch({ from });
  const iteration = useQuery(iterationQuery(id));
  const burndown = useQuery(burndownQuery(id));
  const failed = [iteration, burndown].find(cannotShow);
  if (failed !== undefined) return <Trouble error={failed.error} again={failed.refetch} />;
  if (iteration.data === undefined || burndown.data === undefined) return <Loading />;
  if (project.id !== iteration.data.projectId) return <NotFoundPage />;
  return (
    <Shown
      key={id}
      project={project}
      iteration={iteration.data}
      burndown={burndown.data}
      search={search}
      canPlan={mayPlan(me, project.id)}
    />
  );
}

interface ShownProps {
  readonly project: Project;
  readonly iteration: Iteration;
  readonly burndown: Burndown;
  readonly search: IterationSearch;
  readonly canPlan: boolean;
}

function Shown({ project, iteration, burndown, search, canPlan }: ShownProps) {
  const words = useWords();
  const { title, goal, path, parentId } = iteration;
  const [isEditing, setEditing] = useState(false);
  const tab = search.tab ?? 'overview';
  const [message, setMessage] = useState('');
  const heading = useRef<HTMLHeadingElement>(null);
  // The button that was pressed is gone with the old status; the heading takes the focus from it.
  const tell = (text: string) => {
    setMessage(text);
    heading.current?.focus();
  };
  usePageTitle(title);
  const start = useStart(iteration, tell);
  const toBeside = useBeside(project, iteration);
  useKeys({
    '[': () => void toBeside(-1),
    ']': () => void toBeside(1),
    ...(canPlan ? { e: () => setEditing(true) } : {}),
  });
  const releases = path.split('\\').slice(0, -title.split('\\').length);
  return (
    <div className="stack">
      <div className="page-head iteration-head">
        <div>
          <div className="crumbs">
            <Link to="/p/$project" params={{ project: project.key }}>
              {project.title}
            </Link>
            {releases.length === 0 || parentId === null ? null : (
              <>
                <span>/</span>
                <Link to="/p/$project/releases/$release" params={{ project: project.key, release: parentId }}>
                  {releases.join(' / ')}
                </Link>
              </>
            )}
          </div>
          <h1 ref={heading} tabIndex={-1}>
            {title}
          </h1>
          <Facts iteration={iteration} burndown={burndown} />
          <CadenceLine iteration={iteration} />
          {goal === null || goal === '' ? null : <p className="goal">{goal}</p>}
        </div>
        {canPlan ? (
          <div className="buttons">
            <StatusActions project={project} iteration={iteration} start={start} tell={tell} />
            <Button variant="subtle" onClick={() => setEditing(true)}>
              {words.t('iteration.edit')}
            </Button>
            <RemoveButton project={project} iteration={iteration} />
          </div>
        ) : null}
      </div>
      <p role="status" className={message === '' ? 'live' : 'live card'}>
        {message}
      </p>
      <IterationTabs project={project} iteration={iteration} search={search} />
      {tab === 'overview' ? (
        <>
          <Counters iteration={iteration} burndown={burndown} />
          <ProgressCard iteration={iteration} burndown={burndown} search={search} start={canPlan ? start : null} />
          <GoalCard iteration={iteration} canPlan={canPlan} />
        </>
      ) : null}
      {tab === 'items' ? (
        <>
          <ItemsTab project={project} iteration={iteration} />
          <MovedOn project={project} iteration={iteration} />
        </>
      ) : null}
      <Suspense fallback={<Loading />}>
        {tab === 'capacity' ? <CapacityTab project={project} iteration={iteration} burndown={burndown} /> : null}
        {tab === 'activity' ? <ActivityTab project={project} iteration={iteration} /> : null}
      </Suspense>
      {isEditing ? (
        <Suspense fallback={null}>
          <EditIteration
            project={project}
            iteration={iteration}
            onClose={() => setEditing(false)}
            onSaved={(saved) => {
              setEditing(false);
              tell(words.t('iteration.edited', { title: saved.title }));
            }}
          />
        </Suspense>
      ) : null}
    </div>
  );
}

function Facts({ iteration, burndown }: Pick<ShownProps, 'iteration' | 'burndown'>) {
  const words = useWords();
  const { start, end, status, version } = iteration;
  const days = dayFormat(words.language);
  return (
    <div className="facts numbers">
      <StatusBadge status={status} />
      <span>{start === null || end === null ? words.t('iteration.noDates') : days.range(start, end)}</span>
      {whereInTime(iteration, burndown, words, days.long)}
      <span>{words.t('iteration.version', { version })}</span>
    </div>
  );
}

function whereInTime(
  { start, end, status }: Iteration,
  { zone, finishedDay }: Burndown,
  words: ReturnType<typeof useWords>,
  long: (day: string) => string,
) {
  const today = todayIn(zone);
  if (finishedDay !== null) return <span>{words.t('iteration.finishedOn', { day: long(finishedDay) })}</span>;
  if (start === null || end === null) return null;
  if (status === 'planned')
    return today > start ? (
      <span className="over">{words.t('iteration.startWas', { day: long(start) })}</span>
    ) : (
      <span>{words.t('iteration.startsIn', { count: daysBetween(today, start) })}</span>
    );
  if (today > end)
    return <span className="over">{words.t('iteration.lateBy', { count: daysBetween(end, today) })}</span>;
  const day = Math.max(1, daysBetween(start, today) + 1);
  return <span>{words.t('iteration.dayOf', { day, days: daysBetween(start, end) + 1 })}</span>;
}
