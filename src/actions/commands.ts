import { changeIteration } from './change-iteration.ts';
import { createIteration } from './create-iteration.ts';
import { createProject } from './create-project.ts';
import { forgetRetries } from './forget-retries.ts';
import { changeItem, createItem } from './items.ts';
import { enterIteration, leaveIteration } from './move-item.ts';
import {
  closeSession,
  createOrganization,
  createPerson,
  createToken,
  openSession,
  revokeToken,
  setProjectRole,
  touchToken,
} from './people.ts';
import { removeIteration } from './remove-iteration.ts';
import { setRole } from './set-role.ts';
import type { Tx } from './transact.ts';

/** Everything that changes something. Each takes plain data and answers plain data, so that it can run on the writer thread. */
export const commands = {
  changeIteration,
  createIteration,
  removeIteration,
  enterIteration,
  leaveIteration,
  createItem,
  changeItem,
  createProject,
  createOrganization,
  createPerson,
  setRole,
  setProjectRole,
  createToken,
  revokeToken,
  touchToken,
  openSession,
  closeSession,
  forgetRetries,
} satisfies Record<string, (tx: Tx, input: never) => Promise<unknown>>;

/** The name of a command. */
export type CommandName = keyof typeof commands;
/** What a command takes beside its transaction. */
export type CommandInput<N extends CommandName> = Parameters<(typeof commands)[N]>[1];
/** What a command answers. */
export type CommandResult<N extends CommandName> = Awaited<ReturnType<(typeof commands)[N]>>;
