import type { CoveredRows, SeenTime } from '../domain/covered-rows.ts';
import type { Iteration } from '../domain/iteration.ts';
import type { Db } from '../store/engine.ts';
import { findIterations } from '../store/iterations.ts';
import { readCounters } from '../store/ledger.ts';
import { readTimeOff } from '../store/time-off.ts';
import { readPatternLevels } from '../store/work-patterns.ts';
import { readCalendarLevels } from '../store/working-calendars.ts';

/** The rows that decide about a close, in the versions that they have now. */
export async function readCoveredRows(
  db: Db,
  from: Iteration,
  of: {
    readonly destinations: readonly number[];
    readonly items: CoveredRows['items'];
    readonly policy: CoveredRows['policy'];
    /** Whose days off decide. */
    readonly away: readonly number[];
  },
): Promise<CoveredRows> {
  const destinations = await findIterations(db, from.orgId, of.destinations);
  const timeOff = of.away.length === 0 ? [] : await readTimeOff(db, from.orgId, of.away);
  const versions = new Map(timeOff.map(({ personId, version }) => [personId, version]));
  const seen = ({ id, version }: CoveredRows['items'][number]) => ({ id, version });
  return {
    iteration: seen(from),
    counters: await readCounters(db, from.orgId, from.id),
    destinations: destinations.filter(({ status }) => status !== 'removed').map(seen),
    items: of.items.map(seen),
    policy: of.policy === null ? null : seen(of.policy),
    timeOff: of.away.map((id) => ({ id, version: versions.get(id) ?? 1 })),
    workingTime: await readWorkingTime(db, from, of.destinations),
  };
}

/** When there is work in an iteration, and in others of its project. */
async function readWorkingTime(
  db: Db,
  { orgId, projectId, id }: Iteration,
  destinations: readonly number[],
): Promise<readonly SeenTime[]> {
  const seen = new Map<string, SeenTime>();
  const see = (thing: SeenTime['thing'], of: number, version: number | undefined) =>
    seen.set(`${thing} ${of}`, { thing, id: of, version: version ?? 1 });
  for (const iterationId of [id, ...destinations]) {
    const calendars = await readCalendarLevels(db, { orgId, projectId, iterationId });
    const patterns = await readPatternLevels(db, { orgId, projectId, iterationId });
    const project = calendars.find((each) => each.projectId !== null && each.iterationId === null);
    see('organization_calendar', orgId, calendars.find((each) => each.projectId === null)?.version);
    see('project_calendar', projectId, project?.version);
    see('iteration_calendar', iterationId, calendars.find((each) => each.iterationId !== null)?.version);
    see('project_work_patterns', projectId, patterns.find((each) => each.iterationId === null)?.version);
    see('iteration_work_patterns', iterationId, patterns.find((each) => each.iterationId !== null)?.version);
  }
  return [...seen.values()];
}
