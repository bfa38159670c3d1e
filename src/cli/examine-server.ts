import manifest from '../../package.json' with { type: 'json' };
import type { App, DataPlace } from '../actions/app.ts';
import type { Examine } from '../http/dialects.ts';
import { clockFindings, diskFindings, type Finding, stateFindings } from './examine.ts';

/**
 * Makes the function that looks whether a running server is well: what of `timebox doctor` takes no time and holds nobody up.
 * What goes through all data is left to that.
 */
export function serverExaminer(app: App, place: DataPlace): Examine {
  return async () => ({
    version: manifest.version,
    groups: [
      { name: 'disk', findings: await told(async () => diskFindings(place)) },
      { name: 'database', findings: await told(() => stateFindings(app.read)) },
      { name: 'clock', findings: await told(() => clockFindings(app.read, app.now())) },
    ],
  });
}

/** What cannot be looked at is not well. */
async function told(look: () => Promise<readonly Finding[]>): Promise<readonly Finding[]> {
  try {
    return await look();
  } catch (error) {
    return [{ level: 'fail', text: error instanceof Error ? error.message : String(error) }];
  }
}
