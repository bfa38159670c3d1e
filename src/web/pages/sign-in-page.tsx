import { useQuery, useQueryClient } from '@tanstack/react-query';
import { usePageTitle } from '../parts/page-title.ts';
import { SignInForm } from '../parts/sign-in-form.tsx';
import { sessionQuery, setupQuery } from '../queries.ts';
import { useWords } from '../words/use-words.ts';

/** The way in with login and password; of a server that has nobody yet, the way to its beginning. */
export function SignInPage() {
  const words = useWords();
  const queries = useQueryClient();
  const setup = useQuery(setupQuery);
  usePageTitle(words.t('signIn.title'));
  if (setup.data?.isOpen === true) {
    return (
      <section className="card sign-in wide">
        <h1>{words.t('setup.title')}</h1>
        <p>{words.t('setup.waits')}</p>
        <code className="code">{new URL('setup#k=…', document.baseURI).href}</code>
      </section>
    );
  }
  return (
    <section className="card sign-in">
      <h1>{words.t('signIn.title')}</h1>
      <p className="dim">{words.t('signIn.lead')}</p>
      <SignInForm onSignedIn={(me) => queries.setQueryData(sessionQuery.queryKey, { me, ended: null })} />
    </section>
  );
}
