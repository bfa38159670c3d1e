import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { Loading, Trouble } from '../parts/loading.tsx';
import { usePageTitle } from '../parts/page-title.ts';
import { useProject } from '../parts/place.ts';
import { planOf } from '../planning/plan-query.ts';
import { PlanningBoard } from '../planning/planning-board.tsx';
import { iterationsOf } from '../queries.ts';
import { useWords } from '../words/use-words.ts';

/** The backlog beside the open iterations: what goes where, and does it fit. */
export function PlanningPage() {
  const words = useWords();
  const project = useProject();
  const { all } = useSearch({ from: '/p/$project/planning' });
  usePageTitle(`${words.t('frame.planning')} · ${project.title}`);
  const query = planOf(project.id, all === true);
  const plan = useQuery(query);
  const found = useQuery(iterationsOf(project.id));
  if (plan.isPending) return <Loading />;
  if (plan.isLoadingError) return <Trouble error={plan.error} again={plan.refetch} />;
  return <PlanningBoard project={project} plan={plan.data} queryKey={query.queryKey} found={found.data} />;
}
