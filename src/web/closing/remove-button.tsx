import { Button } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import type { Iteration, Project } from '../../client/native.ts';
import { useWords } from '../words/use-words.ts';

const RemoveDialog = lazy(() => import('./remove-dialog.tsx').then((made) => ({ default: made.RemoveDialog })));

interface RemoveButtonProps {
  readonly project: Project;
  readonly iteration: Iteration;
}

/** The way to remove an iteration from its own page, which then is none. */
export function RemoveButton({ project, iteration }: RemoveButtonProps) {
  const words = useWords();
  const navigate = useNavigate();
  const [isAsking, ask] = useState(false);
  const leave = () =>
    void navigate({ to: '/p/$project/timeline', params: { project: project.key }, search: { zoom: 'weeks' } });
  return (
    <>
      <Button variant="subtle" c="var(--over)" onClick={() => ask(true)}>
        {words.t('closing.removeThis')}
      </Button>
      {isAsking ? (
        <Suspense>
          <RemoveDialog project={project} iteration={iteration} onClose={() => ask(false)} onRemoved={leave} />
        </Suspense>
      ) : null}
    </>
  );
}
