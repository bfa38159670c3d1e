import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import type { Iteration, Project } from '../../client/native.ts';
import { FormTrouble } from '../parts/form-trouble.tsx';
import { groupByRelease } from '../parts/group-by-release.ts';
import { IterationRow } from '../parts/iteration-row.tsx';
import { Loading, Trouble } from '../parts/loading.tsx';
import { mayAdministerAll } from '../parts/may-plan.ts';
import { usePageTitle } from '../parts/page-title.ts';
import { useMe } from '../parts/place.ts';
import { iterationsOf, projectsQuery } from '../queries.ts';
import { useDemo } from '../setup/use-demo.ts';
import { useWords } from '../words/use-words.ts';

const NewProjectDialog = lazy(() =>
  import('../administration/new-project-dialog.tsx').then((made) => ({ default: made.NewProjectDialog })),
);

/** All projects with their iterations. */
export function ProjectsPage() {
  const words = useWords();
  usePageTitle(words.t('frame.projects'));
  const canMake = mayAdministerAll(useMe());
  const [isMaking, setMaking] = useState(false);
  const projects = useQuery(projectsQuery);
  if (projects.isPending) return <Loading />;
  if (projects.isLoadingError) return <Trouble error={projects.error} again={projects.refetch} />;
  return (
    <div className="stack">
      <div className="page-head">
        <h1>{words.t('frame.projects')}</h1>
        {canMake && projects.data.length > 0 ? (
          <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setMaking(true)}>
            {words.t('administration.newProject')}
          </Button>
        ) : null}
      </div>
      {projects.data.length === 0 ? <NoProjects onMake={canMake ? () => setMaking(true) : null} /> : null}
      {isMaking ? (
        <Suspense>
          <NewProjectDialog onClose={() => setMaking(false)} />
        </Suspense>
      ) : null}
      {projects.data.map((project) => (
        <ProjectCard key={project.id} project={project} />
      ))}
    </div>
  );
}

/** Where nothing is yet: what leads on, for those who may, and what is waited for, for all others. */
function NoProjects({ onMake }: { readonly onMake: (() => void) | null }) {
  const { t } = useWords();
  const demo = useDemo();
  return (
    <section className="card empty">
      <h2>{t('administration.noProjects')}</h2>
      <p>{onMake === null ? t('administration.noProjectsReader') : t('administration.noProjectsAdmin')}</p>
      <FormTrouble error={demo.error} />
      {onMake === null ? null : (
        <div className="buttons">
          <Button onClick={onMake}>{t('administration.newProject')}</Button>
          <Button variant="default" loading={demo.isPending} onClick={() => demo.mutate()}>
            {t('setup.loadDemo')}
          </Button>
        </div>
      )}
    </section>
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
