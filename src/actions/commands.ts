import { markActivity, shareMessage } from './activities.ts';
import { changeArea, createArea, removeArea } from './areas.ts';
import { addAttachment, changeAttachment, removeAttachment } from './attachments.ts';
import { changeBoard, createBoard, removeBoard } from './boards.ts';
import { continueBulkChange, startBulkChange } from './bulk-change.ts';
import { changeItem } from './change-item.ts';
import { changeIteration } from './change-iteration.ts';
import { addColumn, changeColumn, removeColumn } from './columns.ts';
import { addComment, changeComment, removeComment } from './comments.ts';
import { createItem } from './create-item.ts';
import { createIteration } from './create-iteration.ts';
import { createOrganization } from './create-organization.ts';
import { createProject } from './create-project.ts';
import { addCriterion, changeCriterion, removeCriterion } from './criteria.ts';
import { keepCode, openDelegation, redeemCode, renewDelegation } from './delegation.ts';
import { forgetRetries } from './forget-retries.ts';
import { addItemLink, changeItemLink, removeItemLink } from './item-links.ts';
import { enterIteration, leaveIteration } from './move-item.ts';
import { createPerson, setProjectRole } from './people.ts';
import { removeIteration } from './remove-iteration.ts';
import { closeSession, openSession } from './sessions.ts';
import { setRole } from './set-role.ts';
import { changeTeam, createTeam, removeTeam } from './teams.ts';
import { changeTimeEntry, recordTime, removeTimeEntry } from './time-entries.ts';
import { createToken, revokeToken, touchToken } from './tokens.ts';
import type { Tx } from './transact.ts';
import { transferItem } from './transfer-item.ts';

type Table = Record<string, (tx: Tx, input: never) => Promise<unknown>>;

/**
 * Everything that a caller may change. Each takes plain data and answers plain data, so that it can run on the writer
 * thread, and asks for the caller's rights itself.
 */
export const callersCommands = {
  changeIteration,
  createIteration,
  removeIteration,
  enterIteration,
  leaveIteration,
  createItem,
  changeItem,
  transferItem,
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
  createBoard,
  changeBoard,
  removeBoard,
  addColumn,
  changeColumn,
  removeColumn,
  createPerson,
  setRole,
  setProjectRole,
  createToken,
  revokeToken,
  openSession,
  closeSession,
} satisfies Table;

/** What the server and its operator do by themselves: nobody's rights are asked for, so no dialect can reach it. */
const operatorsCommands = {
  createOrganization,
  touchToken,
  forgetRetries,
  continueBulkChange,
  openDelegation,
  renewDelegation,
  keepCode,
  redeemCode,
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
