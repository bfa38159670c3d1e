import { useQuery } from '@tanstack/react-query';
import { Loading, Trouble } from '../parts/loading.tsx';
import { usePageTitle } from '../parts/page-title.ts';
import { useProject } from '../parts/place.ts';
import { planOf } from '../planning/plan-query.ts';
import { PlanningBoard } from '../planning/planning-board.tsx';
import { useWords } from '../words/use-words.ts';

/** The backlog beside the open iterations: what goes where, and does it fit. */
export function PlanningPage() {
  const words = useWords();
  const project = useProject();
  usePageTitle(`${words.t('frame.planning')} · ${project.title}`);
  const plan = useQuery(planOf(project.id));
  if (plan.isPending) return <Loading />;
  if (plan.isError) return <Trouble error={plan.error} again={plan.refetch} />;
  return <PlanningBoard project={project} plan={plan.data} />;
}
