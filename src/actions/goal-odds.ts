import { type Actor, canSee } from '../domain/access.ts';
import { addDays, dayIn, startOfDayIn } from '../domain/days.ts';
import { dailyChances, furthestDraw, hasEnoughDays } from '../domain/forecast.ts';
import { firstDayFrom, firstDayOfWork } from '../domain/forecast-days.ts';
import { type CutList, cutList, goalOdds, type OpenItem } from '../domain/goal-odds.ts';
import type { Iteration, IterationRef } from '../domain/iteration.ts';
import { notFound } from '../domain/refusal.ts';
import { workingDays } from '../domain/working-calendar.ts';
import type { Db } from '../store/engine.ts';
import { type KeptOdds, listOdds, type OddsOfDay } from '../store/goal-odds.ts';
import { getIteration } from '../store/iterations.ts';
import { findProject } from '../store/projects.ts';
import { zoneOf } from '../store/zones.ts';
import { type Asked, momentOf } from './asked.ts';
import { calendarOf } from './calendar-in-force.ts';
import { asItStood } from './history-of.ts';
import { openWork } from './open-work.ts';
import { requireKnown } from './require-iteration.ts';
import { paceOfDays } from './samples.ts';
import { presenceFrom } from './working-time.ts';

/** How likely an iteration reaches its goal, now and on the days before. */
export interface IterationOdds {
  readonly iterationId: number;
  /** Null when it is over, has no end, or too little is known of the project's pace. */
  readonly now: OddsOfDay | null;
  /** The chance of the goal when the work is done by those alone who will be there; null where that is not planned. */
  readonly withPresence: number | null;
  /** Items by working day, from which is foretold; how many days was chosen by how they would have done. */
  readonly sample: readonly number[];
  readonly window: number;
  /** What could be taken out; null where the goal is likely enough, or nothing is foretold. */
  readonly cut: CutList | null;
  readonly history: readonly OddsOfDay[];
}

/**
 * The odds of an iteration, and what could be cut when they are below a threshold; `asOf` an instant in epoch milliseconds, by
 * what was known before it.
 * @throws Refusal not_found, also for an iteration that was not made yet
 */
export async function getGoalOdds(
  db: Db,
  actor: Actor,
  find: Asked & { readonly iteration: IterationRef; readonly threshold: number },
): Promise<IterationOdds> {
  const iteration = await getIteration(db, actor.orgId, find.iteration);
  requireKnown(iteration, { policy: { findsRemoved: false, findsGroups: false } });
  if (!canSee(actor, iteration.projectId)) throw notFound('iteration');
  if (iteration.createdAt >= (find.asOf ?? Number.POSITIVE_INFINITY)) throw notFound('iteration');
  const zone = await zoneOf(db, actor.orgId, iteration.id);
  const history = keptBefore(await listOdds(db, actor.orgId, [iteration.id]), zone, find.asOf);
  const { odds, sample, window, items, left } = await oddsOf(db, iteration, find);
  const presence = left === null ? null : await presenceFrom(db, left.of, left.from, find.asOf);
  return {
    iterationId: iteration.id,
    now: odds,
    withPresence:
      odds === null || presence === null ? null : goalOdds(dailyChances(sample, presence), odds.daysLeft, items).goal,
    sample,
    window,
    cut: odds === null ? null : cutList(dailyChances(sample), odds.daysLeft, items, find.threshold),
    history,
  };
}

/** Those of some odds that had been kept before an instant; where only the day is known, from the day's beginning on. */
export function keptBefore(odds: readonly KeptOdds[], zone: string, asOf?: number): readonly OddsOfDay[] {
  if (asOf === undefined) return odds;
  return odds.filter(({ day, keptAt }) => (keptAt ?? startOfDayIn(zone, day)) < asOf);
}

/** The odds of an iteration at an instant, and what they are reckoned from. */
export async function oddsOf(
  db: Db,
  iteration: Iteration,
  asked: Asked,
): Promise<{
  readonly odds: OddsOfDay | null;
  readonly sample: readonly number[];
  readonly window: number;
  readonly items: readonly OpenItem[];
  /** The iteration as it was then, and the first of the days that are left, its end at the latest; null without odds. */
  readonly left: { readonly of: Iteration; readonly from: string } | null;
}> {
  const { orgId, id: iterationId } = iteration;
  const project = await findProject(db, orgId, { id: iteration.projectId });
  if (project === undefined) throw new Error(`Iteration ${iterationId} is in no project`);
  const { sample, window } = await paceOfDays(db, project, asked);
  const items = await openWork(db, { orgId, iterationId }, asked.asOf);
  const zone = await zoneOf(db, orgId, iterationId);
  const then = asked.asOf === undefined ? iteration : (await asItStood(db, iteration, asked.asOf)).iteration;
  const isOpen = then.status === 'planned' || then.status === 'active';
  if (!isOpen || then.end === null || !hasEnoughDays(sample)) return { odds: null, sample, window, items, left: null };
  const now = momentOf(asked);
  const isWorking = workingDays(await calendarOf(db, then, asked.asOf));
  const first = firstDayOfWork(then, firstDayFrom(now, zone, isWorking));
  const daysLeft = countWorking(isWorking, first, then.end.day);
  const { goalLeft, allLeft, goal, inOrder, all } = goalOdds(dailyChances(sample), daysLeft, items);
  const odds = { iterationId, day: dayIn(zone, now), goal, inOrder, all, goalLeft, allLeft, daysLeft };
  return { odds, sample, window, items, left: { of: then, from: first < then.end.day ? first : then.end.day } };
}

/** Working days on which work can still be done, from now or from the planned start to the end, so far as one can see. */
function countWorking(isWorking: (day: string) => boolean, first: string, end: string): number {
  let left = 0;
  for (let day = first; day <= end && left < furthestDraw; day = addDays(day, 1)) {
    if (isWorking(day)) left += 1;
  }
  return left;
}
