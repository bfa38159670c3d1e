import type { OwnPassword } from '../dialects/native/accounts.wire.ts';
import type { ActivityPage, ActivityQuery } from '../dialects/native/activity.wire.ts';
import type { BoardMove, MovedOnBoard } from '../dialects/native/board-moves.wire.ts';
import type { Board, Boards, Status, Statuses } from '../dialects/native/boards.wire.ts';
import type { Burndown } from '../dialects/native/burndown.wire.ts';
import type { Calendar, NewCalendar } from '../dialects/native/calendars.wire.ts';
import type { Explanation } from '../dialects/native/explanations.wire.ts';
import type { Feed, MadeFeed } from '../dialects/native/feeds.wire.ts';
import type { Figures } from '../dialects/native/figures.wire.ts';
import type { BoardItemQuery, ItemQuery } from '../dialects/native/item-query.wire.ts';
import type { Item, ItemPage, ItemPatch, NewItem } from '../dialects/native/items.wire.ts';
import type {
  ChangedIteration,
  Iteration,
  IterationPage,
  IterationPatch,
  NewIteration,
} from '../dialects/native/iterations.wire.ts';
import type { Membership, Memberships, Stay, Stays } from '../dialects/native/memberships.wire.ts';
import type { Move, Moved } from '../dialects/native/moves.wire.ts';
import type { Invitation, Member, Members, People, Person } from '../dialects/native/people.wire.ts';
import type { PlanningChecks } from '../dialects/native/planning-checks.wire.ts';
import type { NewProject, Project, ProjectPatch, Projects } from '../dialects/native/projects.wire.ts';
import type { Found } from '../dialects/native/search.wire.ts';
import type { Me, Role, Session, SignIn } from '../dialects/native/session.wire.ts';
import type { NewSetup, SetupState } from '../dialects/native/setup.wire.ts';
import type { MadeToken, NewToken, Token, Tokens } from '../dialects/native/tokens.wire.ts';
import type { NewSample, Sample, Velocity } from '../dialects/native/velocity.wire.ts';

import { asSearch, type Connection, connect } from './connect.ts';

export type { ActivityPage, ActivityQuery, Happening } from '../dialects/native/activity.wire.ts';
export type { Board, Status } from '../dialects/native/boards.wire.ts';
export type { Burndown } from '../dialects/native/burndown.wire.ts';
export type { Calendar } from '../dialects/native/calendars.wire.ts';
export type { LiveEvent } from '../dialects/native/events.wire.ts';
export type { Explanation } from '../dialects/native/explanations.wire.ts';
export type { Figures } from '../dialects/native/figures.wire.ts';
export type { ItemQuery } from '../dialects/native/item-query.wire.ts';
export type { Item, ItemPage, ItemPatch, ItemRow, NewItem } from '../dialects/native/items.wire.ts';
export type { ChangedIteration, Iteration, IterationPatch, NewIteration } from '../dialects/native/iterations.wire.ts';
export type { Membership, Stay } from '../dialects/native/memberships.wire.ts';
export type { Move, Moved } from '../dialects/native/moves.wire.ts';
export type { Invitation, Member, Person } from '../dialects/native/people.wire.ts';
export type { NewProject, Project, ProjectPatch } from '../dialects/native/projects.wire.ts';
export type { Found } from '../dialects/native/search.wire.ts';
export type { Me, Role } from '../dialects/native/session.wire.ts';
export type { MadeToken, NewToken, Token } from '../dialects/native/tokens.wire.ts';
export type { Velocity } from '../dialects/native/velocity.wire.ts';

export { problemOf } from './connect.ts';

/** What can be asked of a server. Everything rejects with an error that `problemOf` explains. */
export interface NativeClient {
  readonly getSession: () => Promise<Session>;
  /** Who the caller is; rejects where nobody is signed in. */
  readonly getMe: () => Promise<Me>;
  readonly signIn: (proof: SignIn) => Promise<Me>;
  readonly signOut: () => Promise<void>;
  /** Gives oneself another password; all other sessions end. */
  readonly changePassword: (change: OwnPassword) => Promise<void>;
  /** Whether the server waits to be set up. */
  readonly getSetup: () => Promise<SetupState>;
  /** Sets a new server up, with the secret that it has told. */
  readonly setUp: (setup: NewSetup) => Promise<Me>;
  /** Fills an organization without projects with those of the demo. */
  readonly loadDemo: () => Promise<void>;
  readonly listProjects: () => Promise<readonly Project[]>;
  readonly getProject: (id: number) => Promise<Project>;
  readonly createProject: (project: NewProject) => Promise<Project>;
  readonly changeProject: (id: number, version: number, patch: ProjectPatch) => Promise<Project>;
  readonly removeProject: (id: number, version: number) => Promise<void>;
  /** What does not fit in the plans of a project. */
  readonly getPlanningChecks: (projectId: number) => Promise<PlanningChecks>;
  /** Those with whom the caller works. */
  readonly listPeople: () => Promise<readonly Person[]>;
  /** Everybody who can see a project, with their roles. */
  readonly listMembers: (projectId: number) => Promise<readonly Member[]>;
  readonly invite: (projectId: number, invitation: Invitation) => Promise<Member>;
  readonly changeRole: (projectId: number, personId: number, role: Role) => Promise<Member>;
  readonly removeMember: (projectId: number, personId: number) => Promise<void>;
  /** One's own tokens that were not revoked; some may have ended. */
  readonly listTokens: () => Promise<readonly Token[]>;
  readonly createToken: (token: NewToken) => Promise<MadeToken>;
  readonly revokeToken: (id: number) => Promise<void>;
  /** A new secret address of one's calendar of a project; the one before ends. */
  readonly makeFeed: (projectId: number) => Promise<MadeFeed>;
  readonly getFeed: (projectId: number) => Promise<Feed>;
  readonly removeFeed: (projectId: number) => Promise<void>;
  /** What a project says about working days, and what holds there. */
  readonly getProjectCalendar: (projectId: number) => Promise<Calendar>;
  readonly setProjectCalendar: (projectId: number, version: number, calendar: NewCalendar) => Promise<Calendar>;
  readonly getIterationCalendar: (iterationId: number) => Promise<Calendar>;
  readonly setIterationCalendar: (iterationId: number, version: number, calendar: NewCalendar) => Promise<Calendar>;
  /** Projects, iterations and items by a part of their title or key. */
  readonly search: (q: string) => Promise<Found>;
  /** A page of what happened, newest first. */
  readonly listActivity: (
    of: 'projects' | 'iterations' | 'items',
    id: number,
    query?: ActivityQuery,
  ) => Promise<ActivityPage>;
  /** All iterations and releases of a project with one of these statuses, oldest first. */
  readonly listIterations: (
    projectId: number,
    statuses: readonly Iteration['status'][],
  ) => Promise<readonly Iteration[]>;
  readonly getIteration: (id: number) => Promise<Iteration>;
  readonly getBurndown: (id: number) => Promise<Burndown>;
  /** The events that make up what remains, a page at a time. */
  readonly explainFigures: (
    id: number,
    query?: { term?: string; day?: string; asOf?: string; cursor?: string; limit?: string },
  ) => Promise<Explanation>;
  /** All figures of an iteration: of now, as they were known before an instant, or of one statement. */
  readonly getFigures: (id: number, query?: { asOf?: string; statement?: string }) => Promise<Figures>;
  /** What the last closed iterations of a project came to, 12 of them unless told otherwise, and what the next may bring. */
  readonly getVelocity: (projectId: number, query?: { last?: string; next?: string }) => Promise<Velocity>;
  readonly getSample: (iterationId: number) => Promise<Sample>;
  /** Takes an iteration out of the sample for velocity and forecasts, or puts it back. */
  readonly setSample: (iterationId: number, version: number, sample: NewSample) => Promise<Sample>;
  readonly createIteration: (projectId: number, iteration: NewIteration) => Promise<Iteration>;
  /** Changes an iteration that is still at this version. */
  readonly changeIteration: (id: number, version: number, patch: IterationPatch) => Promise<ChangedIteration>;
  /** Removes an iteration that is still at this version; its items go to another one, or become free, and its iterations too. */
  readonly removeIteration: (
    id: number,
    version: number,
    to?: { moveItemsTo?: string; moveIterationsTo?: string },
  ) => Promise<void>;
  /** A page of a project's items by their ranks; `iteration: 'none'` is its backlog. */
  readonly listItems: (projectId: number, query?: ItemQuery) => Promise<ItemPage>;
  /** A page of an iteration's items in its order. */
  readonly listIterationItems: (id: number, query?: Omit<ItemQuery, 'iteration'>) => Promise<ItemPage>;
  /** One item by its number or its key. */
  readonly getItem: (id: number | string) => Promise<Item>;
  readonly createItem: (projectId: number, item: NewItem) => Promise<Item>;
  /** Changes an item that is still at this version. */
  readonly changeItem: (id: number, version: number, patch: ItemPatch) => Promise<Item>;
  readonly removeItem: (id: number, version: number) => Promise<void>;
  /** Moves items all at once; what it answers in `undo` are moves that put them back. */
  readonly moveItems: (move: Move) => Promise<Moved>;
  /** A page of a board's items, those of each column and lane in their order. */
  readonly listBoardItems: (boardId: number, query?: BoardItemQuery) => Promise<ItemPage>;
  /** Puts items side by side in a column and lane of a board, as `moveItems` does in plans. */
  readonly moveOnBoard: (boardId: number, move: BoardMove) => Promise<MovedOnBoard>;
  /** Every stay of items in an iteration, those that are over too. */
  readonly listMemberships: (iterationId: number) => Promise<readonly Membership[]>;
  /** Every stay of an item in iterations, newest first. */
  readonly listStays: (itemId: number) => Promise<readonly Stay[]>;
  /** Boards of a project, the default one first. */
  readonly listBoards: (projectId: number) => Promise<readonly Board[]>;
  /** The workflow of a project, in order. */
  readonly listStatuses: (projectId: number) => Promise<readonly Status[]>;
}

/** A client for one server. */
export function nativeClient(connection: Connection): NativeClient {
  const { send, ask, askAll } = connect(connection);
  return {
    getSession: () => ask('GET', '/session'),
    getMe: () => ask('GET', '/me'),
    signIn: (proof) => ask('POST', '/session', { body: proof }),
    signOut: async () => {
      await send('DELETE', '/session');
    },
    changePassword: async (body) => {
      await send('PUT', '/me/password', { body });
    },
    getSetup: () => ask('GET', '/setup'),
    setUp: (body) => ask('POST', '/setup', { body }),
    loadDemo: async () => {
      await send('POST', '/demo');
    },
    listProjects: () => askAll((page: Projects) => page.projects, '/projects'),
    getProject: (id) => ask('GET', `/projects/${id}`),
    createProject: (body) => ask('POST', '/projects', { body }),
    changeProject: (id, version, body) => ask('PATCH', `/projects/${id}`, { version, body }),
    removeProject: async (id, version) => {
      await send('DELETE', `/projects/${id}`, { version });
    },
    getPlanningChecks: (id) => ask('GET', `/projects/${id}/planning-checks`),
    listPeople: () => askAll((page: People) => page.people, '/people'),
    listMembers: (projectId) => askAll((page: Members) => page.people, `/projects/${projectId}/people`),
    invite: (projectId, body) => ask('POST', `/projects/${projectId}/people`, { body }),
    changeRole: (projectId, personId, role) =>
      ask('PATCH', `/projects/${projectId}/people/${personId}`, { body: { role } }),
    removeMember: async (projectId, personId) => {
      await send('DELETE', `/projects/${projectId}/people/${personId}`);
    },
    listTokens: () => askAll((page: Tokens) => page.tokens, '/tokens'),
    createToken: (body) => ask('POST', '/tokens', { body }),
    revokeToken: async (id) => {
      await send('DELETE', `/tokens/${id}`);
    },
    makeFeed: (projectId) => ask('PUT', `/projects/${projectId}/feed`),
    getFeed: (projectId) => ask('GET', `/projects/${projectId}/feed`),
    removeFeed: async (projectId) => {
      await send('DELETE', `/projects/${projectId}/feed`);
    },
    getProjectCalendar: (id) => ask('GET', `/projects/${id}/calendar`),
    setProjectCalendar: (id, version, body) => ask('PUT', `/projects/${id}/calendar`, { version, body }),
    getIterationCalendar: (id) => ask('GET', `/iterations/${id}/calendar`),
    setIterationCalendar: (id, version, body) => ask('PUT', `/iterations/${id}/calendar`, { version, body }),
    search: (q) => ask('GET', `/search${asSearch({ q })}`),
    listActivity: (of, id, query) => ask('GET', `/${of}/${id}/activity${asSearch(query)}`),
    listIterations: (projectId, statuses) =>
      askAll((page: IterationPage) => page.iterations, `/projects/${projectId}/iterations`, {
        status: statuses.join(','),
      }),
    getIteration: (id) => ask('GET', `/iterations/${id}`),
    getBurndown: (id) => ask('GET', `/iterations/${id}/burndown`),
    explainFigures: (id, query) => ask('GET', `/iterations/${id}/explain${asSearch(query)}`),
    getFigures: (id, query) => ask('GET', `/iterations/${id}/figures${asSearch(query)}`),
    getVelocity: (projectId, query) => ask('GET', `/projects/${projectId}/velocity${asSearch(query)}`),
    getSample: (id) => ask('GET', `/iterations/${id}/sample`),
    setSample: (id, version, body) => ask('PUT', `/iterations/${id}/sample`, { version, body }),
    createIteration: (projectId, body) => ask('POST', `/projects/${projectId}/iterations`, { body }),
    changeIteration: (id, version, body) => ask('PATCH', `/iterations/${id}`, { version, body }),
    removeIteration: async (id, version, to) => {
      await send('DELETE', `/iterations/${id}${asSearch(to)}`, { version });
    },
    listItems: (projectId, query) => ask('GET', `/projects/${projectId}/items${asSearch(query)}`),
    listIterationItems: (id, query) => ask('GET', `/iterations/${id}/items${asSearch(query)}`),
    getItem: (id) => ask('GET', `/items/${id}`),
    createItem: (projectId, body) => ask('POST', `/projects/${projectId}/items`, { body }),
    changeItem: (id, version, body) => ask('PATCH', `/items/${id}`, { version, body }),
    removeItem: async (id, version) => {
      await send('DELETE', `/items/${id}`, { version });
    },
    moveItems: (body) => ask('POST', '/moves', { body }),
    listBoardItems: (id, query) => ask('GET', `/boards/${id}/items${asSearch(query)}`),
    moveOnBoard: (id, body) => ask('POST', `/boards/${id}/moves`, { body }),
    listMemberships: (id) =>
      askAll((page: Memberships) => page.memberships, `/iterations/${id}/memberships`, { selection: 'all' }),
    listStays: (id) => askAll((page: Stays) => page.memberships, `/items/${id}/memberships`),
    listBoards: (projectId) => askAll((page: Boards) => page.boards, `/projects/${projectId}/boards`),
    listStatuses: (projectId) => askAll((page: Statuses) => page.statuses, `/projects/${projectId}/statuses`),
  };
}
