import { useQuery } from '@tanstack/react-query';
import { useRoute } from './address.ts';
import { native } from './native.ts';
import { HomePage } from './pages/home-page.tsx';
import { IterationPage } from './pages/iteration-page.tsx';
import { NotFoundPage } from './pages/not-found-page.tsx';
import { SignInPage } from './pages/sign-in-page.tsx';
import { Loading, Trouble } from './parts/loading.tsx';
import { Shell } from './parts/shell.tsx';

/** The pages: whoever is not signed in sees the way in, wherever they wanted to go. */
export function App() {
  const route = useRoute();
  const session = useQuery({ queryKey: ['session'], queryFn: native.getSession, staleTime: 60_000 });
  if (session.isPending) return <Loading />;
  if (session.isError) {
    return (
      <Shell me={null}>
        <Trouble error={session.error} again={session.refetch} />
      </Shell>
    );
  }
  const { me } = session.data;
  if (me === null) {
    return (
      <Shell me={null}>
        <SignInPage />
      </Shell>
    );
  }
  return (
    <Shell me={me}>
      {route.page === 'home' ? <HomePage /> : null}
      {route.page === 'iteration' ? (
        <IterationPage key={route.id} projectKey={route.projectKey} id={route.id} me={me} />
      ) : null}
      {route.page === 'unknown' ? <NotFoundPage /> : null}
    </Shell>
  );
}
