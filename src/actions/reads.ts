import { type Actor } from '../domain/access.ts';
import type { Db } from '../store/engine.ts';
import { countUnread, listActivities } from './activities.ts';
import { answerForecast } from './answer-forecast.ts';
import { getArea, listAreas } from './areas.ts';
import { getAttachment, listAttachments } from './attachments.ts';
import { getBoardItem, listBoardItems, listItemsOfBoard } from './board-items.ts';
import { getBoard, listBoardParts, listBoards, listColumns, listProjectBoards } from './board-reads.ts';
import { getBulkChange, listBulkChanges, listRefusedItems } from './bulk-change.ts';
import { getCadence } from './cadences.ts';
import { getCapacity } from './capacity.ts';
import { listCarried } from './carried-items.ts';
import { getPassport } from './carry-passports.ts';
import { getClosePlan } from './close-plans.ts';
import { findRemark, getComment, listComments, queryComments } from './comments.ts';
import { compareProfiles } from './compare-profiles.ts';
import { getCriterion, listCriteria } from './criteria.ts';
import { listColleagues, listOwnTokens, listPeople, listTokens } from './directory.ts';
import { listEventLog } from './event-log.ts';
import { getEvidence } from './evidence.ts';
import { explainFigures } from './explain-figures.ts';
import { getFeed } from './feeds.ts';
import { getFigures, listFigures, listMemberVelocity, listStandings } from './figures.ts';
import { getProjectFlow } from './flow.ts';
import { getForecast, listForecasts } from './forecasts.ts';
import { getGoalOdds } from './goal-odds.ts';
import { listItemChanges } from './item-changes.ts';
import { listItemHistory } from './item-history.ts';
import { getItemLink, listItemLinks } from './item-links.ts';
import { listItemLocations } from './item-locations.ts';
import { countItems, getItem, listItemIds, listItems, scrollItems } from './item-reads.ts';
import { listItemTypes } from './item-types.ts';
import { getIterationFlow } from './iteration-flow.ts';
import { getGoal } from './iteration-goal.ts';
import { getIterationItems } from './iteration-items.ts';
import {
  getIteration,
  listBoardIterations,
  listIterations,
  listMembers,
  listMembersOfMany,
} from './iteration-reads.ts';
import { getSample } from './iteration-sample.ts';
import { getPerson, queryPeople } from './known-people.ts';
import { lookUp } from './look-up.ts';
import { nameThings } from './name-things.ts';
import { getOrganization } from './organization.ts';
import { getOutlook } from './outlook.ts';
import { planningChecks } from './planning-checks.ts';
import { listProjectPeople } from './project-members.ts';
import { getProject, getRevision, listProjects, listStatuses } from './project-reads.ts';
import { getProjectRules } from './project-rules.ts';
import { getPlannedProject, queryProjects } from './query-projects.ts';
import { backtestPolicy, getReceipt, listReceipts } from './receipts.ts';
import { getReleaseHistory } from './release-history.ts';
import { reportFigures } from './report-figures.ts';
import { getPolicy, listPolicies } from './rollover-policies.ts';
import { getScopePolicy } from './scope-policies.ts';
import { getScorecard } from './scorecard.ts';
import { compareStatements, getStatement, listIterationStatements } from './statements.ts';
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
  getOrganization,
  listColleagues,
  listPeople,
  listTokens,
  listOwnTokens,
  listEventLog,
  getFeed,
  planningChecks,
  getFigures,
  reportFigures,
  explainFigures,
  compareProfiles,
  listIterationStatements,
  getStatement,
  compareStatements,
  getProjectRules,
  getProjectFlow,
  getIterationFlow,
  getReleaseHistory,
  getVelocity,
  getEvidence,
  answerForecast,
  getForecast,
  listForecasts,
  getGoal,
  getGoalOdds,
  getOutlook,
  getScorecard,
  getSample,
  listFigures,
  listStandings,
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
  getScopePolicy,
} satisfies Record<string, (db: Db, actor: Actor, input: never) => Promise<unknown>>;
