import { useQuery } from '@tanstack/react-query';
import type { Iteration, Project } from '../../client/native.ts';
import { groupByRelease } from '../parts/group-by-release.ts';
import { IterationRow } from '../parts/iteration-row.tsx';
import { Loading, Trouble } from '../parts/loading.tsx';
import { usePageTitle } from '../parts/page-title.ts';
import { iterationsOf, projectsQuery } from '../queries.ts';
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
          <IterationRow key={iteration.id} project={project} iteration={iteration} />
        ))}
      </ul>
    </div>
  ));
}
