import type { App } from '../actions/app.ts';
import { bindOperations } from '../actions/operations.ts';

const hourMs = 3_600_000;
/** Retry keys are promised to be good for a day; keeping them for two makes that true whatever the hour of the purge. */
const keptMs = 48 * hourMs;
/** How long one can see what a webhook was sent. */
const deliveriesKeptMs = 30 * 24 * hourMs;
/** How long a plan of a close can be carried out; most are stale long before. */
const plansKeptMs = 7 * 24 * hourMs;

/**
 * Does every hour what no request does: forgets old retry keys, plans that nobody carried out, and what webhooks were sent long ago, removes files that
 * belong to nothing, ends credit windows. Answers how to stop. A failed round is told to `failed`.
 */
export function keepHouse(app: App, failed: (error: unknown) => void): () => void {
  const operations = bindOperations(app);
  const round = () => {
    operations.forgetRetries({ before: app.now() - keptMs }).catch(failed);
    operations.forgetClosePlans({ before: app.now() - plansKeptMs }).catch(failed);
    operations.purgeDeliveries({ before: app.now() - deliveriesKeptMs }).catch(failed);
    operations.sweepFiles().catch(failed);
    operations.endCreditWindows(failed).catch(failed);
  };
  round();
  const timer = setInterval(round, hourMs);
  timer.unref();
  return () => clearInterval(timer);
}
