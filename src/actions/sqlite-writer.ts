import { Worker } from 'node:worker_threads';
import type { Answer, Call } from './run-command.ts';
import type { FromThread, ToThread } from './sqlite-writer-thread.ts';
import type { Writer } from './writer.ts';

/** Room for what is short-lived, MiB: half the default. A busy thread fills all of it, and with less a long close takes longer. */
const maxYoungGenerationSizeMb = 24;

/** Starts the thread that writes to a SQLite file. All commands of one turn of the event loop travel together. */
export function sqliteWriter(file: string): Writer {
  const thread = startThread(file);
  thread.unref();

  const waiting = new Map<number, { resolve: (answer: Answer) => void; reject: (error: Error) => void }>();
  let unsent: { id: number; call: Call }[] = [];
  let lastId = 0;
  let isClosing = false;
  let death: Error | null = null;
  const send = (message: ToThread) => thread.postMessage(JSON.stringify(message));
  const flush = () => {
    const calls = unsent;
    unsent = [];
    send({ calls });
  };

  const exited = new Promise<Error>((resolve) => {
    let reason = new Error('The writer thread has ended');
    thread.on('error', (error: Error) => {
      reason = error;
    });
    thread.on('exit', () => {
      death = reason;
      for (const { reject } of waiting.values()) reject(reason);
      waiting.clear();
      resolve(reason);
    });
  });

  thread.on('message', (text: string) => {
    const answers: FromThread = JSON.parse(text);
    for (const each of answers) {
      const caller = waiting.get(each.id);
      waiting.delete(each.id);
      if ('fault' in each) caller?.reject(Object.assign(new Error(each.fault.message), { stack: each.fault.stack }));
      else caller?.resolve(each.answer);
    }
    // While closing, the thread has to hold the process until it has ended in order.
    if (waiting.size === 0 && !isClosing) thread.unref();
  });

  return {
    run: (call) =>
      new Promise((resolve, reject) => {
        if (isClosing || death !== null) {
          reject(death ?? new Error('The writer is closed'));
          return;
        }
        lastId += 1;
        waiting.set(lastId, { resolve, reject });
        thread.ref();
        unsent.push({ id: lastId, call });
        if (unsent.length === 1) setImmediate(flush);
      }),
    close: async () => {
      isClosing = true;
      if (unsent.length > 0) flush();
      thread.ref();
      if (death === null) send({ end: true });
      await exited;
    },
    died: exited.then((error) => (isClosing ? new Promise<never>(() => {}) : error)),
  };
}

/** The built server runs plain JavaScript; in development and tests the source runs as it is, through tsx. */
function startThread(file: string): Worker {
  const options = { workerData: { file }, resourceLimits: { maxYoungGenerationSizeMb } };
  if (!import.meta.url.endsWith('.ts')) {
    return new Worker(new URL('./sqlite-writer-thread.js', import.meta.url), options);
  }
  // A thread does not load its first file through a loader named in its own options, so a line of code asks for both.
  const source = new URL('./sqlite-writer-thread.ts', import.meta.url).href;
  const tsx = import.meta.resolve('tsx/esm/api');
  const load = `import(${JSON.stringify(tsx)}).then(({ register }) => { register(); return import(${JSON.stringify(source)}); });`;
  return new Worker(load, { ...options, eval: true });
}
