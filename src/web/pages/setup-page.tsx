import { useQuery } from '@tanstack/react-query';
import { Link, Navigate } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { Loading, Trouble } from '../parts/loading.tsx';
import { mayAdministerAll } from '../parts/may-plan.ts';
import { usePageTitle } from '../parts/page-title.ts';
import { useMe } from '../parts/place.ts';
import { projectsQuery, sessionQuery, setupQuery } from '../queries.ts';
import { FirstPerson, type NewPerson } from '../setup/first-person.tsx';
import { FirstPlace } from '../setup/first-place.tsx';
import { useWords } from '../words/use-words.ts';
import '../styles/settings.css';

const FirstPlan = lazy(() => import('../setup/first-plan.tsx').then((made) => ({ default: made.FirstPlan })));

const nobody: NewPerson = { organization: '', name: '', login: '', password: '' };

/** The first minutes of a new server: its administrator, where its midnight is, then something to look at. */
export function SetupPage() {
  const { t } = useWords();
  const session = useQuery(sessionQuery);
  const isSignedIn = session.data !== undefined && session.data.me !== null;
  usePageTitle(t('setup.title'));
  return (
    <section className="card sign-in wide">
      <h1>{t('setup.title')}</h1>
      {isSignedIn ? <AfterSignIn /> : <BeforeSignIn />}
    </section>
  );
}

function BeforeSignIn() {
  const { t } = useWords();
  const setup = useQuery(setupQuery);
  const [person, setPerson] = useState(nobody);
  const [step, goTo] = useState<'person' | 'place'>('person');
  const secret = /^#k=(\w+)$/.exec(location.hash)?.[1];
  if (setup.isPending) return <Loading />;
  if (setup.isError) return <Trouble error={setup.error} again={setup.refetch} />;
  if (!setup.data.isOpen) {
    return (
      <>
        <p>{t('setup.isOver')}</p>
        <Link to="/">{t('signIn.title')}</Link>
      </>
    );
  }
  if (secret === undefined) return <p>{t('setup.noKey')}</p>;
  return (
    <>
      <Step number={step === 'person' ? 1 : 2} name={t(`setup.${step}`)} />
      {step === 'person' ? (
        <FirstPerson
          known={person}
          onDone={(known) => {
            setPerson(known);
            goTo('place');
          }}
        />
      ) : (
        <FirstPlace secret={secret} person={person} onBack={() => goTo('person')} />
      )}
    </>
  );
}

function AfterSignIn() {
  const { t } = useWords();
  const me = useMe();
  const projects = useQuery(projectsQuery);
  if (projects.isPending) return <Loading />;
  if (projects.isError) return <Trouble error={projects.error} again={projects.refetch} />;
  return mayAdministerAll(me) ? (
    <>
      <Step number={3} name={t('setup.first')} />
      <Begin isNew={projects.data.length === 0} />
    </>
  ) : (
    <Navigate to="/" replace />
  );
}

/** Whoever comes when there are projects has nothing to begin; the one that is made here leads elsewhere by itself. */
function Begin({ isNew }: { readonly isNew: boolean }) {
  const [wasNew] = useState(isNew);
  if (!wasNew) return <Navigate to="/" replace />;
  return (
    <Suspense fallback={<Loading />}>
      <FirstPlan />
    </Suspense>
  );
}

function Step({ number, name }: { readonly number: number; readonly name: string }) {
  const { t } = useWords();
  return (
    <div>
      <p className="dim">{t('setup.step', { number, of: 3 })}</p>
      <h2>{name}</h2>
    </div>
  );
}
