import { type Actor, canSee, visibleProjects } from '../domain/access.ts';
import type { Query } from '../domain/filter.ts';
import type { Membership } from '../domain/item.ts';
import type { IterationKind, IterationRef, IterationStatus, IterationView } from '../domain/iteration.ts';
import { checkVersion, type Precondition } from '../domain/precondition.ts';
import { notFound, Refusal } from '../domain/refusal.ts';
import type { Db } from '../store/engine.ts';
import { readRevision } from '../store/events.ts';
import { getIteration as findView } from '../store/iterations.ts';
import { listLiveMembershipsOf, listMemberships, type MembershipSelection } from '../store/memberships.ts';
import {
  type DefaultOrder,
  type IterationPage,
  listIterationsOfBoard,
  queryIterations,
} from '../store/query-iterations.ts';
import { countUnread, listActivities } from './activities.ts';
import { answerForecast } from './answer-forecast.ts';
import { getArea, listAreas } from './areas.ts';
import { getAttachment, listAttachments } from './attachments.ts';
import { getBoardItem, listBoardItems, listItemsOfBoard } from './board-items.ts';
import { getBulkChange, listBulkChanges, listRefusedItems } from './bulk-change.ts';
import { getCadence } from './cadences.ts';
import { getCapacity } from './capacity.ts';
import { getPassport, listCarried } from './carry-passports.ts';
import { getClosePlan } from './close-plans.ts';
import { findRemark, getComment, listComments, queryComments } from './comments.ts';
import { getCriterion, listCriteria } from './criteria.ts';
import { listColleagues, listOwnTokens, listPeople, listTokens } from './directory.ts';
import { listEventLog } from './event-log.ts';
import { getFeed } from './feeds.ts';
import { getFigures, listFigures, listMemberVelocity } from './figures.ts';
import { getIterationFlow, getProjectFlow } from './flow.ts';
import { getForecast, listForecasts } from './forecasts.ts';
import { getGoalOdds } from './goal-odds.ts';
import { listItemChanges } from './item-changes.ts';
import { listItemHistory } from './item-history.ts';
import { getItemLink, listItemLinks } from './item-links.ts';
import { listItemLocations } from './item-locations.ts';
import { countItems, getItem, listItemIds, listItems, scrollItems } from './item-reads.ts';
import { listItemTypes } from './item-types.ts';
import { getGoal } from './iteration-goal.ts';
import { getIterationItems } from './iteration-items.ts';
import { getSample } from './iteration-sample.ts';
import { getPerson, queryPeople } from './known-people.ts';
import { lookUp } from './look-up.ts';
import { nameThings } from './name-things.ts';
import { planningChecks } from './planning-checks.ts';
import { listProjectPeople } from './project-members.ts';
import {
  getBoard,
  getProject,
  listBoardParts,
  listBoards,
  listColumns,
  listProjectBoards,
  listProjects,
  listStatuses,
} from './project-reads.ts';
import { getProjectRules } from './project-rules.ts';
import { getPlannedProject, queryProjects } from './query-projects.ts';
import { backtestPolicy, getReceipt, listReceipts } from './receipts.ts';
import { reportFigures } from './report-figures.ts';
import { requireKnown } from './require-iteration.ts';
import { getPolicy, listPolicies } from './rollover-policies.ts';
import { getScorecard } from './scorecard.ts';
import { listSubcolumns } from './subcolumns.ts';
import { listTags } from './tags.ts';
import { getTeam, listTeams } from './teams.ts';
import { getTimeEntry, listTimeEntries, listWorkTypes } from './time-entries.ts';
import { getTimeOff } from './time-off.ts';
import { getVelocity } from './velocity.ts';
import { listDeliveries } from './webhook-deliveries.ts';
import { getWebhook, listWebhooks } from './webhooks.ts';
import { getWorkPatterns } from './work-patterns.ts';
import { getCalendar } from './working-calendars.ts';

interface FindIteration {
  readonly iteration: IterationRef;
  readonly projectId?: number;
  readonly precondition: Precondition;
  readonly policy: { readonly findsRemoved: boolean; readonly findsGroups: boolean };
}

/** One iteration. @throws Refusal not_found, version_* */
async function getIteration(db: Db, actor: Actor, find: FindIteration): Promise<IterationView> {
  const view = await findView(db, actor.orgId, find.iteration);
  requireKnown(view, find);
  if (!canSee(actor, view.projectId)) throw notFound('iteration');
  checkVersion(find.precondition, view.version, false);
  return view;
}

interface ListIterations {
  /** One project, or all that the actor can see. */
  readonly projectId: number | null;
  readonly kinds: readonly IterationKind[];
  readonly statuses: readonly IterationStatus[];
  readonly query: Query;
  readonly defaultOrder: DefaultOrder;
  /** Whether to tell how many match in all. */
  readonly count: boolean;
}

/** A page of iterations. @throws Refusal not_found (the project), invalid (a query that takes too long) */
async function listIterations(db: Db, actor: Actor, list: ListIterations): Promise<IterationPage> {
  if (list.projectId !== null) await getProject(db, actor, { id: list.projectId });
  const projects = list.projectId === null ? visibleProjects(actor) : [list.projectId];
  const { kinds, statuses } = list;
  return queryIterations(db, { orgId: actor.orgId, projects, kinds, statuses }, list.query, list);
}

/** Iterations of a board, oldest first. @throws Refusal not_found, board_without_iterations */
async function listBoardIterations(
  db: Db,
  actor: Actor,
  list: { readonly boardId: number },
): Promise<readonly IterationView[]> {
  const board = await getBoard(db, actor, { id: list.boardId });
  if (!board.takesIterations) {
    throw new Refusal('board_without_iterations', 'A board of this kind cannot have iterations', { field: 'board' });
  }
  return listIterationsOfBoard(db, actor.orgId, board.id);
}

/** The items of an iteration, as records. @throws Refusal not_found */
async function listMembers(
  db: Db,
  actor: Actor,
  list: FindIteration & { readonly selection: MembershipSelection },
): Promise<readonly Membership[]> {
  const iteration = await getIteration(db, actor, list);
  return listMemberships(db, actor.orgId, iteration.id, list.selection);
}

/** The live records of iterations of one project, each iteration's in their order. @throws Refusal not_found */
async function listMembersOfMany(
  db: Db,
  actor: Actor,
  list: { readonly projectId: number; readonly iterationIds: readonly number[] },
): Promise<readonly Membership[]> {
  await getProject(db, actor, { id: list.projectId });
  return listLiveMembershipsOf(db, actor.orgId, list.projectId, list.iterationIds);
}

/** A number that rises with every write in a project, or in the whole organization: what lists are cached by. */
async function getRevision(db: Db, actor: Actor, of: { readonly projectId: number | null }): Promise<number> {
  return readRevision(db, actor.orgId, of.projectId);
}

/** Everything that can be read. None of them writes. */
export const reads = {
  getIteration,
  listIterations,
  listBoardIterations,
  getClosePlan,
  getReceipt,
  listReceipts,
  getPolicy,
  listPolicies,
  backtestPolicy,
  getPassport,
  listCarried,
  listMembers,
  listMembersOfMany,
  listItemHistory,
  listItemChanges,
  getItem,
  getBoardItem,
  listBoardItems,
  listItemsOfBoard,
  listItemLocations,
  listItemTypes,
  listTags,
  listItems,
  listItemIds,
  scrollItems,
  countItems,
  lookUp,
  nameThings,
  getBulkChange,
  listBulkChanges,
  listRefusedItems,
  getComment,
  listComments,
  findRemark,
  queryComments,
  getArea,
  listAreas,
  getTeam,
  listTeams,
  getCriterion,
  listCriteria,
  getItemLink,
  listItemLinks,
  getTimeEntry,
  listTimeEntries,
  listWorkTypes,
  getAttachment,
  listAttachments,
  listActivities,
  countUnread,
  getPerson,
  queryPeople,
  getPlannedProject,
  queryProjects,
  getProject,
  listProjects,
  listStatuses,
  getBoard,
  listBoards,
  listProjectBoards,
  listBoardParts,
  listColumns,
  listSubcolumns,
  listProjectPeople,
  getRevision,
  listColleagues,
  listPeople,
  listTokens,
  listOwnTokens,
  listEventLog,
  getFeed,
  planningChecks,
  getFigures,
  reportFigures,
  getProjectRules,
  getProjectFlow,
  getIterationFlow,
  getVelocity,
  answerForecast,
  getForecast,
  listForecasts,
  getGoal,
  getGoalOdds,
  getScorecard,
  getSample,
  listFigures,
  getWebhook,
  listWebhooks,
  listDeliveries,
  listMemberVelocity,
  getIterationItems,
  getCalendar,
  getTimeOff,
  getWorkPatterns,
  getCapacity,
  getCadence,
} satisfies Record<string, (db: Db, actor: Actor, input: never) => Promise<unknown>>;
