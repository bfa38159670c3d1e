import { useQuery } from '@tanstack/react-query';
import { usePageTitle } from '../parts/page-title.ts';
import { sessionQuery } from '../queries.ts';
import { FirstPerson } from '../setup/first-person.tsx';
import { FirstProject } from '../setup/first-project.tsx';
import { useWords } from '../words/use-words.ts';

/** The first minutes of a new server: its administrator, then a project with iterations. */
export function SetupPage() {
  const { t } = useWords();
  const session = useQuery(sessionQuery);
  const key = /^#k=(\w+)$/.exec(location.hash)?.[1];
  usePageTitle(t('setup.title'));
  return (
    <section className="card sign-in wide">
      <h1>{t('setup.title')}</h1>
      <Step isSignedIn={session.data !== undefined && session.data.me !== null} secret={key} />
    </section>
  );
}

function Step({ isSignedIn, secret }: { readonly isSignedIn: boolean; readonly secret: string | undefined }) {
  const { t } = useWords();
  if (isSignedIn) return <FirstProject />;
  if (secret === undefined) return <p>{t('setup.noKey')}</p>;
  return <FirstPerson secret={secret} />;
}
