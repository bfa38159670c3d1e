import { type Actor, canSee } from '../domain/access.ts';
import { cumulativeFlow } from '../domain/cumulative-flow.ts';
import { addDays, dayIn } from '../domain/days.ts';
import { itemAsItWas } from '../domain/item-life.ts';
import { begunItem, finishedItem } from '../domain/item-times.ts';
import type { IterationRef, IterationView } from '../domain/iteration.ts';
import { knownAt } from '../domain/iteration-life.ts';
import { memberCrossings, membersAsTheyStood } from '../domain/member-flow.ts';
import { workingDayCounter, workingDays } from '../domain/working-calendar.ts';
import type { Db } from '../store/engine.ts';
import { readItemFacts } from '../store/item-facts.ts';
import { readLivesOfIteration } from '../store/item-lives.ts';
import { readTurns } from '../store/iteration-life.ts';
import { readIterationRules } from '../store/iteration-rules.ts';
import { type Asked, momentOf } from './asked.ts';
import { calendarOf } from './calendar-in-force.ts';
import { daysThrough, expectedOf, type Flow, longestFlow, recentlyFinished, timesOf } from './flow.ts';
import { asItStood } from './history-of.ts';
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
  const iteration = await findReportable(db, actor, find.iteration, find.asOf);
  const { id: iterationId, projectId, boardId } = iteration;
  const then = find.asOf === undefined ? iteration : (await asItStood(db, iteration, find.asOf)).iteration;
  const { zone, closedAt, facts } = await factsAt(db, iteration, find.asOf);
  const calendar = await calendarOf(db, then, find.asOf);
  const isWorking = workingDays(calendar);
  const counted = { zone, countWorking: workingDayCounter(calendar) };
  const now = then.finishedAt ?? momentOf(find);
  const to = dayIn(zone, now);
  const planned = then.start?.day ?? to;
  const started = then.startedAt === null ? to : dayIn(zone, then.startedAt);
  const [first = to] = [to, planned, started].toSorted();
  const earliest = addDays(to, 1 - longestFlow);
  const days = daysThrough(first < earliest ? earliest : first, to);
  // What is done to its items after the close is not told; what came with the close is.
  const known = closedAt === null ? find.asOf : closedAt + 1;
  const until = known ?? Number.MAX_SAFE_INTEGER;
  const [recent, lives] = await Promise.all([
    recentlyFinished(await knownWork(db, { orgId, projectId }, known), counted, to),
    readLivesOfIteration(db, { orgId, iterationId, asOf: until }),
  ]);
  const seen = lives
    .filter(({ item }) => canSee(actor, item.projectId))
    .flatMap(({ item, life }) => itemAsItWas(item, life, until) ?? []);
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

/** The facts of an iteration that are known now, or were known before an instant, told of each item, and when it was closed by then. */
async function factsAt(db: Db, { orgId, id }: IterationView, asOf?: number) {
  const [turns, history, rules] = await Promise.all([
    readTurns(db, orgId, id),
    readItemFacts(db, orgId, id),
    readIterationRules(db, orgId, id),
  ]);
  const { closedAt, facts } = knownAt({ turns, facts: history }, rules, asOf);
  return { zone: rules.zone, closedAt, facts };
}
