import { type BulkChangeName, findBulkWork, listUnfinishedBulkChanges } from '../store/bulk-changes.ts';
import { listCadences, type StoredCadence } from '../store/cadences.ts';
import { listEndedCreditWindows } from '../store/credit-windows.ts';
import { type ForecastProject, listForecastProjects } from '../store/forecasts.ts';
import type { App } from './app.ts';
import { nobody, oneself } from './authenticate.ts';
import { sweepFiles } from './check-files.ts';
import type { CommandInput, CommandName, CommandResult } from './commands.ts';
import { hasCadenceWork } from './keep-cadence.ts';
import { type Caller, write } from './write.ts';

/** What the operator at the machine and the server itself do, in nobody's name. Dialects are never handed this. */
export interface Operations {
  /** @throws Refusal taken */
  readonly createOrganization: Operation<'createOrganization'>;
  readonly forgetRetries: Operation<'forgetRetries'>;
  readonly forgetClosePlans: Operation<'forgetClosePlans'>;
  /** Removes the files that have lain without an entry for a day. Answers how many. */
  readonly sweepFiles: () => Promise<number>;
  /** The bulk changes of all organizations that are not finished, oldest first. */
  readonly listUnfinishedBulkChanges: () => Promise<readonly BulkChangeName[]>;
  /** Changes the next items, in the name of who asked for it, and answers whether that was all. */
  readonly continueBulkChange: (name: BulkChangeName) => Promise<boolean>;
  /** The cadences of all organizations that have something to do at an instant. */
  readonly listDueCadences: (now: number) => Promise<readonly StoredCadence[]>;
  /** Does what a cadence has to do, in the name of who set it. */
  readonly keepCadence: (cadence: StoredCadence) => Promise<void>;
  /** Ends the credit windows of all organizations whose time has come, each in a transaction of its own; `failed` is told of one that could not be ended. */
  readonly endCreditWindows: (failed: (error: unknown) => void) => Promise<void>;
  readonly purgeDeliveries: Operation<'purgeDeliveries'>;
  /** The projects of all organizations that are in use. */
  readonly listForecastProjects: () => Promise<readonly ForecastProject[]>;
  readonly keepForecasts: OperationIn<'keepForecasts'>;
  readonly releaseDeliveries: Operation<'releaseDeliveries'>;
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
    forgetClosePlans: (input) => run(app, 'forgetClosePlans', { actor: nobody }, input),
    sweepFiles: () => sweepFiles(app),
    listUnfinishedBulkChanges: () => listUnfinishedBulkChanges(app.read),
    continueBulkChange: async (name) => {
      const work = await findBulkWork(app.read, name);
      return work === undefined || run(app, 'continueBulkChange', { actor: work.actor }, { id: name.id });
    },
    listDueCadences: async (now) => {
      const due: StoredCadence[] = [];
      for (const cadence of await listCadences(app.read)) {
        if (await hasCadenceWork(app.read, cadence, now)) due.push(cadence);
      }
      return due;
    },
    keepCadence: async ({ orgId, projectId, setBy }) => {
      const person = await oneself(app, orgId, setBy);
      await run(app, 'keepCadence', { actor: person?.actor ?? { ...nobody, orgId } }, { projectId });
    },
    endCreditWindows: async (failed) => {
      for (const { orgId, iterationId, openedBy } of await listEndedCreditWindows(app.read, app.now())) {
        await run(app, 'endCreditWindow', { actor: { ...nobody, orgId, userId: openedBy } }, { iterationId }).catch(
          failed,
        );
      }
    },
    purgeDeliveries: (input) => run(app, 'purgeDeliveries', { actor: nobody }, input),
    listForecastProjects: () => listForecastProjects(app.read),
    keepForecasts: (orgId, input) => run(app, 'keepForecasts', { actor: { ...nobody, orgId } }, input),
    releaseDeliveries: (input) => run(app, 'releaseDeliveries', { actor: nobody }, input),
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
