import type { App } from './app.ts';
import { nobody } from './authenticate.ts';
import type { CommandInput, CommandName, CommandResult } from './commands.ts';
import { write } from './write.ts';

/** What the operator at the machine and the server itself do, in nobody's name. Dialects are never handed this. */
export interface Operations {
  /** @throws Refusal taken */
  readonly createOrganization: Operation<'createOrganization'>;
  readonly forgetRetries: Operation<'forgetRetries'>;
}

type Operation<N extends CommandName> = (input: CommandInput<N>) => Promise<CommandResult<N>>;

/** Binds the operator's commands to an app. */
export function bindOperations(app: App): Operations {
  return {
    createOrganization: operation(app, 'createOrganization'),
    forgetRetries: operation(app, 'forgetRetries'),
  };
}

function operation<N extends CommandName>(app: App, name: N): Operation<N> {
  // A command's result is data of its own type, whatever thread it came through.
  // oxlint-disable-next-line typescript/consistent-type-assertions
  return async (input) => (await write(app, name, { actor: nobody }, input)) as CommandResult<N>;
}
