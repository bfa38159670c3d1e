import { markActivity, shareMessage } from './activities.ts';
import { changeArea, createArea, removeArea } from './areas.ts';
import { addAttachment, changeAttachment, removeAttachment } from './attachments.ts';
import { changeBoard, createBoard, removeBoard } from './boards.ts';
import { continueBulkChange, startBulkChange } from './bulk-change.ts';
import { setCadence } from './cadences.ts';
import { changeItem } from './change-item.ts';
import { changeIteration } from './change-iteration.ts';
import { changeProject, removeProject } from './change-project.ts';
import { closeByPlan } from './close-by-plan.ts';
import { createClosePlan, forgetClosePlans } from './close-plans.ts';
import { addColumn, changeColumn, removeColumn } from './columns.ts';
import { addComment, changeComment, removeComment } from './comments.ts';
import { createItem } from './create-item.ts';
import { createIteration } from './create-iteration.ts';
import { createOrganization } from './create-organization.ts';
import { createProject } from './create-project.ts';
import { addCriterion, changeCriterion, removeCriterion } from './criteria.ts';
import { keepCode, openDelegation, redeemCode, renewDelegation } from './delegation.ts';
import { removeFeed, setFeed } from './feeds.ts';
import { keepForecast } from './forecasts.ts';
import { forgetRetries } from './forget-retries.ts';
import { addItemLink, changeItemLink, removeItemLink } from './item-links.ts';
import { changeItemType, createItemType, removeItemType } from './item-types.ts';
import { setGoal } from './iteration-goal.ts';
import { markSample } from './iteration-sample.ts';
import { keepCadence } from './keep-cadence.ts';
import { keepForecasts } from './keep-forecasts.ts';
import { addLane, changeLane, removeLane } from './lanes.ts';
import { changePerson, setPassword } from './manage-people.ts';
import { moveCards } from './move-cards.ts';
import { enterIteration, leaveIteration } from './move-item.ts';
import { moveItems } from './move-items.ts';
import { changeOrganization } from './organization.ts';
import { createPerson, renameSelf, setProjectRole } from './people.ts';
import { changeProjectMember, inviteToProject, removeProjectMember } from './project-members.ts';
import { changeProjectRules } from './project-rules.ts';
import { removeIteration } from './remove-iteration.ts';
import { endCreditWindow, restateIteration } from './restate.ts';
import { reverseReceipt } from './reverse-receipt.ts';
import { changePolicy, createPolicy, removePolicy } from './rollover-policies.ts';
import { setScopePolicy } from './scope-policies.ts';
import { closeSession, openSession } from './sessions.ts';
import { setRole } from './set-role.ts';
import { showing } from './show-item.ts';
import { addStage, changeStage, removeStage } from './stages.ts';
import { addSubcolumn, changeSubcolumn, removeSubcolumn } from './subcolumns.ts';
import { swapScope } from './swap-scope.ts';
import { createTag } from './tags.ts';
import { changeTeam, createTeam, removeTeam } from './teams.ts';
import { changeTimeEntry, recordTime, removeTimeEntry } from './time-entries.ts';
import { setTimeOff } from './time-off.ts';
import { createToken, revokeToken, touchToken } from './tokens.ts';
import type { Tx } from './transact.ts';
import { transferItem } from './transfer-item.ts';
import {
  claimDeliveries,
  fanOut,
  purgeDeliveries,
  releaseDeliveries,
  replayDelivery,
  replayEvents,
  settleDelivery,
  testWebhook,
} from './webhook-deliveries.ts';
import { changeWebhook, createWebhook, removeWebhook, rotateSecret } from './webhooks.ts';
import { setWorkPatterns } from './work-patterns.ts';
import { setCalendar } from './working-calendars.ts';

type Table = Record<string, (tx: Tx, input: never) => Promise<unknown>>;

/**
 * Everything that a caller may change. Each takes plain data and answers plain data, so that it can run on the writer
 * thread, and asks for the caller's rights itself.
 */
export const callersCommands = {
  changeIteration,
  restateIteration,
  createIteration,
  markSample,
  keepForecast,
  setGoal,
  removeIteration,
  createClosePlan,
  closeByPlan,
  reverseReceipt,
  createPolicy,
  changePolicy,
  removePolicy,
  enterIteration,
  leaveIteration,
  moveCards,
  moveItems,
  createItem: showing(createItem),
  changeItem: showing(changeItem),
  transferItem: showing(transferItem),
  createItemType,
  changeItemType,
  removeItemType,
  createTag,
  startBulkChange,
  addComment,
  changeComment,
  removeComment,
  createArea,
  changeArea,
  removeArea,
  createTeam,
  changeTeam,
  removeTeam,
  addCriterion,
  changeCriterion,
  removeCriterion,
  addItemLink,
  changeItemLink,
  removeItemLink,
  recordTime,
  changeTimeEntry,
  removeTimeEntry,
  changeAttachment,
  removeAttachment,
  markActivity,
  shareMessage,
  createProject,
  changeProject,
  changeProjectRules,
  removeProject,
  inviteToProject,
  changeProjectMember,
  removeProjectMember,
  createBoard,
  changeBoard,
  removeBoard,
  addColumn,
  changeColumn,
  removeColumn,
  addStage,
  changeStage,
  removeStage,
  addSubcolumn,
  changeSubcolumn,
  removeSubcolumn,
  addLane,
  changeLane,
  removeLane,
  changeOrganization,
  createPerson,
  changePerson,
  setPassword,
  renameSelf,
  setRole,
  setProjectRole,
  createToken,
  revokeToken,
  setFeed,
  removeFeed,
  openSession,
  closeSession,
  createWebhook,
  changeWebhook,
  rotateSecret,
  removeWebhook,
  testWebhook,
  replayDelivery,
  replayEvents,
  setCalendar,
  setCadence,
  setScopePolicy,
  swapScope,
  setTimeOff,
  setWorkPatterns,
} satisfies Table;

/** What the server and its operator do by themselves: nobody's rights are asked for, so no dialect can reach it. */
const operatorsCommands = {
  createOrganization,
  touchToken,
  forgetRetries,
  endCreditWindow,
  forgetClosePlans,
  continueBulkChange,
  keepForecasts,
  keepCadence,
  openDelegation,
  renewDelegation,
  keepCode,
  redeemCode,
  fanOut,
  claimDeliveries,
  settleDelivery,
  purgeDeliveries,
  releaseDeliveries,
  // It does ask for rights, but enters a file that has to be on the disk before.
  addAttachment,
} satisfies Table;

/** Every command by its name. */
export const commands = { ...callersCommands, ...operatorsCommands };

/** The name of a command. */
export type CommandName = keyof typeof commands;
/** What a command takes beside its transaction. */
export type CommandInput<N extends CommandName> = Parameters<(typeof commands)[N]>[1];
/** What a command answers. */
export type CommandResult<N extends CommandName> = Awaited<ReturnType<(typeof commands)[N]>>;
