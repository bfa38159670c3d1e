import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { loadFor, rawRequest } from './http-load.ts';
import type { LimitAnswer } from './limit-server.ts';
import { familyOf, processorTime, runOn } from './processor.ts';

/** Where servers run, and where the load comes from. */
export const processors = { server: 0, load: 1 } as const;

/** A server that is measured. */
export interface Subject {
  readonly url: string;
  /** Every process whose time counts as the server's. */
  readonly pids: () => readonly number[];
}

/** The limit server: the bytes it answers with are set before each measurement. */
export interface LimitServer extends Subject {
  readonly answerAs: (answer: LimitAnswer) => Promise<void>;
  readonly stop: () => void;
}

/** Starts the limit server on the servers' processor. */
export async function startLimitServer(port: number): Promise<LimitServer> {
  runOn(processors.server);
  const child: ChildProcess = fork(join(import.meta.dirname, 'limit-server.ts'), [String(port)], {
    execArgv: ['--import', 'tsx'],
  });
  runOn(processors.load);
  await once(child, 'message');
  return {
    url: `http://127.0.0.1:${port}`,
    pids: () => [child.pid ?? 0],
    answerAs: async (answer) => {
      const set = once(child, 'message');
      child.send(answer);
      await set;
    },
    stop: () => child.disconnect(),
  };
}

/** What one request is answered with, to be given to the limit server. */
export async function answerOf(url: string, method: string, path: string, headers: Readonly<Record<string, string>>, body?: string): Promise<LimitAnswer> {
  const answer = await fetch(url + path, { method, headers, ...(body === undefined ? {} : { body }) });
  const own = ['date', 'connection', 'keep-alive', 'transfer-encoding'];
  return {
    status: answer.status,
    headers: [...answer.headers].filter(([name]) => !own.includes(name)),
    body: await answer.text(),
  };
}
