import { useQuery } from '@tanstack/react-query';
import { Navigate } from '@tanstack/react-router';
import { lastProjectKey } from '../frame/last-project.ts';
import { Loading, Trouble } from '../parts/loading.tsx';
import { projectsQuery } from '../queries.ts';

/** Where an address without a path leads: to the project seen last, or to the only one, or to the list of all. */
export function HomePage() {
  const projects = useQuery(projectsQuery);
  if (projects.isPending) return <Loading />;
  if (projects.isLoadingError) return <Trouble error={projects.error} again={projects.refetch} />;
  const [first, ...others] = projects.data;
  const last = projects.data.find(({ key }) => key === lastProjectKey());
  const project = last ?? (others.length === 0 ? first : undefined);
  if (project === undefined) return <Navigate to="/projects" replace />;
  return <Navigate to="/p/$project/iterations" params={{ project: project.key }} replace />;
}
