import { useQueryClient } from '@tanstack/react-query';
import { usePageTitle } from '../parts/page-title.ts';
import { SignInForm } from '../parts/sign-in-form.tsx';
import { sessionQuery } from '../queries.ts';
import { useWords } from '../words/use-words.ts';

/** The way in with login and password. */
export function SignInPage() {
  const words = useWords();
  const queries = useQueryClient();
  usePageTitle(words.t('signIn.title'));
  return (
    <section className="card sign-in">
      <h1>{words.t('signIn.title')}</h1>
      <p className="dim">{words.t('signIn.lead')}</p>
      <SignInForm onSignedIn={(me) => queries.setQueryData(sessionQuery.queryKey, { me, ended: null })} />
    </section>
  );
}
