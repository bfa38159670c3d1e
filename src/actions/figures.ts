import { type Actor, canSee } from '../domain/access.ts';
import { type Burndown, burndown, type Window } from '../domain/burndown.ts';
import { dayIn } from '../domain/days.ts';
import type { Iteration, IterationRef, IterationView } from '../domain/iteration.ts';
import { notFound } from '../domain/refusal.ts';
import { scopeFigures } from '../domain/scope-figures.ts';
import { asShown, type Figures } from '../domain/shown-figures.ts';
import { windowOf } from '../domain/window.ts';
import { readManyCounters } from '../store/counters.ts';
import type { Db } from '../store/engine.ts';
import { readBooks } from '../store/ledger.ts';
import { type MemberVelocity, readMemberVelocity } from '../store/member-velocity.ts';
import { listStatements } from '../store/statements.ts';
import { zoneOf } from '../store/zones.ts';
import { asItStood } from './history-of.ts';
import { findReportable } from './report-figures.ts';
import { workingTimeOf, workingTimeThen } from './working-time.ts';

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

/**
 * The figures of one iteration and its burndown, or, `asOf` an instant in epoch milliseconds, what was known of it before.
 * A closed one is drawn over the days that its statement names, whatever its dates are changed to.
 * @throws Refusal not_found, unbalanced
 */
export async function getFigures(
  db: Db,
  actor: Actor,
  find: { readonly iteration: IterationRef; readonly asOf?: number },
): Promise<IterationFigures> {
  const { orgId } = actor;
  const iteration = await findReportable(db, actor, find.iteration, find.asOf);
  const zone = await zoneOf(db, orgId, iteration.id);
  const then = await (find.asOf === undefined ? knownNow(db, iteration) : knownOf(db, iteration, find.asOf));
  const { startedAt, finishedAt } = then.iteration;
  const startedDay = startedAt === null ? null : dayIn(zone, startedAt);
  return {
    iteration: then.iteration,
    figures: then.figures,
    zone,
    startedDay,
    finishedDay: finishedAt === null ? null : dayIn(zone, finishedAt),
    burndown: startedDay === null ? null : burndown(then.facts, await windowFor(db, then.iteration, startedDay, find)),
  };
}

async function knownNow(db: Db, iteration: IterationView) {
  const { counters, days: facts } = await readBooks(db, iteration.orgId, iteration.id);
  return { iteration, facts, figures: asShown(counters, facts) };
}

async function knownOf(db: Db, now: IterationView, asOf: number) {
  const { iteration, facts } = await asItStood(db, now, asOf);
  const { scope, done, unestimated, commitment } = scopeFigures(facts);
  return {
    iteration,
    facts,
    commitment,
    figures: {
      scopePoints: scope.points,
      scopeItems: scope.items,
      donePoints: done.points,
      doneItems: done.items,
      unestimatedItems: unestimated,
    },
  };
}

async function windowFor(
  db: Db,
  iteration: Iteration,
  startedDay: string,
  { asOf }: { readonly asOf?: number },
): Promise<Window> {
  const { calendar, capacity } = await (asOf === undefined
    ? workingTimeOf(db, iteration)
    : workingTimeThen(db, iteration, asOf));
  const statements = iteration.finishedAt === null ? [] : await listStatements(db, iteration.orgId, iteration.id);
  const stated = statements.findLast(({ issuedAt }) => asOf === undefined || issuedAt < asOf)?.definition.window;
  return { ...(stated ?? windowOf(iteration, startedDay, calendar)), hours: capacity?.days ?? [] };
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

/** An iteration as it stood before an instant, with its figures. */
export interface StandingThen {
  readonly iteration: IterationView;
  readonly figures: Figures;
}

/**
 * How iterations stood before an instant, those left out that were not made yet. All facts of each are gone through.
 * @throws Refusal not_found, for an iteration that the actor cannot see
 */
export async function listStandings(
  db: Db,
  actor: Actor,
  list: { readonly iterations: readonly IterationView[]; readonly asOf: number },
): Promise<readonly StandingThen[]> {
  if (list.iterations.some(({ projectId }) => !canSee(actor, projectId))) throw notFound('iteration');
  const standings: StandingThen[] = [];
  for (const each of list.iterations.filter(({ createdAt }) => createdAt < list.asOf)) {
    const { iteration, commitment, figures } = await knownOf(db, each, list.asOf);
    const { points, items } = iteration.startedAt === null ? { points: null, items: null } : commitment;
    standings.push({ iteration: { ...iteration, committedPoints: points, committedItems: items }, figures });
  }
  return standings;
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
