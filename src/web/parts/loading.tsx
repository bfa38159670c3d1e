import { Alert, Button, Loader } from '@mantine/core';
import { problemOf } from '../../client/native.ts';
import { NotFoundPage } from '../pages/not-found-page.tsx';
import { useWords } from '../words/use-words.ts';

/** While an answer is on its way. */
export function Loading() {
  const words = useWords();
  return (
    <div role="status" aria-label={words.t('frame.loading')} className="content">
      <Loader size="sm" />
    </div>
  );
}

interface TroubleProps {
  readonly error: unknown;
  readonly again: () => unknown;
}

/** What went wrong with something that a page needs, in the server's words, and another try. */
export function Trouble({ error, again }: TroubleProps) {
  const words = useWords();
  const problem = problemOf(error);
  if (problem?.status === 404) return <NotFoundPage />;
  return (
    <Alert variant="outline" color="red" title={problem?.title ?? words.t('frame.noAnswer')}>
      <div className="stack">
        <span>{problem?.detail}</span>
        <div>
          <Button size="xs" variant="default" onClick={() => again()}>
            {words.t('frame.again')}
          </Button>
        </div>
      </div>
    </Alert>
  );
}
