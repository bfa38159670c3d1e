import type { App } from '../actions/app.ts';
import { bindOperations } from '../actions/operations.ts';
import { dayIn } from '../domain/days.ts';

const hourMs = 3_600_000;

/**
 * Does once a local day for every project, soon after its midnight, what the command `keepForecasts` does. A project for
 * which it failed is told to `failed`, and tried again in an hour. `stop` settles when nothing of it goes on.
 */
export function keepForecasts(app: App, failed: (error: unknown) => void): { readonly stop: () => Promise<void> } {
  const operations = bindOperations(app);
  /** By project the last day for which it was done; after a start it is done once more, which changes nothing. */
  const done = new Map<string, string>();
  let isStopped = false;
  let running: Promise<void> | undefined;
  const round = async () => {
    for (const { orgId, projectId, zone } of await operations.listForecastProjects()) {
      if (isStopped) return;
      const [project, today] = [`${orgId}/${projectId}`, dayIn(zone, app.now())];
      if (done.get(project) === today) continue;
      await operations.keepForecasts(orgId, { projectId }).then(() => done.set(project, today), failed);
    }
  };
  const run = () => {
    running ??= round()
      .catch(failed)
      .finally(() => {
        running = undefined;
      });
  };
  run();
  const timer = setInterval(run, hourMs);
  timer.unref();
  return {
    stop: async () => {
      isStopped = true;
      clearInterval(timer);
      await running;
    },
  };
}
