import { type Actor, canSee } from '../domain/access.ts';
import { type Burndown, burndown, changeOf, type FactsOfDay } from '../domain/burndown.ts';
import { dayIn } from '../domain/days.ts';
import type { Iteration, IterationRef, IterationView } from '../domain/iteration.ts';
import type { Counters } from '../domain/ledger.ts';
import { afterClose } from '../domain/ledger-day.ts';
import { notFound } from '../domain/refusal.ts';
import { windowOf } from '../domain/window.ts';
import { readManyCounters } from '../store/counters.ts';
import type { Db } from '../store/engine.ts';
import { getIteration } from '../store/iterations.ts';
import { readCounters, readDays } from '../store/ledger.ts';
import { type MemberVelocity, readMemberVelocity } from '../store/member-velocity.ts';
import { zoneOf } from '../store/zones.ts';
import { calendarOf } from './calendar-in-force.ts';
import { requireKnown } from './require-iteration.ts';

/** What is told of an iteration's size and progress. */
export type Figures = Pick<Counters, 'scopePoints' | 'scopeItems' | 'donePoints' | 'doneItems' | 'unestimatedItems'>;

/** An iteration with its figures, day by day since it was started. */
export interface IterationFigures {
  readonly iteration: IterationView;
  readonly figures: Figures;
  /** The IANA zone in which its days are counted, and the days on which it was really started and closed. */
  readonly zone: string;
  readonly startedDay: string | null;
  readonly finishedDay: string | null;
  /** Null until it has been started. */
  readonly burndown: Burndown | null;
}

/** The figures of one iteration and its burndown. @throws Refusal not_found */
export async function getFigures(
  db: Db,
  actor: Actor,
  find: { readonly iteration: IterationRef },
): Promise<IterationFigures> {
  const { orgId } = actor;
  const iteration = await getIteration(db, orgId, find.iteration);
  requireKnown(iteration, { policy: { findsRemoved: false, findsGroups: false } });
  if (!canSee(actor, iteration.projectId)) throw notFound('iteration');
  const [zone, counters, facts, calendar] = await Promise.all([
    zoneOf(db, orgId, iteration.id),
    readCounters(db, orgId, iteration.id),
    readDays(db, orgId, iteration.id),
    calendarOf(db, iteration),
  ]);
  const { startedAt, finishedAt } = iteration;
  const startedDay = startedAt === null ? null : dayIn(zone, startedAt);
  return {
    iteration,
    figures: asShown(counters, facts),
    zone,
    startedDay,
    finishedDay: finishedAt === null ? null : dayIn(zone, finishedAt),
    burndown: startedDay === null ? null : burndown(facts, windowOf(iteration, startedDay, calendar)),
  };
}

/**
 * The figures of iterations by their numbers.
 * @throws Refusal not_found, for an iteration that the actor cannot see
 */
export async function listFigures(
  db: Db,
  actor: Actor,
  list: { readonly iterations: readonly Pick<Iteration, 'id' | 'projectId'>[] },
): Promise<ReadonlyMap<number, Figures>> {
  if (list.iterations.some(({ projectId }) => !canSee(actor, projectId))) {
    throw notFound('iteration');
  }
  const ids = list.iterations.map(({ id }) => id);
  const known = await readManyCounters(db, actor.orgId, ids);
  return new Map(known.map(({ iterationId, counters, afterClose: late }) => [iterationId, asShown(counters, late)]));
}

/**
 * What each person had finished at the close, of iterations by their numbers; nothing of one that is open.
 * @throws Refusal not_found, for an iteration that the actor cannot see
 */
export async function listMemberVelocity(
  db: Db,
  actor: Actor,
  list: { readonly iterations: readonly Pick<Iteration, 'id' | 'projectId'>[] },
): Promise<readonly MemberVelocity[]> {
  if (list.iterations.some(({ projectId }) => !canSee(actor, projectId))) throw notFound('iteration');
  return readMemberVelocity(
    db,
    actor.orgId,
    list.iterations.map(({ id }) => id),
  );
}

/**
 * Live figures of an open iteration, those at the close of a closed one, whatever happened to its items since. Items
 * without an estimate are always told as they are now.
 */
function asShown(counters: Counters, facts: readonly FactsOfDay[]): Figures {
  const late = changeOf(facts, afterClose);
  return {
    scopePoints: counters.scopePoints - late.scope.points,
    scopeItems: counters.scopeItems - late.scope.items,
    donePoints: counters.donePoints - late.done.points,
    doneItems: counters.doneItems - late.done.items,
    unestimatedItems: counters.unestimatedItems,
  };
}
