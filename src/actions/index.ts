import type { Actor } from '../domain/access.ts';
import { refusalOfDriver } from '../store/driver-trouble.ts';
import { type Accounts, bindAccounts } from './accounts.ts';
import type { App } from './app.ts';
import { type AttachedFiles, bindAttachedFiles } from './attached-files.ts';
import { type Authenticated, authenticator, type Proof } from './authenticate.ts';
import { type CommandInput, type CommandName, type CommandResult, callersCommands } from './commands.ts';
import { bindDelegations, type Delegations } from './delegations.ts';
import { checkPassword, type LoginProof, passwordAuthenticator } from './passwords.ts';
import { reads } from './reads.ts';
import { bindSetup, type Setup } from './setup.ts';
import { type Caller, write } from './write.ts';

export type { ReleaseMoment } from '../domain/release-history.ts';
export type { Figures } from '../domain/shown-figures.ts';
export type { BoardView } from '../store/board-views.ts';
export type { BoardColumn } from '../store/boards.ts';
export type { BulkChange, BulkRefusal } from '../store/bulk-changes.ts';
export type { CarriedItem } from '../store/carried-items.ts';
export type { LoggedEvent, LogSubject } from '../store/event-log.ts';
export type { Lane } from '../store/lanes.ts';
export type { MemberVelocity } from '../store/member-velocity.ts';
export type { StoredToken } from '../store/people.ts';
export type { PersonRow as KnownPerson } from '../store/person-rows.ts';
export type { ProjectPerson } from '../store/project-members.ts';
export type { ProjectRow as PlannedProject } from '../store/project-rows.ts';
export type { StoredRules as ProjectRulesView } from '../store/project-rules.ts';
export type { Project, ProjectRef } from '../store/projects.ts';
export type { RolloverPolicy } from '../store/rollover-policies.ts';
export type { Statement } from '../store/statements.ts';
export type { Subcolumn } from '../store/subcolumns.ts';
export type { NewAccount } from './accounts.ts';
export type { AnsweredForecast, Asking } from './answer-forecast.ts';
export type { ColumnFields, ColumnPlan, StatusName } from './arrange-columns.ts';
export type { ToldOfFile } from './attached-files.ts';
export type { Authenticated, Proof } from './authenticate.ts';
export type { ChangeBoard, CreateBoard, WholeBoard } from './boards.ts';
export type { BulkDeed, BulkItem, StartBulkChange } from './bulk-change.ts';
export { bulkLimit } from './bulk-change.ts';
export type { CadenceView } from './cadences.ts';
export type { IterationCapacity } from './capacity.ts';
export type { CarryPassport } from './carry-passports.ts';
export type { ChangedIteration, ChangeIteration } from './change-iteration.ts';
export type { ChangeProject } from './change-project.ts';
export type { FingerprintSeen } from './close-by-plan.ts';
export type { CreateClosePlan } from './close-plans.ts';
export type { CommentView } from './comments.ts';
export type { ComparedProfiles } from './compare-profiles.ts';
export type { CreateItem } from './create-item.ts';
export type { CreateIteration } from './create-iteration.ts';
export type { CreateProject } from './create-project.ts';
export type { Grant } from './delegations.ts';
export type { Colleague } from './directory.ts';
export type { EventStory } from './event-stories.ts';
export type { ProjectEvidence } from './evidence.ts';
export type { ExplainedFigures } from './explain-figures.ts';
export type { IterationFigures } from './figures.ts';
export { type Flow, longestFlow } from './flow.ts';
export type { ForecastView } from './forecasts.ts';
export type { IterationOdds } from './goal-odds.ts';
export type { ItemChange } from './item-changes.ts';
export type { ItemFields } from './item-fields.ts';
export type { ItemStay } from './item-history.ts';
export type { ItemLocation } from './item-locations.ts';
export type { ItemOrder, ItemPlace } from './item-place.ts';
export type { ReadTo } from './item-reads.ts';
export type { ItemTypeFields } from './item-types.ts';
export type { GoalView } from './iteration-goal.ts';
export type { IterationItems } from './iteration-items.ts';
export type { LaneFields } from './lanes.ts';
export type { LookedUp, NamedKind } from './look-up.ts';
export type { ChangePerson } from './manage-people.ts';
export type { CardMove, MovedCards } from './move-cards.ts';
export type { MovedItems, MoveOfItems } from './move-items.ts';
export type { NamedThings, NumberedThings } from './name-things.ts';
export type { OrganizationView } from './organization.ts';
export type { Outlook } from './outlook.ts';
export type { LoginProof } from './passwords.ts';
export type { RenameSelf } from './people.ts';
export type { PlanningChecks } from './planning-checks.ts';
export type { RemoveIteration } from './remove-iteration.ts';
export type { FiguresReport } from './report-figures.ts';
export type { ScopePolicyView } from './scope-policies.ts';
export type { Scorecard } from './scorecard.ts';
export { newToken, newWebhookSecret, secretHash } from './secrets.ts';
export type { CompleteSetup } from './setup.ts';
export type { StageFields } from './stages.ts';
export type { CreateToken } from './tokens.ts';
export type { Velocity } from './velocity.ts';
export type { ChangeWebhook, CreateWebhook } from './webhooks.ts';
export type { PatternsOf, PatternsView } from './work-patterns.ts';
export type { CalendarOf, CalendarView } from './working-calendars.ts';
export type { Caller, RetryKey } from './write.ts';

type Read = typeof reads;
type ReadInput<N extends keyof Read> = Read[N] extends (db: never, actor: never, input: infer I) => unknown ? I : never;

type BoundReads = {
  readonly [N in keyof Read]: unknown extends ReadInput<N>
    ? (caller: Caller) => ReturnType<Read[N]>
    : (caller: Caller, input: ReadInput<N>) => ReturnType<Read[N]>;
};
type BoundCommands = {
  readonly [N in keyof typeof callersCommands]: (caller: Caller, input: CommandInput<N>) => Promise<CommandResult<N>>;
};

/** All that a dialect can do: it is handed this object, and never the database. */
export type Actions = BoundReads &
  BoundCommands & {
    /** @throws Refusal unauthenticated */
    readonly authenticate: (proof: Proof) => Promise<Authenticated>;
    /** @throws Refusal unauthenticated */
    readonly checkPassword: (login: string, password: string) => Promise<Actor>;
    /** For who sends a password with every request; `beforeGuess` is called before it is reckoned through. @throws Refusal unauthenticated */
    readonly authenticateLogin: (proof: LoginProof, beforeGuess: () => void) => Promise<Authenticated>;
    /** People's passwords. */
    readonly accounts: Accounts;
    /** How applications come to act for people. */
    readonly delegations: Delegations;
    /** The bytes of attachments. */
    readonly files: AttachedFiles;
    /** The first start of a server without data. */
    readonly setup: Setup;
  };

/** Binds every read and every command to an app: the table of contents of what Timebox can do. */
export function bindActions(app: App): Actions {
  const runRead =
    (name: keyof Read) =>
    async (caller: Caller, input: never): Promise<unknown> => {
      try {
        return await reads[name](app.read, caller.actor, input);
      } catch (error) {
        throw refusalOfDriver(error);
      }
    };
  const runWrite = (name: CommandName) => (caller: Caller, input: never) => write(app, name, caller, input);
  const authenticate = authenticator(app);
  const bound = {
    ...Object.fromEntries(namesOf(reads).map((name) => [name, runRead(name)])),
    ...Object.fromEntries(namesOf(callersCommands).map((name) => [name, runWrite(name)])),
    authenticate,
    authenticateLogin: passwordAuthenticator(app, authenticate),
    accounts: bindAccounts(app),
    delegations: bindDelegations(app),
    files: bindAttachedFiles(app),
    setup: bindSetup(app),
    checkPassword: (login: string, password: string) => checkPassword(app, login, password),
  };
  // The two tables hold exactly the names of the type; the compiler cannot see through `fromEntries`.
  // oxlint-disable-next-line typescript/consistent-type-assertions
  return bound as unknown as Actions;
}

function namesOf<T extends object>(table: T): (keyof T)[] {
  // A table written as a literal has no keys but its own.
  // oxlint-disable-next-line typescript/consistent-type-assertions
  return Object.keys(table) as (keyof T)[];
}
