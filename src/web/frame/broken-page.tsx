import { Button } from '@mantine/core';
import { type ErrorComponentProps, useRouter } from '@tanstack/react-router';
import { usePageTitle } from '../parts/page-title.ts';
import { useWords } from '../words/use-words.ts';

/** For a page that could not be drawn: what it says is its programmers' to read, the way on is the reader's. */
export function BrokenPage({ error, reset }: ErrorComponentProps) {
  const words = useWords();
  const router = useRouter();
  usePageTitle(words.t('frame.broken'));
  const again = async () => {
    reset();
    await router.invalidate();
  };
  return (
    <div className="stack" role="alert">
      <h1>{words.t('frame.broken')}</h1>
      <p>{words.t('frame.brokenHint')}</p>
      {error instanceof Error ? <p className="dim">{error.message}</p> : null}
      <div>
        <Button onClick={() => void again()}>{words.t('frame.again')}</Button>
      </div>
    </div>
  );
}
