import { useQuery } from '@tanstack/react-query';
import { Navigate } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { Loading, Trouble } from '../parts/loading.tsx';
import { NoIterations } from '../parts/no-iterations.tsx';
import { usePageTitle } from '../parts/page-title.ts';
import { useProject } from '../parts/place.ts';
import { currentIteration, iterationsOf } from '../queries.ts';

const NewIterationDialog = lazy(() =>
  import('../timeline/new-iteration-dialog.tsx').then((made) => ({ default: made.NewIterationDialog })),
);

/** Leads to the iteration of the project that runs, or to the one that comes nearest to that. */
export function CurrentIterationPage() {
  const project = useProject();
  usePageTitle(project.title);
  const iterations = useQuery(iterationsOf(project.id));
  const [isMaking, setMaking] = useState(false);
  if (iterations.isPending) return <Loading />;
  if (iterations.isLoadingError) return <Trouble error={iterations.error} again={iterations.refetch} />;
  const current = currentIteration(iterations.data);
  if (current !== undefined) {
    const params = { project: project.key, iteration: current.id };
    return <Navigate to="/p/$project/iterations/$iteration" params={params} replace />;
  }
  return (
    <div className="stack">
      <h1>{project.title}</h1>
      <NoIterations onMake={() => setMaking(true)} />
      {isMaking ? (
        <Suspense>
          <NewIterationDialog
            project={project}
            kind="iteration"
            found={iterations.data}
            onClose={() => setMaking(false)}
          />
        </Suspense>
      ) : null}
    </div>
  );
}
