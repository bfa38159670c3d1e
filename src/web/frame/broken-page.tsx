import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type ErrorComponentProps, useRouter } from '@tanstack/react-router';
import { native } from '../native.ts';
import { FormTrouble } from '../parts/form-trouble.tsx';
import { usePageTitle } from '../parts/page-title.ts';
import { useWords } from '../words/use-words.ts';
import { isOfLoading } from './load-page.ts';

/** For a page that could not be drawn, or not even be downloaded. */
export function BrokenPage({ error, reset }: ErrorComponentProps) {
  return isOfLoading(error) ? <NotLoaded /> : <NotDrawn error={error} reset={reset} />;
}

/** What it says is its programmers' to read, the way on is the reader's. */
function NotDrawn({ error, reset }: ErrorComponentProps) {
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

/** Browsers remember that a script was not to be had; the whole is fetched anew, once there is somebody to answer. */
function NotLoaded() {
  const words = useWords();
  usePageTitle(words.t('frame.notLoaded'));
  const again = useMutation({ mutationFn: native.getSession, onSuccess: () => location.reload() });
  return (
    <div className="stack" role="alert">
      <h1>{words.t('frame.notLoaded')}</h1>
      <p>{words.t('frame.notLoadedHint')}</p>
      <FormTrouble error={again.error} />
      <div>
        <Button loading={again.isPending} onClick={() => again.mutate()}>
          {words.t('frame.again')}
        </Button>
      </div>
    </div>
  );
}
