import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { lazy, Suspense } from 'react';
import type { Project } from '../../client/native.ts';
import { useWords } from '../words/use-words.ts';
import type { Column } from './plan.ts';

const NewItemForm = lazy(() => import('./new-item-form.tsx').then(({ NewItemForm: form }) => ({ default: form })));

interface NewItemProps {
  readonly project: Project;
  readonly column: Column;
  readonly isOpen: boolean;
  readonly open: (isOpen: boolean) => void;
}

/** The way to a new item at the end of a list. */
export function NewItem({ project, column, isOpen, open }: NewItemProps) {
  const words = useWords();
  if (isOpen) {
    return (
      <Suspense fallback={null}>
        <NewItemForm project={project} column={column} onClose={() => open(false)} />
      </Suspense>
    );
  }
  return (
    <Button
      className="plan-add"
      variant="subtle"
      size="compact-sm"
      leftSection={<IconPlus size={14} aria-hidden="true" />}
      onClick={() => open(true)}
    >
      {words.t('planning.newItem')}
    </Button>
  );
}
