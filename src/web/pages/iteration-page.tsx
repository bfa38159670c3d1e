import { useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { Burndown, Iteration, Me, Project } from '../../client/native.ts';
import { homeAddress } from '../address.ts';
import { BurndownCard } from '../parts/burndown-card.tsx';
import { Counters } from '../parts/counters.tsx';
import { Link } from '../parts/link.tsx';
import { Loading, Trouble } from '../parts/loading.tsx';
import { mayPlan } from '../parts/may-plan.ts';
import { usePageTitle } from '../parts/page-title.ts';
import { StatusActions } from '../parts/status-actions.tsx';
import { StatusBadge } from '../parts/status-badge.tsx';
import { burndownQuery, iterationQuery, projectsQuery } from '../queries.ts';
import { useWords } from '../words/language.tsx';
import { dayFormat, daysBetween, todayIn } from '../words/show-days.ts';
import { NotFoundPage } from './not-found-page.tsx';

interface IterationPageProps {
  readonly projectKey: string;
  readonly id: number;
  readonly me: Me;
}

/** One iteration: where it stands, its figures, its burndown, and its start or close. */
export function IterationPage({ projectKey, id, me }: IterationPageProps) {
  const projects = useQuery(projectsQuery);
  const iteration = useQuery(iterationQuery(id));
  const burndown = useQuery(burndownQuery(id));
  const failed = [projects, iteration, burndown].find(({ isError }) => isError);
  if (failed !== undefined) return <Trouble error={failed.error} again={failed.refetch} />;
  if (projects.data === undefined || iteration.data === undefined || burndown.data === undefined) return <Loading />;
  const project = projects.data.find(({ key }) => key === projectKey);
  if (project === undefined || project.id !== iteration.data.projectId) return <NotFoundPage />;
  return (
    <Shown project={project} iteration={iteration.data} burndown={burndown.data} canPlan={mayPlan(me, project.id)} />
  );
}

interface ShownProps {
  readonly project: Project;
  readonly iteration: Iteration;
  readonly burndown: Burndown;
  readonly canPlan: boolean;
}

function Shown({ project, iteration, burndown, canPlan }: ShownProps) {
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
          <Link to={homeAddress}>{project.title}</Link>
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
      <BurndownCard iteration={iteration} burndown={burndown} />
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
      <span>{start === null || end === null ? words.noDates : days.range(start, end)}</span>
      {whereInTime(iteration, burndown, words, days.long)}
      <span>{words.version(version)}</span>
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
  if (finishedDay !== null) return <span>{words.finishedOn(long(finishedDay))}</span>;
  if (start === null || end === null) return null;
  if (status === 'planned') return today > start ? null : <span>{words.startsIn(daysBetween(today, start))}</span>;
  if (today > end) return <span className="over">{words.lateBy(daysBetween(end, today))}</span>;
  const day = Math.max(1, daysBetween(start, today) + 1);
  return <span>{words.dayOf(day, daysBetween(start, end) + 1)}</span>;
}
