import { useQuery } from '@tanstack/react-query';
import { Outlet, useParams } from '@tanstack/react-router';
import { useEffect } from 'react';
import { NotFoundPage } from '../pages/not-found-page.tsx';
import { Loading, Trouble } from '../parts/loading.tsx';
import { ProjectContext } from '../parts/place.ts';
import { projectsQuery } from '../queries.ts';
import { rememberProject } from './last-project.ts';

/** Stands around the pages of one project, and tells them which. */
export function ProjectPlace() {
  const { project: key } = useParams({ from: '/p/$project' });
  const projects = useQuery(projectsQuery);
  const project = projects.data?.find((each) => each.key === key);
  useEffect(() => {
    if (project !== undefined) rememberProject(project.key);
  }, [project]);
  // What is known stays, with whatever is being typed below it, when asking once more fails.
  if (projects.data === undefined) {
    return projects.isError ? <Trouble error={projects.error} again={projects.refetch} /> : <Loading />;
  }
  if (project === undefined) return <NotFoundPage />;
  return (
    <ProjectContext value={project}>
      <Outlet />
    </ProjectContext>
  );
}
