import type { Actor } from '../domain/access.ts';
import { Refusal, type RefusalCode, type RefusalData, refusalData, refusalFrom } from '../domain/refusal.ts';
import type { Db } from '../store/engine.ts';
import type { EventBook } from '../store/event-book.ts';
import type { StoredEvent } from '../store/events.ts';
import { claimRetry, findRetry, keepOutcome } from '../store/retries.ts';
import { withSavepoint } from '../store/savepoint.ts';
import { type CommandInput, type CommandName, commands } from './commands.ts';
import { openTx, type Tx } from './transact.ts';

/** A command to be run: plain data. `now` is read where the call is made, so that a queue does not shift the clock. */
export interface Call<N extends CommandName = CommandName> {
  readonly name: N;
  readonly actor: Actor;
  readonly input: CommandInput<N>;
  readonly now: number;
  readonly retry?: { readonly key: string; readonly fingerprint: string };
}

/** What a command came to. */
export type Outcome = { readonly result: unknown } | { readonly refused: RefusalData };

/** A finished command. Its events are told once the transaction around it has been committed. */
export interface Answer {
  readonly outcome: Outcome;
  readonly events: readonly StoredEvent[];
  /** The outcome of an earlier request with the same retry key; nothing was done this time. */
  readonly replayed: boolean;
}

/** Refusals that say nothing about the request itself, so that trying again with the same key may succeed. */
const passing: readonly RefusalCode[] = [
  'unauthenticated',
  'wrong_organization',
  'forbidden',
  'rate_limited',
  'busy',
  'storage_full',
  'retry_running',
];

/**
 * Runs one command in the transaction that the caller has opened, and in which it holds the organization, within a
 * savepoint of its own: what it refuses leaves nothing behind, but the outcome is kept with the retry key. An error that is
 * not a refusal is thrown, nothing kept. With a book, events go there, and the caller has to store it.
 */
export function runCommand(db: Db, call: Call, book?: EventBook): Promise<Answer> {
  const { retry } = call;
  if (retry === undefined) return attempt(db, call, book);
  return answering(() => withSavepoint(db, 'request', () => attemptOnce(db, call, retry, book)));
}

async function attemptOnce(db: Db, call: Call, retry: NonNullable<Call['retry']>, book?: EventBook): Promise<Answer> {
  // A key is good for the token that used it first: another one of the same person may see less.
  const key = { orgId: call.actor.orgId, personId: call.actor.userId, key: `${call.actor.tokenId ?? ''} ${retry.key}` };
  if (!(await claimRetry(db, { ...key, fingerprint: retry.fingerprint, at: call.now }))) {
    const kept = await findRetry(db, key);
    if (kept === undefined)
      throw new Refusal('retry_running', 'The first request with this key has not ended', { retryAfter: 1 });
    if (kept.fingerprint !== retry.fingerprint) {
      throw new Refusal('retry_mismatch', 'This key was used for another request', { field: 'Idempotency-Key' });
    }
    const outcome: Outcome = JSON.parse(kept.outcome);
    return { outcome, events: [], replayed: true };
  }
  const answer = await attempt(db, call, book);
  if ('refused' in answer.outcome && passing.includes(answer.outcome.refused.code))
    throw refusalFrom(answer.outcome.refused);
  await keepOutcome(db, { ...key, outcome: JSON.stringify(answer.outcome) });
  return answer;
}

function attempt(db: Db, call: Call, book?: EventBook): Promise<Answer> {
  return answering(() =>
    withSavepoint(db, 'command', async () => {
      const events: StoredEvent[] = [];
      const run: (tx: Tx, input: never) => Promise<unknown> = commands[call.name];
      // The name and the input were paired by the type of `Call`.
      // oxlint-disable-next-line typescript/consistent-type-assertions
      const result = await run(openTx(db, call.actor, call.now, events, book), call.input as never);
      return { outcome: { result }, events, replayed: false };
    }),
  );
}

/** A refusal is an answer too. */
async function answering(work: () => Promise<Answer>): Promise<Answer> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { outcome: { refused: refusalData(error) }, events: [], replayed: false };
  }
}
