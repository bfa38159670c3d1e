import type { Actor } from '../domain/access.ts';
import { refusalFrom } from '../domain/refusal.ts';
import { refusalOfDriver } from '../store/driver-trouble.ts';
import type { App } from './app.ts';
import { type Authenticated, authenticator, checkPassword, type Proof } from './authenticate.ts';
import { type CommandInput, type CommandName, type CommandResult, commands } from './commands.ts';
import { reads } from './reads.ts';

export type { Project } from '../store/projects.ts';
export type { Authenticated, Proof } from './authenticate.ts';
export type { ChangedIteration, ChangeIteration } from './change-iteration.ts';
export type { CreateIteration } from './create-iteration.ts';
export type { Figures, IterationFigures } from './figures.ts';
export type { ItemStay } from './item-history.ts';
export type { RemoveIteration } from './remove-iteration.ts';
export { newToken, secretHash } from './secrets.ts';

/** Who asks, and the key of a request that may be sent again. */
export interface Caller {
  readonly actor: Actor;
  readonly retry?: RetryKey;
}

/** A caller's key for a request that may be sent more than once, with what it stands for. */
export interface RetryKey {
  readonly key: string;
  /** SHA-256 over method, path, query and body. */
  readonly fingerprint: string;
  /** Called when the answer is that of an earlier request. */
  readonly replayed: () => void;
}

type Read = typeof reads;
type ReadInput<N extends keyof Read> = Read[N] extends (db: never, actor: never, input: infer I) => unknown ? I : never;

type BoundReads = {
  readonly [N in keyof Read]: unknown extends ReadInput<N>
    ? (caller: Caller) => ReturnType<Read[N]>
    : (caller: Caller, input: ReadInput<N>) => ReturnType<Read[N]>;
};
type BoundCommands = {
  readonly [N in CommandName]: (caller: Caller, input: CommandInput<N>) => Promise<CommandResult<N>>;
};

/** All that a dialect can do: it is handed this object, and never the database. */
export type Actions = BoundReads &
  BoundCommands & {
    /** @throws Refusal unauthenticated */
    readonly authenticate: (proof: Proof) => Promise<Authenticated>;
    /** @throws Refusal unauthenticated */
    readonly checkPassword: (login: string, password: string) => Promise<Actor>;
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
  const runWrite =
    (name: CommandName) =>
    async ({ actor, retry }: Caller, input: never): Promise<unknown> => {
      const call = { name, actor, input, now: app.now() };
      const answer = await app.writer
        .run(retry === undefined ? call : { ...call, retry: { key: retry.key, fingerprint: retry.fingerprint } })
        .catch((error: unknown) => {
          throw refusalOfDriver(error);
        });
      if (answer.replayed) retry?.replayed();
      if (answer.events.length > 0) app.publish(answer.events);
      if ('refused' in answer.outcome) throw refusalFrom(answer.outcome.refused);
      return answer.outcome.result;
    };
  const bound = {
    ...Object.fromEntries(namesOf(reads).map((name) => [name, runRead(name)])),
    ...Object.fromEntries(namesOf(commands).map((name) => [name, runWrite(name)])),
    authenticate: authenticator(app),
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
