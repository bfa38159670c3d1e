import { driverTrouble } from '../store/driver-trouble.ts';
import type { Db } from '../store/engine.ts';
import { openEventBook } from '../store/event-book.ts';
import { spareSavepoints } from '../store/savepoint.ts';
import { type Answer, type Call, runCommand } from './run-command.ts';
import type { Writer } from './writer.ts';

/** How often a command that lost a deadlock or a serialisation race is run in all. */
const attempts = 5;

/** What one transaction takes at most. */
const groupSize = 32;

/** A command whose turn has yet to come. */
interface Waiting {
  readonly call: Call;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
  /** How many transactions with it have been rolled back. */
  failures: number;
}

/**
 * Runs commands on pooled connections. An organization has one writer at a time anyway, so those of one that are waiting
 * share a transaction and are answered after its commit. Organizations do not wait for each other. What a shared
 * transaction does is undone only as a whole; then everyone in it runs again alone, with savepoints. After `groupMs` it takes
 * in no more: other processes wait for the organization meanwhile, and callers for the commit.
 */
export function postgresWriter(db: Db, groupMs = 50): Writer {
  const queues = new Map<number, { readonly waiting: Waiting[]; readonly served: Promise<void> }>();

  const serve = async (orgId: number, waiting: Waiting[]) => {
    // Whatever else arrives in this turn of the event loop travels along.
    await new Promise(setImmediate);
    for (let first = waiting.shift(); first !== undefined; first = waiting.shift()) {
      await runGroup(db, { orgId, groupMs }, first, waiting);
    }
    queues.delete(orgId);
  };

  return {
    run: (call) =>
      new Promise((resolve, reject) => {
        const { orgId } = call.actor;
        const waiting = queues.get(orgId)?.waiting ?? [];
        waiting.push({ call, resolve, reject, failures: 0 });
        if (!queues.has(orgId)) queues.set(orgId, { waiting, served: serve(orgId, waiting) });
      }),
    close: async () => {
      await Promise.all([...queues.values()].map(({ served }) => served));
    },
    died: new Promise(() => {}),
  };
}

/** Runs a command, and those that wait behind it as long as there is room, in one transaction; then answers them all. */
async function runGroup(
  db: Db,
  { orgId, groupMs }: { readonly orgId: number; readonly groupMs: number },
  first: Waiting,
  waiting: Waiting[],
): Promise<void> {
  const group: Waiting[] = [];
  const answers: Answer[] = [];
  try {
    await db.transaction().execute(async (transaction) => {
      const book = await openEventBook(transaction, orgId);
      const sparing = isAlone(first) ? undefined : spareSavepoints(transaction);
      const end = performance.now() + groupMs;
      for (let next: Waiting | undefined = first; next !== undefined; ) {
        group.push(next);
        const mark = book.mark();
        const answer = await runCommand(sparing?.db ?? transaction, next.call, book);
        if (sparing?.isSpoiled() === true) throw new Error('What was refused has to be undone');
        if ('refused' in answer.outcome) book.cutTo(mark);
        answers.push(answer);
        const hasRoom = group.length < groupSize && performance.now() < end;
        next = hasRoom && ![first, ...waiting.slice(0, 1)].some(isAlone) ? waiting.shift() : undefined;
      }
      await book.store();
    });
  } catch (error) {
    if (group.length === 0) {
      // No connection, or another process holds the organization for too long: it is so for everybody who waits.
      for (const each of [first, ...waiting.splice(0)]) each.reject(error);
    } else if (answers.length < group.length) {
      waiting.unshift(...group.filter((each) => isTriedAgain(each, error)));
    } else {
      // What became of a commit that failed is not known, so nothing of it may be done a second time.
      for (const each of group) each.reject(error);
    }
    return;
  }
  for (const [place, answer] of answers.entries()) group[place]?.resolve(answer);
}

/** Whoever was in a transaction that was rolled back can spoil nobody else's work any more. */
function isAlone({ failures }: Waiting): boolean {
  return failures > 0;
}

/** Whether one whose transaction was rolled back under way is to be run again; otherwise it is told the error. */
function isTriedAgain(each: Waiting, error: unknown): boolean {
  each.failures += 1;
  const isTried = each.failures === 1 || (driverTrouble(error) === 'lost_race' && each.failures < attempts);
  if (!isTried) each.reject(error);
  return isTried;
}
