import { createRootRoute, createRoute, createRouter, lazyRouteComponent, notFound } from '@tanstack/react-router';
import { basePath } from './address.ts';
import { BrokenPage } from './frame/broken-page.tsx';
import { Frame } from './frame/frame.tsx';
import { ProjectPlace } from './frame/project-place.tsx';
import { iterationSearch } from './iteration/iteration-search.ts';
import { CurrentIterationPage } from './pages/current-iteration-page.tsx';
import { HomePage } from './pages/home-page.tsx';
import { NotFoundPage } from './pages/not-found-page.tsx';
import { Loading } from './parts/loading.tsx';

const root = createRootRoute({ component: Frame });
const home = createRoute({ getParentRoute: () => root, path: '/', component: HomePage });
const projects = createRoute({
  getParentRoute: () => root,
  path: '/projects',
  component: lazyRouteComponent(() => import('./pages/projects-page.tsx'), 'ProjectsPage'),
});
const project = createRoute({ getParentRoute: () => root, path: '/p/$project', component: ProjectPlace });
const projectHome = createRoute({ getParentRoute: () => project, path: '/', component: CurrentIterationPage });
const iterations = createRoute({
  getParentRoute: () => project,
  path: '/iterations',
  component: CurrentIterationPage,
});
const iteration = createRoute({
  getParentRoute: () => project,
  path: '/iterations/$iteration',
  params: {
    parse: ({ iteration: text }) => ({ iteration: numberOf(text) }),
    stringify: ({ iteration: id }) => ({ iteration: String(id) }),
  },
  validateSearch: iterationSearch,
  component: lazyRouteComponent(() => import('./pages/iteration-page.tsx'), 'IterationPage'),
});

/** The pages and their addresses. What a page shows is in its address, so that every view can be linked to. */
export const router = createRouter({
  routeTree: root.addChildren([home, projects, project.addChildren([projectHome, iterations, iteration])]),
  basepath: basePath,
  scrollRestoration: true,
  defaultPreload: 'intent',
  defaultPendingComponent: Loading,
  defaultNotFoundComponent: NotFoundPage,
  defaultErrorComponent: BrokenPage,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}

/** The number of something, as addresses write it. */
function numberOf(text: string): number {
  if (!/^[1-9]\d{0,14}$/.test(text)) notFound({ throw: true });
  return Number(text);
}
