import { Alert, Button, Loader } from '@mantine/core';
import { problemOf } from '../../client/native.ts';
import { NotFoundPage } from '../pages/not-found-page.tsx';
import { useWords } from '../words/use-words.ts';
import { describeTrouble } from './trouble-text.ts';

/** While an answer is on its way. */
export function Loading() {
  const words = useWords();
  return (
    <div role="status" aria-label={words.t('frame.loading')} className="loading">
      <Loader size="sm" />
    </div>
  );
}

interface TroubleProps {
  readonly error: unknown;
  readonly again: () => unknown;
}

/** What went wrong with something that a page needs, and another try. */
export function Trouble({ error, again }: TroubleProps) {
  const words = useWords();
  if (problemOf(error)?.status === 404) return <NotFoundPage />;
  const { kind, said } = describeTrouble(words, error);
  return (
    <Alert variant="outline" color="red" title={kind}>
      <div className="stack">
        {said === null ? null : <span lang="en">{said}</span>}
        <div>
          <Button size="xs" variant="default" onClick={() => again()}>
            {words.t('frame.again')}
          </Button>
        </div>
      </div>
    </Alert>
  );
}
