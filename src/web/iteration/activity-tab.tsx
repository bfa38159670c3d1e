import { useInfiniteQuery } from '@tanstack/react-query';
import type { Iteration, Project } from '../../client/native.ts';
import { Happenings } from '../activity/happenings.tsx';
import { Loading, Trouble } from '../parts/loading.tsx';
import { iterationActivityQuery } from '../queries.ts';
import { useWords } from '../words/use-words.ts';

interface ActivityTabProps {
  readonly project: Project;
  readonly iteration: Iteration;
}

/** What happened to an iteration and to what it held, newest first. */
export function ActivityTab({ project, iteration }: ActivityTabProps) {
  const words = useWords();
  const found = useInfiniteQuery(iterationActivityQuery(project.id, iteration.id));
  if (found.isPending) return <Loading />;
  if (found.isError) return <Trouble error={found.error} again={found.refetch} />;
  if (found.data.pages[0]?.activity.length === 0) return <p className="card">{words.t('activity.none')}</p>;
  return <Happenings project={project} found={found} />;
}
