import type { Actor } from '../domain/access.ts';
import { refusalFrom } from '../domain/refusal.ts';
import { refusalOfDriver } from '../store/driver-trouble.ts';
import type { App } from './app.ts';
import type { CommandInput, CommandName } from './commands.ts';
import type { Answer } from './run-command.ts';

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

/** Runs a command on the app's writer, tells what happened once it is committed, and throws what was refused. */
export async function write<N extends CommandName>(
  app: App,
  name: N,
  { actor, retry }: Caller,
  input: CommandInput<N>,
): Promise<unknown> {
  const key = retry === undefined ? {} : { retry: { key: retry.key, fingerprint: retry.fingerprint } };
  const answer = await runOn(app, { name, actor, input, now: app.now(), ...key });
  if (answer.replayed) retry?.replayed();
  if (answer.events.length > 0) app.publish(answer.events);
  if ('refused' in answer.outcome) throw refusalFrom(answer.outcome.refused);
  return answer.outcome.result;
}

async function runOn(app: App, call: Parameters<App['writer']['run']>[0]): Promise<Answer> {
  try {
    return await app.writer.run(call);
  } catch (error) {
    throw refusalOfDriver(error);
  }
}
