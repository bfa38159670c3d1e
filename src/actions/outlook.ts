import { type Actor, canSee } from '../domain/access.ts';
import type { Chances } from '../domain/convolution.ts';
import { dailyChances, hasEnoughDays, when } from '../domain/forecast.ts';
import { firstDayFrom, firstDayOfWork, nthWorkingDay } from '../domain/forecast-days.ts';
import { notFound } from '../domain/refusal.ts';
import { workingDays } from '../domain/working-calendar.ts';
import { listNextIterations, type OpenIteration } from '../store/closed-iterations.ts';
import type { Db } from '../store/engine.ts';
import { getIteration } from '../store/iterations.ts';
import { readIterationsAsOf } from '../store/iterations-as-of.ts';
import { findProject } from '../store/projects.ts';
import { zoneOf } from '../store/zones.ts';
import { type Asked, momentOf } from './asked.ts';
import { calendarOf } from './calendar-in-force.ts';
import { asItStood } from './history-of.ts';
import { openWork } from './open-work.ts';
import { paceOfDays } from './samples.ts';

/** When everything in an open iteration is likely done. */
export interface LikelyFinish {
  readonly iterationId: number;
  /** Items that are unfinished in it. */
  readonly left: number;
  /** The first day that counts. */
  readonly firstDay: string;
  /** The days by which all is done with 50, 85 and 95 %, null beyond sight; null where nothing is left or too little is known. */
  readonly finish: { readonly p50: string | null; readonly p85: string | null; readonly p95: string | null } | null;
}

/** What is to be expected of the iterations of a project that run or are planned. */
export interface Outlook {
  readonly projectId: number;
  /** Items by working day, from which is foretold; how many days was chosen by how they would have done. */
  readonly sample: readonly number[];
  readonly window: number;
  /** Those that run come first, then the planned ones by their start. */
  readonly iterations: readonly LikelyFinish[];
}

/** Further ahead a plan is no more than a wish. */
const mostIterations = 12;

/**
 * When the next iterations of a project are likely through, each with the whole pace of the project from now or its planned
 * start on: just what the chances of a goal are reckoned from; `asOf` an instant in epoch milliseconds, by what was known before
 * it. Nothing is kept of it. @throws Refusal not_found
 */
export async function getOutlook(db: Db, actor: Actor, find: Asked & { readonly projectId: number }): Promise<Outlook> {
  const { orgId } = actor;
  const project = await findProject(db, orgId, { id: find.projectId });
  if (project === undefined || !canSee(actor, project.id)) throw notFound('project');
  const { sample, window } = await paceOfDays(db, project, find);
  const daily = hasEnoughDays(sample) ? dailyChances(sample) : null;
  const of = { orgId, projectId: project.id };
  const next =
    find.asOf === undefined
      ? await listNextIterations(db, { ...of, limit: mostIterations })
      : (await readIterationsAsOf(db, { ...of, asOf: find.asOf })).open.slice(0, mostIterations);
  const iterations: LikelyFinish[] = [];
  for (const each of next) iterations.push(await finishOf(db, orgId, each, find, daily));
  return { projectId: project.id, sample, window, iterations };
}

async function finishOf(
  db: Db,
  orgId: number,
  { id }: OpenIteration,
  asked: Asked,
  daily: Chances | null,
): Promise<LikelyFinish> {
  const found = await getIteration(db, orgId, { id });
  const iteration = asked.asOf === undefined ? found : (await asItStood(db, found, asked.asOf)).iteration;
  const { length: left } = await openWork(db, { orgId, iterationId: id }, asked.asOf);
  const isWorking = workingDays(await calendarOf(db, iteration, asked.asOf));
  const next = firstDayFrom(momentOf(asked), await zoneOf(db, orgId, id), isWorking);
  const begin = firstDayOfWork(iteration, next);
  const firstDay = nthWorkingDay(begin, 1, isWorking) ?? begin;
  const of = { iterationId: id, left, firstDay };
  if (daily === null || left === 0) return { ...of, finish: null };
  const { p50, p85, p95 } = when(daily, { amount: left });
  const dayOf = (draws: number | null) => (draws === null ? null : nthWorkingDay(firstDay, draws, isWorking));
  return { ...of, finish: { p50: dayOf(p50), p85: dayOf(p85), p95: dayOf(p95) } };
}
