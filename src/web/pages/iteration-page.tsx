import { useQuery } from '@tanstack/react-query';
import { Link, useParams, useSearch } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import type { Burndown, Iteration, Project } from '../../client/native.ts';
import { Counters } from '../iteration/counters.tsx';
import type { IterationSearch } from '../iteration/iteration-search.ts';
import { ProgressCard } from '../iteration/progress-card.tsx';
import { StatusActions } from '../iteration/status-actions.tsx';
import { Loading, Trouble } from '../parts/loading.tsx';
import { mayPlan } from '../parts/may-plan.ts';
import { usePageTitle } from '../parts/page-title.ts';
import { useMe, useProject } from '../parts/place.ts';
import { StatusBadge } from '../parts/status-badge.tsx';
import { burndownQuery, iterationQuery } from '../queries.ts';
import { dayFormat, daysBetween, todayIn } from '../words/show-days.ts';
import { useWords } from '../words/use-words.ts';
import { NotFoundPage } from './not-found-page.tsx';

/** One iteration: where it stands, its figures, its burndown, and its start or close. */
export function IterationPage() {
  const me = useMe();
  const project = useProject();
  const from = '/p/$project/iterations/$iteration';
  const { iteration: id } = useParams({ from });
  const search = useSearch({ from });
  const iteration = useQuery(iterationQuery(id));
  const burndown = useQuery(burndownQuery(id));
  const failed = [iteration, burndown].find(({ isError }) => isError);
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
  const { title, goal, path } = iteration;
  const [message, setMessage] = useState('');
  const heading = useRef<HTMLHeadingElement>(null);
  // The button that was pressed is gone with the old status; the heading takes the focus from it.
  const tell = (text: string) => {
    setMessage(text);
    heading.current?.focus();
  };
  usePageTitle(title);
  const releases = path.split('\\').slice(0, -title.split('\\').length);
  return (
    <div className="stack">
      <div>
        <div className="crumbs">
          <Link to="/p/$project" params={{ project: project.key }}>
            {project.title}
          </Link>
          {releases.length === 0 ? null : <span>{`/ ${releases.join(' / ')}`}</span>}
        </div>
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        <Facts iteration={iteration} burndown={burndown} />
      </div>
      {goal === null || goal === '' ? null : <p className="goal">{goal}</p>}
      {canPlan ? <StatusActions project={project} iteration={iteration} tell={tell} /> : null}
      <p role="status" className={message === '' ? 'live' : 'live card'}>
        {message}
      </p>
      <Counters iteration={iteration} burndown={burndown} />
      <ProgressCard iteration={iteration} burndown={burndown} search={search} />
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
    return today > start ? null : <span>{words.t('iteration.startsIn', { count: daysBetween(today, start) })}</span>;
  if (today > end)
    return <span className="over">{words.t('iteration.lateBy', { count: daysBetween(end, today) })}</span>;
  const day = Math.max(1, daysBetween(start, today) + 1);
  return <span>{words.t('iteration.dayOf', { day, days: daysBetween(start, end) + 1 })}</span>;
}
