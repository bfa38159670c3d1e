import { useQueryClient } from '@tanstack/react-query';
import type { Me } from '../../client/native.ts';
import { Dialog } from '../parts/dialog.tsx';
import { SignInForm } from '../parts/sign-in-form.tsx';
import { sessionQuery } from '../queries.ts';
import { useWords } from '../words/use-words.ts';

/** The way back in after the session has ended. The page behind it stays as it is, unless somebody else signs in. */
export function SignInAgain({ ended }: { readonly ended: Me }) {
  const words = useWords();
  const queries = useQueryClient();
  const goOn = async (me: Me) => {
    if (me.id !== ended.id) return location.reload();
    queries.setQueryData(sessionQuery.queryKey, { me, ended: null });
    await queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'session' });
  };
  return (
    <Dialog title={words.t('signIn.title')}>
      <div className="stack">
        <p>{words.t('signIn.expired')}</p>
        <SignInForm login={ended.login} onSignedIn={(me) => void goOn(me)} />
      </div>
    </Dialog>
  );
}
