import type { App } from '../actions/app.ts';
import { bindOperations } from '../actions/operations.ts';

const hourMs = 3_600_000;
/** Retry keys are promised to be good for a day; keeping them for two makes that true whatever the hour of the purge. */
const keptMs = 48 * hourMs;
/** How long one can see what a webhook was sent. */
const deliveriesKeptMs = 30 * 24 * hourMs;

/**
 * Does every hour what no request does: forgets old retry keys and what webhooks were sent long ago, removes files that
 * belong to nothing. Answers how to stop. A failed round is told to `failed`.
 */
export function keepHouse(app: App, failed: (error: unknown) => void): () => void {
  const operations = bindOperations(app);
  const round = () => {
    operations.forgetRetries({ before: app.now() - keptMs }).catch(failed);
    operations.purgeDeliveries({ before: app.now() - deliveriesKeptMs }).catch(failed);
    operations.sweepFiles().catch(failed);
  };
  round();
  const timer = setInterval(round, hourMs);
  timer.unref();
  return () => clearInterval(timer);
}
