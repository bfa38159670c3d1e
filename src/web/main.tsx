import { MantineProvider } from '@mantine/core';
import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { problemOf } from '../client/native.ts';
import { applyPreferences } from './parts/preferences.ts';
import { endedSession } from './queries.ts';
import { router } from './router.tsx';
import '@fontsource-variable/inter/wght.css';
import './styles/mantine.css';
import './styles/tokens.css';
import './styles/page.css';
import './styles/figures.css';
import './styles/iteration.css';
import './styles/frame.css';
import './styles/parts.css';
import './styles/planning.css';
import './styles/plan-cards.css';
import './styles/dialogs.css';
import './styles/forced-colours.css';
import './styles/print.css';
import { theme } from './theme.ts';
import { beginToSpeak } from './words/language.ts';

/** The server sends it with the page and names it in the policy, so that styles made here are let through. */
const nonce = document.querySelector<HTMLMetaElement>('meta[property=csp-nonce]')?.nonce ?? '';

/** A session that has ended leads to the way in, whatever was asked for. */
const onError = (error: unknown) => {
  if (problemOf(error)?.status === 401) queries.setQueryData(['session'], endedSession(queries));
};

const queries = new QueryClient({
  queryCache: new QueryCache({ onError }),
  mutationCache: new MutationCache({ onError }),
  defaultOptions: {
    // Always: a server in the same house answers without the internet, and one that does not is told of, not waited for.
    queries: { retry: false, staleTime: 5000, networkMode: 'always', refetchOnReconnect: true },
    mutations: { retry: false, networkMode: 'always' },
  },
});

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');
applyPreferences();
await beginToSpeak();
createRoot(root).render(
  <StrictMode>
    <MantineProvider
      theme={theme}
      defaultColorScheme="auto"
      getStyleNonce={() => nonce}
      // The theme has most of the variables already; a style sheet with all of them would be downloaded beside it.
      deduplicateCssVariables={false}
    >
      <QueryClientProvider client={queries}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
);
