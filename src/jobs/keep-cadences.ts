import type { App } from '../actions/app.ts';
import { bindOperations } from '../actions/operations.ts';

/** Closes are due a minute before a day ends, so there are two looks before that. */
const lookEveryMs = 20_000;

/** What keeps cadences. */
export interface CadenceJobs {
  /** Settles once nothing is being done any more; what is due waits for the next start. */
  readonly stop: () => Promise<void>;
}

/**
 * Looks every twenty seconds which cadences have something to do, and has it done, one project after the other. An error is
 * told to `failed`; the other projects have their turn, and the next look tries again.
 */
export function keepCadences(app: App, failed: (error: unknown) => void): CadenceJobs {
  const operations = bindOperations(app);
  let isStopped = false;
  let work = Promise.resolve();
  let isAtWork = false;

  const look = async () => {
    try {
      for (const due of await operations.listDueCadences(app.now())) {
        if (isStopped) return;
        await operations.keepCadence(due).catch(failed);
      }
    } catch (error) {
      failed(error);
    } finally {
      isAtWork = false;
    }
  };
  const round = () => {
    if (isAtWork) return;
    isAtWork = true;
    work = look();
  };
  round();
  const timer = setInterval(round, lookEveryMs);
  timer.unref();
  return {
    stop: async () => {
      isStopped = true;
      clearInterval(timer);
      await work;
    },
  };
}
