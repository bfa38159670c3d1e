import { infiniteQueryOptions, type QueryClient, queryOptions } from '@tanstack/react-query';
import type { ActivityQuery, Iteration, Me } from '../client/native.ts';
import { administration, cadences, closes, native, planSettings, statements, webhooks } from './native.ts';
import { allItems } from './parts/all-items.ts';

/** A list begins without a cursor. */
const firstPage: string | undefined = undefined;

/** Who is signed in. */
export interface SessionState {
  readonly me: Me | null;
  /** Whose session has ended by itself, without anybody signing out. */
  readonly ended: Me | null;
}

/** Who is signed in, if anybody; and who was, until the session ended. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: async ({ client }): Promise<SessionState> => {
    const { me } = await native.getSession();
    return me === null ? endedSession(client) : { me, ended: null };
  },
  staleTime: 60_000,
});

/** The state after the server has said that nobody is signed in. */
export function endedSession(queries: QueryClient): SessionState {
  const before = queries.getQueryData<SessionState>(['session']);
  return { me: null, ended: before?.me ?? before?.ended ?? null };
}

/** Whether the server waits to be set up. */
export const setupQuery = queryOptions({ queryKey: ['setup'], queryFn: native.getSetup });

/** All projects. */
export const projectsQuery = queryOptions({ queryKey: ['projects'], queryFn: native.listProjects });

/** Iterations and releases of a project, but for archived ones. */
export function iterationsOf(projectId: number) {
  return queryOptions({
    queryKey: ['iterations', projectId],
    queryFn: () => native.listIterations(projectId, ['planned', 'active', 'closed']),
  });
}

/** One iteration. */
export function iterationQuery(id: number) {
  return queryOptions({ queryKey: ['iteration', id], queryFn: () => native.getIteration(id) });
}

/** Its figures day by day. */
export function burndownQuery(id: number) {
  return queryOptions({ queryKey: ['burndown', id], queryFn: () => native.getBurndown(id) });
}

/** Everything that an iteration holds. */
export function itemsQuery(id: number) {
  return queryOptions({
    queryKey: ['items', id],
    queryFn: () => allItems((page) => native.listIterationItems(id, page)),
  });
}

/** What the last closed iterations of a project came to, and what so many of the next may bring. */
export function velocityOf(projectId: number, last: number, next = 3) {
  return queryOptions({
    queryKey: ['velocity', projectId, last, next],
    queryFn: () => native.getVelocity(projectId, { last: String(last), next: String(next) }),
  });
}

/** What a release held at the first start of its iterations and at every close. */
export function releaseHistoryQuery(id: number) {
  return queryOptions({ queryKey: ['figures', id, 'history'], queryFn: () => statements.getReleaseHistory(id) });
}

/** Iterations without releases, by their days; those without days come last. */
export function oneAfterAnother(found: readonly Iteration[]): readonly Iteration[] {
  return found
    .filter(({ kind }) => kind === 'iteration')
    .sort((a, b) => (a.start ?? '9').localeCompare(b.start ?? '9') || a.id - b.id);
}

/** The iteration that people mean when they name none: the one that runs, else the next one, else the last one. */
export function currentIteration(found: readonly Iteration[]): Iteration | undefined {
  const iterations = oneAfterAnother(found);
  return (
    iterations.find(({ status }) => status === 'active') ??
    iterations.find(({ status }) => status === 'planned') ??
    iterations.at(-1)
  );
}

/** The statuses that items of a project can have, in the order of its workflow. */
export function statusesQuery(projectId: number) {
  return queryOptions({ queryKey: ['statuses', projectId], queryFn: () => native.listStatuses(projectId) });
}

/** The boards of a project. */
export function boardsQuery(projectId: number) {
  return queryOptions({ queryKey: ['boards', projectId], queryFn: () => native.listBoards(projectId) });
}

/** On which days a project works. */
export function calendarQuery(projectId: number) {
  return queryOptions({ queryKey: ['calendar', projectId], queryFn: () => native.getProjectCalendar(projectId) });
}

/** On which days the organization works. */
export const organizationCalendarQuery = queryOptions({
  queryKey: ['calendar'],
  queryFn: planSettings.getOrganizationCalendar,
});

/** The people of the organization, as its administrators see them. */
export const accountsQuery = queryOptions({ queryKey: ['accounts'], queryFn: administration.listAccounts });

/** What the organization is called, and where its midnight is. */
export const organizationQuery = queryOptions({
  queryKey: ['organization'],
  queryFn: administration.getOrganization,
});

/** Whether the server is well. */
export const healthQuery = queryOptions({ queryKey: ['health'], queryFn: administration.getHealth });

/** By which rules the iterations of a project are counted. */
export function rulesQuery(projectId: number) {
  return queryOptions({ queryKey: ['rules', projectId], queryFn: () => planSettings.getRules(projectId) });
}

/** The rollover policies of a project. */
export function policiesQuery(projectId: number) {
  return queryOptions({ queryKey: ['policies', projectId], queryFn: () => closes.listPolicies(projectId) });
}

/** How much may come into an iteration. */
export function scopePolicyQuery(id: number) {
  return queryOptions({ queryKey: ['scope-policy', id], queryFn: () => planSettings.getScopePolicy(id) });
}

/** Whether one's calendar of a project has an address. */
export function feedQuery(projectId: number) {
  return queryOptions({ queryKey: ['feed', projectId], queryFn: () => native.getFeed(projectId) });
}

/** The rhythm of a project's iterations, and what it has made. */
export function cadenceQuery(projectId: number) {
  return queryOptions({ queryKey: ['iterations', projectId, 'cadence'], queryFn: () => cadences.get(projectId) });
}

/** Who can see a project. */
export function membersQuery(projectId: number) {
  return queryOptions({ queryKey: ['members', projectId], queryFn: () => native.listMembers(projectId) });
}

/** The webhooks that one administers. */
export const webhooksQuery = queryOptions({ queryKey: ['webhooks'], queryFn: webhooks.list });

/** One's own tokens. */
export const tokensQuery = queryOptions({ queryKey: ['tokens'], queryFn: native.listTokens });

/** One webhook. */
export function webhookQuery(id: number) {
  return queryOptions({ queryKey: ['webhooks', id], queryFn: () => webhooks.get(id) });
}

/** What a webhook was sent, newest first; asked again and again, as it is sent while one looks. */
export function deliveriesQuery(id: number) {
  return infiniteQueryOptions({
    queryKey: ['webhooks', id, 'deliveries'],
    queryFn: ({ pageParam }) => webhooks.listDeliveries(id, pageParam),
    initialPageParam: firstPage,
    getNextPageParam: ({ next }) => next ?? undefined,
    refetchInterval: 2000,
  });
}

/** What happened in a project, newest first. */
export function activityQuery(projectId: number, query: Pick<ActivityQuery, 'actor' | 'kind'>) {
  return infiniteQueryOptions({
    queryKey: ['activity', projectId, query],
    queryFn: ({ pageParam }) =>
      native.listActivity('projects', projectId, {
        ...query,
        ...(pageParam === undefined ? {} : { cursor: pageParam }),
      }),
    initialPageParam: firstPage,
    getNextPageParam: ({ next }) => next ?? undefined,
  });
}

/** What happened to an iteration and to what it held, newest first; it is read anew with all that happens in its project. */
export function iterationActivityQuery(projectId: number, iterationId: number) {
  return infiniteQueryOptions({
    queryKey: ['activity', projectId, { iterationId }],
    queryFn: ({ pageParam }) =>
      native.listActivity('iterations', iterationId, pageParam === undefined ? {} : { cursor: pageParam }),
    initialPageParam: firstPage,
    getNextPageParam: ({ next }) => next ?? undefined,
  });
}
