import { useQuery } from '@tanstack/react-query';
import { Outlet, useMatchRoute, useRouter } from '@tanstack/react-router';
import { lazy, type MouseEvent, type ReactNode, Suspense, useEffect, useRef } from 'react';
import type { Me } from '../../client/native.ts';
import { SignInPage } from '../pages/sign-in-page.tsx';
import { Loading, Trouble } from '../parts/loading.tsx';
import { MeContext } from '../parts/place.ts';
import { sessionQuery } from '../queries.ts';
import { useWords } from '../words/use-words.ts';
import { Header, PlainHeader } from './header.tsx';
import { Toasts } from './toasts.tsx';

const SignInAgain = lazy(() => import('./sign-in-again.tsx').then((made) => ({ default: made.SignInAgain })));

/**
 * What stands around every page. Whoever is not signed in sees the way in, wherever they wanted to go; whose session
 * ends keeps the page, with whatever was typed into it, behind the way back in.
 */
export function Frame() {
  const session = useQuery(sessionQuery);
  // Nobody can have signed in to a server that is yet to be set up.
  const isSetup = useMatchRoute()({ to: '/setup' }) !== false;
  if (session.isPending) return <Loading />;
  if (session.isLoadingError) {
    return (
      <Page me={null}>
        <Trouble error={session.error} again={session.refetch} />
      </Page>
    );
  }
  const { me, ended } = session.data;
  const known = me ?? ended;
  if (known === null) {
    return <Page me={null}>{isSetup ? <Outlet /> : <SignInPage />}</Page>;
  }
  return (
    <MeContext value={known}>
      <Page me={known}>
        <Outlet />
      </Page>
      <Toasts />
      {me === null ? (
        <Suspense>
          <SignInAgain ended={known} />
        </Suspense>
      ) : null}
    </MeContext>
  );
}

function Page({ me, children }: { readonly me: Me | null; readonly children: ReactNode }) {
  const words = useWords();
  const router = useRouter();
  const main = useRef<HTMLElement>(null);
  useEffect(
    () =>
      // The link that was followed is gone; whoever uses the keyboard goes on at the top of the new page.
      router.subscribe('onResolved', ({ pathChanged, fromLocation }) => {
        if (pathChanged && fromLocation !== undefined) main.current?.focus({ preventScroll: true });
      }),
    [router],
  );
  const skip = (event: MouseEvent) => {
    event.preventDefault();
    main.current?.focus();
  };
  return (
    <>
      <a className="skip" href={`${location.pathname}#content`} onClick={skip}>
        {words.t('frame.skipToContent')}
      </a>
      {me === null ? <PlainHeader /> : <Header me={me} />}
      <main id="content" ref={main} tabIndex={-1} className="content">
        {children}
      </main>
    </>
  );
}
