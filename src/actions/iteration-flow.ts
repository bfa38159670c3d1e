import { type Actor, canSee } from '../domain/access.ts';
import { cumulativeFlow } from '../domain/cumulative-flow.ts';
import { addDays, dayIn } from '../domain/days.ts';
import { asItWas } from '../domain/item-life.ts';
import { begunItem, finishedItem } from '../domain/item-times.ts';
import type { IterationRef, IterationView } from '../domain/iteration.ts';
import { knownAt } from '../domain/iteration-life.ts';
import { memberCrossings, membersAsTheyStood } from '../domain/member-flow.ts';
import { notFound } from '../domain/refusal.ts';
import { workingDayCounter, workingDays } from '../domain/working-calendar.ts';
import type { Db } from '../store/engine.ts';
import { readItemFacts } from '../store/item-facts.ts';
import { readLivesOfIteration } from '../store/item-lives.ts';
import { readTurns } from '../store/iteration-life.ts';
import { readIterationRules } from '../store/iteration-rules.ts';
import { type Asked, momentOf } from './asked.ts';
import { calendarOf } from './calendar-in-force.ts';
import { daysThrough, expectedOf, type Flow, longestFlow, recentlyFinished, timesOf } from './flow.ts';
import { knownWork, mostNamed } from './known-work.ts';
import { findReportable } from './report-figures.ts';

/**
 * How an iteration's own items flowed, from its start to its close or to the day of `now`: a fold of its facts, so that
 * nothing that happens to them after the close changes it. `asOf` an instant in epoch milliseconds: as it was known before, up
 * to its day. Items of projects that the actor cannot see are counted, and not named.
 * @throws Refusal not_found, also for an iteration that was not made yet
 */
export async function getIterationFlow(
  db: Db,
  actor: Actor,
  find: Asked & { readonly iteration: IterationRef },
): Promise<Flow> {
  const { orgId } = actor;
  const iteration = await findReportable(db, actor, find.iteration);
  if (iteration.createdAt >= (find.asOf ?? Number.POSITIVE_INFINITY)) throw notFound('iteration');
  const { id: iterationId, projectId, boardId } = iteration;
  const { zone, life, facts } = await lifeAt(db, iteration, find.asOf);
  const calendar = await calendarOf(db, iteration);
  const isWorking = workingDays(calendar);
  const counted = { zone, countWorking: workingDayCounter(calendar) };
  const now = life.finishedAt ?? momentOf(find);
  const to = dayIn(zone, now);
  const planned = iteration.start?.day ?? to;
  const started = life.startedAt === null ? to : dayIn(zone, life.startedAt);
  const [first = to] = [to, planned, started].toSorted();
  const earliest = addDays(to, 1 - longestFlow);
  const days = daysThrough(first < earliest ? earliest : first, to);
  const until = life.until ?? Number.MAX_SAFE_INTEGER;
  const [recent, lives] = await Promise.all([
    recentlyFinished(await knownWork(db, { orgId, projectId }, life.until), counted, to),
    readLivesOfIteration(db, { orgId, iterationId, asOf: until }),
  ]);
  const seen = lives
    .filter(({ item }) => canSee(actor, item.projectId))
    .flatMap(({ item, life: steps }) => asItWas(item, steps, until) ?? []);
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

/** What is known of an iteration now, or was known before an instant: its life, and until when its items are told of. */
async function lifeAt(db: Db, { orgId, id, startedAt, finishedAt }: IterationView, asOf?: number) {
  const [turns, history, rules] = await Promise.all([
    readTurns(db, orgId, id),
    readItemFacts(db, orgId, id),
    readIterationRules(db, orgId, id),
  ]);
  const { status, closedAt, facts } = knownAt({ turns, facts: history }, rules, asOf);
  const isStill = turns.every(({ at, steps }) => asOf === undefined || at < asOf || !steps.includes('reopen'));
  const life = {
    startedAt: status === 'planned' ? null : startedAt,
    // One that is closed to this day may have been said to have ended at another hour.
    finishedAt: closedAt === null ? null : isStill ? finishedAt : closedAt,
    // What is done to its items after the close is not told; what came with the close is.
    until: closedAt === null ? asOf : closedAt + 1,
  };
  return { zone: rules.zone, life, facts };
}
