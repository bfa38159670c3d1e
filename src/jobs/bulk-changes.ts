import type { App } from '../actions/app.ts';
import type { Listener } from '../actions/broadcast.ts';
import { bindOperations } from '../actions/operations.ts';

/** How long is waited after an error; after each one that follows, twice as long, up to a minute. */
const firstPauseMs = 100;
const longestPauseMs = 60_000;

/** What carries bulk changes out. */
export interface BulkChangesJob {
  /** To be told of every event: what was started is taken up. */
  readonly heed: Listener;
  /** Settles once nothing is being changed any more; what is unfinished waits for the next start. */
  readonly stop: () => Promise<void>;
}

interface Task {
  readonly name: Parameters<ReturnType<typeof bindOperations>['continueBulkChange']>[0];
  readonly pauseMs: number;
}

/**
 * Carries bulk changes out, first those that an earlier run of the server has left. All take turns, a few items at a
 * time, and other commands come in between. After an error, which is told to `failed`, a bulk change is tried again
 * and again with growing pauses.
 */
export function carryOutBulkChanges(app: App, failed: (error: unknown) => void): BulkChangesJob {
  const operations = bindOperations(app);
  const waiting: Task[] = [];
  const inHand = new Set<string>();
  const timers = new Set<NodeJS.Timeout>();
  let isStopped = false;
  let isAtWork = false;
  let work = Promise.resolve();

  const later = (pauseMs: number, deed: () => void) => {
    if (isStopped) return;
    const timer = setTimeout(() => {
      timers.delete(timer);
      deed();
    }, pauseMs);
    timer.unref();
    timers.add(timer);
  };
  const enqueue = (task: Task) => {
    waiting.push(task);
    if (!isAtWork && !isStopped) work = takeTurns();
  };
  const takeUp = (name: Task['name']) => {
    const key = `${name.orgId} ${name.id}`;
    if (inHand.has(key)) return;
    inHand.add(key);
    enqueue({ name, pauseMs: firstPauseMs });
  };
  const takeTurns = async () => {
    isAtWork = true;
    for (let task = waiting.shift(); task !== undefined && !isStopped; task = waiting.shift()) await advance(task);
    isAtWork = false;
  };
  const advance = async ({ name, pauseMs }: Task) => {
    try {
      const isOver = await operations.continueBulkChange(name);
      if (isOver) inHand.delete(`${name.orgId} ${name.id}`);
      else waiting.push({ name, pauseMs: firstPauseMs });
    } catch (error) {
      failed(error);
      later(pauseMs, () => enqueue({ name, pauseMs: doubled(pauseMs) }));
    }
  };
  const takeUpUnfinished = async (pauseMs: number) => {
    try {
      for (const name of await operations.listUnfinishedBulkChanges()) takeUp(name);
    } catch (error) {
      failed(error);
      later(pauseMs, () => void takeUpUnfinished(doubled(pauseMs)));
    }
  };
  const unfinished = takeUpUnfinished(firstPauseMs);

  return {
    heed: (events) => {
      for (const { kind, orgId, data } of events) {
        if (kind === 'bulk_change.started') takeUp({ orgId, id: String(data['bulkChangeId']) });
      }
    },
    stop: async () => {
      isStopped = true;
      for (const timer of timers) clearTimeout(timer);
      await unfinished;
      await work;
    },
  };
}

function doubled(pauseMs: number): number {
  return Math.min(pauseMs * 2, longestPauseMs);
}
