import type { App } from './app.ts';
import { nobody } from './authenticate.ts';
import type { CommandInput, CommandName, CommandResult } from './commands.ts';
import { type Caller, write } from './write.ts';

/** What the operator at the machine and the server itself do, in nobody's name. Dialects are never handed this. */
export interface Operations {
  /** @throws Refusal taken */
  readonly createOrganization: Operation<'createOrganization'>;
  readonly forgetRetries: Operation<'forgetRetries'>;
  readonly purgeDeliveries: Operation<'purgeDeliveries'>;
  readonly fanOut: OperationIn<'fanOut'>;
  readonly claimDeliveries: OperationIn<'claimDeliveries'>;
  readonly settleDelivery: OperationIn<'settleDelivery'>;
}

type Operation<N extends CommandName> = (input: CommandInput<N>) => Promise<CommandResult<N>>;

/** Within one organization, which is held meanwhile. */
type OperationIn<N extends CommandName> = (orgId: number, input: CommandInput<N>) => Promise<CommandResult<N>>;

/** Binds the operator's commands to an app. */
export function bindOperations(app: App): Operations {
  return {
    createOrganization: (input) => run(app, 'createOrganization', { actor: nobody }, input),
    forgetRetries: (input) => run(app, 'forgetRetries', { actor: nobody }, input),
    purgeDeliveries: (input) => run(app, 'purgeDeliveries', { actor: nobody }, input),
    fanOut: (orgId, input) => run(app, 'fanOut', { actor: { ...nobody, orgId } }, input),
    claimDeliveries: (orgId, input) => run(app, 'claimDeliveries', { actor: { ...nobody, orgId } }, input),
    settleDelivery: (orgId, input) => run(app, 'settleDelivery', { actor: { ...nobody, orgId } }, input),
  };
}

async function run<N extends CommandName>(
  app: App,
  name: N,
  caller: Caller,
  input: CommandInput<N>,
): Promise<CommandResult<N>> {
  // A command's result is data of its own type, whatever thread it came through.
  // oxlint-disable-next-line typescript/consistent-type-assertions
  return (await write(app, name, caller, input)) as CommandResult<N>;
}
