import { type Actor, canSee } from '../domain/access.ts';
import { cumulativeFlow } from '../domain/cumulative-flow.ts';
import { addDays, dayIn } from '../domain/days.ts';
import { begunItem, finishedItem } from '../domain/item-times.ts';
import type { IterationRef } from '../domain/iteration.ts';
import { memberCrossings, membersAsTheyStood } from '../domain/member-flow.ts';
import { notFound } from '../domain/refusal.ts';
import { workingDayCounter, workingDays } from '../domain/working-calendar.ts';
import type { Db } from '../store/engine.ts';
import { listBegunMembers } from '../store/finished-items.ts';
import { readItemFacts } from '../store/item-facts.ts';
import { getIteration } from '../store/iterations.ts';
import { zoneOf } from '../store/zones.ts';
import { calendarOf } from './calendar-in-force.ts';
import { daysThrough, expectedOf, type Flow, longestFlow, mostNamed, recentlyFinished, timesOf } from './flow.ts';
import { requireKnown } from './require-iteration.ts';

/**
 * How an iteration's own items flowed, from its start to its close or to the day of `now`: a fold of its facts, so that
 * nothing that happens to them after the close changes it. Items of projects that the actor cannot see are counted, and
 * not named.
 * @throws Refusal not_found
 */
export async function getIterationFlow(
  db: Db,
  actor: Actor,
  find: { readonly iteration: IterationRef; readonly now: number },
): Promise<Flow> {
  const { orgId } = actor;
  const iteration = await getIteration(db, orgId, find.iteration);
  requireKnown(iteration, { policy: { findsRemoved: false, findsGroups: false } });
  if (!canSee(actor, iteration.projectId)) throw notFound('iteration');
  const { id: iterationId, projectId, boardId, startedAt } = iteration;
  const zone = await zoneOf(db, orgId, iterationId);
  const calendar = await calendarOf(db, iteration);
  const isWorking = workingDays(calendar);
  const counted = { zone, countWorking: workingDayCounter(calendar) };
  const now = iteration.finishedAt ?? find.now;
  const to = dayIn(zone, now);
  const planned = iteration.start?.day ?? to;
  const started = startedAt === null ? to : dayIn(zone, startedAt);
  const [first = to] = [to, planned, started].toSorted();
  const earliest = addDays(to, 1 - longestFlow);
  const days = daysThrough(first < earliest ? earliest : first, to);
  const [facts, recent, begunMembers] = await Promise.all([
    readItemFacts(db, orgId, iterationId),
    recentlyFinished(db, { orgId, projectId }, counted, to),
    listBegunMembers(db, { orgId, iterationId }),
  ]);
  const seen = begunMembers.filter((item) => canSee(actor, item.projectId));
  const { done, begun } = membersAsTheyStood(facts, seen);
  const finished = done.slice(0, mostNamed).map((item) => finishedItem(item, counted));
  return {
    zone,
    boardId,
    days: cumulativeFlow(memberCrossings(facts), days).map((day) => ({ ...day, isWorking: isWorking(day.day) })),
    times: timesOf(finished, recent),
    finished,
    begun: begun.slice(0, mostNamed).map((item) => begunItem(item, { ...counted, now }, expectedOf(recent))),
  };
}
