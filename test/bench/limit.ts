import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Request } from './callers.ts';
import type { LimitAnswer } from './limit-server.ts';
import type { Subject } from './measure.ts';

/** The limit server: told before each measurement what bytes to answer with. */
export interface LimitServer extends Subject {
  readonly answerAs: (answer: LimitAnswer) => Promise<void>;
  readonly stop: () => void;
}

/** Starts the limit server on whatever processor this process is tied to. */
export async function startLimitServer(): Promise<LimitServer> {
  const child = fork(join(import.meta.dirname, 'limit-server.ts'), { execArgv: ['--import', 'tsx'] });
  const [port] = await once(child, 'message');
  return {
    url: `http://127.0.0.1:${String(port)}`,
    pids: () => [child.pid ?? 0],
    answerAs: async (answer) => {
      const set = once(child, 'message');
      child.send(answer);
      await set;
    },
    stop: () => child.disconnect(),
  };
}

/** Sends a request once. @throws Error when the answer is not 2xx */
export async function send(url: string, { method, path, headers, body }: Request): Promise<LimitAnswer> {
  const answer = await fetch(url + path, { method, headers, ...(body === undefined ? {} : { body }) });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${path} was answered ${answer.status} ${text}`);
  const own = ['date', 'connection', 'keep-alive', 'transfer-encoding'];
  return { status: answer.status, headers: [...answer.headers].filter(([name]) => !own.includes(name)), body: text };
}
