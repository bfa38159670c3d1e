import { Button } from '@mantine/core';
import { useWords } from '../words/use-words.ts';
import type { Edit } from './use-edit.ts';

/** Says quietly that somebody has saved what is being edited here, and leaves the rest to the reader. */
export function NewerBar<K extends string, V>({ edit: { newer, review } }: { readonly edit: Edit<K, V> }) {
  const words = useWords();
  if (newer === null) return null;
  return (
    <div className="newer" role="status">
      <span>{words.t('edit.newer', newer)}</span>
      <Button size="compact-sm" variant="default" onClick={() => void review()}>
        {words.t('edit.review')}
      </Button>
    </div>
  );
}
