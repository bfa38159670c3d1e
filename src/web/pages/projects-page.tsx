import { Progress } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Iteration, Project } from '../../client/native.ts';
import { partOf, unitOf } from '../parts/amounts.ts';
import { groupByRelease } from '../parts/group-by-release.ts';
import { Loading, Trouble } from '../parts/loading.tsx';
import { usePageTitle } from '../parts/page-title.ts';
import { StatusBadge } from '../parts/status-badge.tsx';
import { iterationsOf, projectsQuery } from '../queries.ts';
import { dayFormat } from '../words/show-days.ts';
import { useWords } from '../words/use-words.ts';

/** All projects with their iterations. */
export function ProjectsPage() {
  const words = useWords();
  usePageTitle(words.t('frame.projects'));
  const projects = useQuery(projectsQuery);
  if (projects.isPending) return <Loading />;
  if (projects.isLoadingError) return <Trouble error={projects.error} again={projects.refetch} />;
  return (
    <div className="stack">
      <h1>{words.t('frame.projects')}</h1>
      {projects.data.length === 0 ? <p>{words.t('frame.noProjects')}</p> : null}
      {projects.data.map((project) => (
        <ProjectCard key={project.id} project={project} />
      ))}
    </div>
  );
}

function ProjectCard({ project }: { readonly project: Project }) {
  const words = useWords();
  const iterations = useQuery(iterationsOf(project.id));
  return (
    <section className="card project" aria-labelledby={`project-${project.id}`}>
      <h2 id={`project-${project.id}`}>
        {project.title}
        <span className="key">{project.key}</span>
      </h2>
      {iterations.isPending ? <Loading /> : null}
      {iterations.isError ? <Trouble error={iterations.error} again={iterations.refetch} /> : null}
      {iterations.data === undefined ? null : <Releases project={project} iterations={iterations.data} />}
      {iterations.data?.length === 0 ? <p className="dim">{words.t('iteration.none')}</p> : null}
    </section>
  );
}

function Releases({ project, iterations }: { readonly project: Project; readonly iterations: readonly Iteration[] }) {
  const words = useWords();
  const groups = groupByRelease(iterations, project.rootIterationId);
  const isPlain = groups.length === 1 && groups[0]?.release === null;
  return groups.map(({ release, iterations: rows }) => (
    <div key={release?.id ?? 0} className="release">
      {isPlain ? null : (
        <h3>{release === null ? words.t('iteration.withoutRelease') : release.path.replaceAll('\\', ' / ')}</h3>
      )}
      <ul className="rows">
        {rows.map((iteration) => (
          <Row key={iteration.id} project={project} iteration={iteration} />
        ))}
      </ul>
    </div>
  ));
}

function Row({ project, iteration }: { readonly project: Project; readonly iteration: Iteration }) {
  const words = useWords();
  const { title, status, start, end, id } = iteration;
  const days = dayFormat(words.language);
  const dates = start !== null && end !== null ? days.range(start, end) : words.t('iteration.noDates');
  return (
    <li className="row">
      <Link
        to="/p/$project/iterations/$iteration"
        params={{ project: project.key, iteration: id }}
        className="row-title"
      >
        {title}
      </Link>
      <StatusBadge status={status} />
      <span className="dim numbers">{dates}</span>
      <ProgressOf iteration={iteration} />
    </li>
  );
}

function ProgressOf({ iteration }: { readonly iteration: Iteration }) {
  const words = useWords();
  const unit = unitOf(iteration);
  const [done, scope] = [iteration.done[unit], iteration.scope[unit]];
  const told = scope === 0 ? words.t('amounts.nothingInside') : partOf(words, unit, done, scope);
  return (
    <div className="progress numbers">
      <Progress.Root size="sm">
        <Progress.Section
          value={scope === 0 ? 0 : (done / scope) * 100}
          color="var(--done)"
          aria-label={words.t('amounts.progressOf', { title: iteration.title })}
          aria-valuetext={told}
        />
      </Progress.Root>
      <span>{told}</span>
    </div>
  );
}
