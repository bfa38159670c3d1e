import { createRootRoute, createRoute, createRouter, stripSearchParams } from '@tanstack/react-router';
import { basePath } from './address.ts';
import { dayIn, numberOf, type Search, understood } from './addressed.ts';
import { BrokenPage } from './frame/broken-page.tsx';
import { Frame } from './frame/frame.tsx';
import { loadPage } from './frame/load-page.ts';
import { ProjectPlace } from './frame/project-place.tsx';
import { iterationSearch } from './iteration/iteration-search.ts';
import { CurrentIterationPage } from './pages/current-iteration-page.tsx';
import { HomePage } from './pages/home-page.tsx';
import { NotFoundPage } from './pages/not-found-page.tsx';
import { Loading } from './parts/loading.tsx';
import { planningSearch } from './planning/planning-search.ts';
import { profilesSearch } from './profiles/profiles-search.ts';
import { releaseSearch } from './release/release-search.ts';
import { reportSearch } from './report/report-search.ts';
import { type Zoom, zooms } from './timeline/zoom.ts';
import { velocitySearch } from './velocity/velocity-search.ts';

const root = createRootRoute({ component: Frame });
const home = createRoute({ getParentRoute: () => root, path: '/', component: HomePage });
const projects = createRoute({
  getParentRoute: () => root,
  path: '/projects',
  component: loadPage(() => import('./pages/projects-page.tsx'), 'ProjectsPage'),
});
const setup = createRoute({
  getParentRoute: () => root,
  path: '/setup',
  component: loadPage(() => import('./pages/setup-page.tsx'), 'SetupPage'),
});
const project = createRoute({ getParentRoute: () => root, path: '/p/$project', component: ProjectPlace });
const projectHome = createRoute({ getParentRoute: () => project, path: '/', component: CurrentIterationPage });
const timeline = createRoute({
  getParentRoute: () => project,
  path: '/timeline',
  validateSearch: (search: Search): { zoom: Zoom; from?: string | undefined } => ({
    zoom: zooms.find((zoom) => zoom === search['zoom']) ?? 'weeks',
    from: dayIn(search['from']),
  }),
  search: { middlewares: [stripSearchParams({ zoom: 'weeks' })] },
  component: loadPage(() => import('./pages/timeline-page.tsx'), 'TimelinePage'),
});
const planning = createRoute({
  getParentRoute: () => project,
  path: '/planning',
  validateSearch: understood(planningSearch),
  component: loadPage(() => import('./pages/planning-page.tsx'), 'PlanningPage'),
});
const velocity = createRoute({
  getParentRoute: () => project,
  path: '/velocity',
  validateSearch: understood(velocitySearch),
  component: loadPage(() => import('./pages/velocity-page.tsx'), 'VelocityPage'),
});
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
  validateSearch: understood(iterationSearch),
  component: loadPage(() => import('./pages/iteration-page.tsx'), 'IterationPage'),
});

const activity = createRoute({
  getParentRoute: () => project,
  path: '/activity',
  validateSearch: understood(({ kind, actor }: Search): { kind?: string | undefined; actor?: number | undefined } => ({
    ...(typeof kind === 'string' && /^[\w.]{1,100}$/.test(kind) ? { kind } : {}),
    ...(typeof actor === 'number' && Number.isSafeInteger(actor) && actor > 0 ? { actor } : {}),
  })),
  component: loadPage(() => import('./pages/activity-page.tsx'), 'ActivityPage'),
});
const settings = createRoute({
  getParentRoute: () => project,
  path: '/settings',
  component: loadPage(() => import('./pages/settings-page.tsx'), 'SettingsPage'),
});
const general = createRoute({
  getParentRoute: () => settings,
  path: '/',
  component: loadPage(() => import('./pages/general-page.tsx'), 'GeneralPage'),
});
const calendar = createRoute({
  getParentRoute: () => settings,
  path: '/calendar',
  component: loadPage(() => import('./pages/calendar-page.tsx'), 'CalendarPage'),
});
const cadence = createRoute({
  getParentRoute: () => settings,
  path: '/cadence',
  component: loadPage(() => import('./pages/cadence-page.tsx'), 'CadencePage'),
});
const rules = createRoute({
  getParentRoute: () => settings,
  path: '/rules',
  component: loadPage(() => import('./pages/rules-page.tsx'), 'RulesPage'),
});
const team = createRoute({
  getParentRoute: () => settings,
  path: '/team',
  component: loadPage(() => import('./pages/team-page.tsx'), 'TeamPage'),
});
const away = createRoute({
  getParentRoute: () => settings,
  path: '/away',
  component: loadPage(() => import('./pages/away-page.tsx'), 'AwayPage'),
});
const sharing = createRoute({
  getParentRoute: () => settings,
  path: '/sharing',
  component: loadPage(() => import('./pages/sharing-page.tsx'), 'SharingPage'),
});
const policies = createRoute({
  getParentRoute: () => settings,
  path: '/policies',
  component: loadPage(() => import('./pages/policies-page.tsx'), 'PoliciesPage'),
});
const statuses = createRoute({
  getParentRoute: () => settings,
  path: '/statuses',
  component: loadPage(() => import('./pages/statuses-page.tsx'), 'StatusesPage'),
});
const programs = createRoute({
  getParentRoute: () => settings,
  path: '/programs',
  component: loadPage(() => import('./pages/programs-page.tsx'), 'ProgramsPage'),
});
const members = createRoute({
  getParentRoute: () => settings,
  path: '/members',
  component: loadPage(() => import('./pages/members-page.tsx'), 'MembersPage'),
});
const webhooks = createRoute({
  getParentRoute: () => settings,
  path: '/webhooks',
  component: loadPage(() => import('./pages/webhooks-page.tsx'), 'WebhooksPage'),
});
const webhook = createRoute({
  getParentRoute: () => settings,
  path: '/webhooks/$webhook',
  params: {
    parse: ({ webhook: text }) => ({ webhook: numberOf(text) }),
    stringify: ({ webhook: id }) => ({ webhook: String(id) }),
  },
  component: loadPage(() => import('./pages/webhook-page.tsx'), 'WebhookPage'),
});
const admin = createRoute({
  getParentRoute: () => root,
  path: '/admin',
  component: loadPage(() => import('./pages/admin-page.tsx'), 'AdminPage'),
});
const adminHome = createRoute({
  getParentRoute: () => admin,
  path: '/',
  component: loadPage(() => import('./pages/people-page.tsx'), 'PeoplePage'),
});
const people = createRoute({
  getParentRoute: () => admin,
  path: '/people',
  component: loadPage(() => import('./pages/people-page.tsx'), 'PeoplePage'),
});
const organization = createRoute({
  getParentRoute: () => admin,
  path: '/organization',
  component: loadPage(() => import('./pages/organization-page.tsx'), 'OrganizationPage'),
});
const organizationCalendar = createRoute({
  getParentRoute: () => admin,
  path: '/calendar',
  component: loadPage(() => import('./pages/organization-calendar-page.tsx'), 'OrganizationCalendarPage'),
});
const health = createRoute({
  getParentRoute: () => admin,
  path: '/health',
  component: loadPage(() => import('./pages/health-page.tsx'), 'HealthPage'),
});
const me = createRoute({
  getParentRoute: () => root,
  path: '/me',
  component: loadPage(() => import('./pages/me-page.tsx'), 'MePage'),
});
const meHome = createRoute({
  getParentRoute: () => me,
  path: '/',
  component: loadPage(() => import('./pages/preferences-page.tsx'), 'PreferencesPage'),
});
const preferences = createRoute({
  getParentRoute: () => me,
  path: '/preferences',
  component: loadPage(() => import('./pages/preferences-page.tsx'), 'PreferencesPage'),
});
const tokens = createRoute({
  getParentRoute: () => me,
  path: '/tokens',
  component: loadPage(() => import('./pages/tokens-page.tsx'), 'TokensPage'),
});

const release = createRoute({
  getParentRoute: () => project,
  path: '/releases/$release',
  params: {
    parse: ({ release: text }) => ({ release: numberOf(text) }),
    stringify: ({ release: id }) => ({ release: String(id) }),
  },
  validateSearch: understood(releaseSearch),
  component: loadPage(() => import('./pages/release-page.tsx'), 'ReleasePage'),
});
const profiles = createRoute({
  getParentRoute: () => project,
  path: '/iterations/$iteration/profiles',
  params: {
    parse: ({ iteration: text }) => ({ iteration: numberOf(text) }),
    stringify: ({ iteration: id }) => ({ iteration: String(id) }),
  },
  validateSearch: understood(profilesSearch),
  component: loadPage(() => import('./pages/profiles-page.tsx'), 'ProfilesPage'),
});
const report = createRoute({
  getParentRoute: () => project,
  path: '/iterations/$iteration/report',
  params: {
    parse: ({ iteration: text }) => ({ iteration: numberOf(text) }),
    stringify: ({ iteration: id }) => ({ iteration: String(id) }),
  },
  validateSearch: understood(reportSearch),
  component: loadPage(() => import('./pages/report-page.tsx'), 'ReportPage'),
});

/** The pages and their addresses. What a page shows is in its address, so that every view can be linked to. */
export const router = createRouter({
  routeTree: root.addChildren([
    home,
    projects,
    setup,
    project.addChildren([
      projectHome,
      timeline,
      planning,
      velocity,
      iterations,
      iteration,
      report,
      profiles,
      release,
      activity,
      settings.addChildren([
        general,
        cadence,
        rules,
        policies,
        statuses,
        calendar,
        team,
        away,
        members,
        programs,
        sharing,
        webhooks,
        webhook,
      ]),
    ]),
    admin.addChildren([adminHome, people, organization, organizationCalendar, health]),
    me.addChildren([meHome, preferences, tokens]),
  ]),
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
