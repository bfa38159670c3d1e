import { type MessagePort, parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import { Refusal, refusalData } from '../domain/refusal.ts';
import { refusalOfDriver } from '../store/driver-trouble.ts';
import { type OpenSqlite, openSqlite } from '../store/open.ts';
import { type Answer, type Call, runCommand } from './run-command.ts';

/** From the main thread: commands, each under the number that its answer will carry; or the wish to end. */
export type ToThread =
  | { readonly calls: readonly { readonly id: number; readonly call: Call }[] }
  | { readonly end: true };

/** What the thread is started with. */
export interface ThreadData {
  readonly file: string;
}

interface Finished {
  readonly id: number;
  readonly answer: Answer;
}

/** An error of ours, with its stack for the log. */
interface Failed {
  readonly id: number;
  readonly fault: { readonly message: string; readonly stack: string };
}

/** To the main thread, after the commit. Messages travel as JSON, which both threads write and read faster than clones. */
export type FromThread = readonly (Finished | Failed)[];

/**
 * The body of the thread that owns the only writing connection. It takes all commands that are waiting, opens one
 * transaction, runs each in a savepoint, commits once, and only then answers them all: one fsync for the whole group.
 */
function serve(port: MessagePort, file: string): void {
  const { db, connection, close } = openSqlite(file, 'write');
  const copyLog = copierOfLog(connection);

  let fatal: Error | undefined;

  const runGroup = async (calls: readonly { id: number; call: Call }[]): Promise<FromThread> => {
    const answers: (Finished | Failed)[] = [];
    try {
      connection.exec('BEGIN IMMEDIATE');
      for (const { id, call } of calls) {
        try {
          answers.push({ id, answer: await runCommand(db, call) });
        } catch (error) {
          // Some errors make SQLite roll back the whole transaction, with the work of the commands before this one.
          if (!connection.inTransaction || isFatal(error)) throw error;
          answers.push({ id, ...failed(error) });
        }
      }
      connection.exec('COMMIT');
      return answers;
    } catch (error) {
      if (connection.inTransaction) connection.exec('ROLLBACK');
      if (isFatal(error)) fatal = error;
      return calls.map(({ id }) => ({ id, ...failed(error) }));
    }
  };

  const takeWaiting = (first: string): ToThread[] => {
    const texts = [first];
    for (let next = receiveMessageOnPort(port); next !== undefined; next = receiveMessageOnPort(port)) {
      const text: string = next.message;
      texts.push(text);
    }
    return texts.map((text) => {
      const message: ToThread = JSON.parse(text);
      return message;
    });
  };

  let work = Promise.resolve();
  port.on('message', (first: string) => {
    const messages = takeWaiting(first);
    const calls = messages.flatMap((message) => ('calls' in message ? message.calls : []));
    const ends = messages.some((message) => 'end' in message);
    work = work.then(async () => {
      if (calls.length > 0) port.postMessage(JSON.stringify(await runGroup(calls)));
      // What the disk holds now is not known; going on could acknowledge what is lost. The next start looks at the log.
      if (fatal !== undefined) throw fatal;
      copyLog();
      if (ends) {
        connection.pragma('wal_checkpoint(TRUNCATE)');
        await close();
        port.close();
      }
    });
  });
}

/** How many rows may change before the log is copied: about as many pages of it as SQLite would wait for, or twice. */
const rowsInLog = 500;

/**
 * Copies the write-ahead log into the database once enough has been written, when the callers have their answers. SQLite by
 * itself does it in the commit for which they wait. What cannot be copied now stays in the log for the next time.
 */
function copierOfLog(connection: OpenSqlite['connection']): () => void {
  connection.pragma('wal_autocheckpoint = 0');
  const countChanges = connection.prepare<[], number>('SELECT total_changes()').pluck();
  let copied = 0;
  return () => {
    const changes = countChanges.get() ?? 0;
    if (changes - copied < rowsInLog) return;
    copied = changes;
    try {
      connection.pragma('wal_checkpoint(PASSIVE)');
    } catch (error) {
      if (isFatal(error)) throw error;
    }
  };
}

/** After an error of the disk nothing that was written can be trusted to be there, and a second fsync may lie. */
function isFatal(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && /^SQLITE_(IOERR|CORRUPT|NOTADB)/.test(String(error.code));
}

function failed(error: unknown): Pick<Finished, 'answer'> | Pick<Failed, 'fault'> {
  const known = refusalOfDriver(error);
  if (known instanceof Refusal)
    return { answer: { outcome: { refused: refusalData(known) }, events: [], replayed: false } };
  const { message, stack = message } = known instanceof Error ? known : new Error(String(known));
  return { fault: { message, stack } };
}

if (parentPort !== null) {
  const { file }: ThreadData = workerData;
  serve(parentPort, file);
}
