import type { Actor } from '../domain/access.ts';
import type { Capacity } from '../domain/capacity.ts';
import { fewestIterations } from '../domain/forecast.ts';
import type { Iteration, IterationRef, IterationView } from '../domain/iteration.ts';
import { type Load, loadOf } from '../domain/planning-checks.ts';
import { notFound } from '../domain/refusal.ts';
import { pointsPerPersonDay } from '../domain/velocity.ts';
import { readPersonDays } from '../store/calendars-at-close.ts';
import { type ClosedIteration, listClosedIterations } from '../store/closed-iterations.ts';
import type { Db } from '../store/engine.ts';
import { readLives } from '../store/iteration-life.ts';
import { getIteration } from '../store/iterations.ts';
import { readIterationsAsOf } from '../store/iterations-as-of.ts';
import { listFigures, listStandings } from './figures.ts';
import { asItStood } from './history-of.ts';
import { findReportable } from './report-figures.ts';
import { velocityOf } from './samples.ts';
import { workingTimeOf, workingTimeThen } from './working-time.ts';

/** What was finished in an iteration, and with how many full-time days. */
export interface VelocityOfCapacity {
  readonly iterationId: number;
  readonly points: number;
  readonly personDays: number;
}

/** How an amount of points compares with what an iteration has room for. */
export interface Loaded {
  readonly points: number;
  /** Against the iteration's own bounds; a missing bound is open. */
  readonly load: Load;
  /** Of the points that its team is expected to finish; null where that is not known, or nothing. */
  readonly share: number | null;
}

/** What a team can give to an iteration, and what was put into it. */
export interface IterationCapacity {
  readonly iteration: IterationView;
  readonly capacity: Capacity | null;
  /** Points in a full-time day, as the iterations of `sample` had it; null with fewer than three. */
  readonly rate: number | null;
  readonly sample: readonly VelocityOfCapacity[];
  /** Points that the team is expected to finish: the rate times its full-time days. */
  readonly expected: number | null;
  readonly scope: Loaded;
  /** Null before the start. */
  readonly committed: Loaded | null;
}

/** How many closed iterations the rate is taken from, and among how many of the last ones they are looked for. */
const sampleSize = 6;
const longestPast = 40;

/**
 * The capacity of an iteration. Its rate is that of the last iterations of its project that were closed before it was
 * started and are not left out of the sample, so of one that runs or is closed nothing that is closed later moves it.
 * `asOf`, epoch milliseconds: all of it as it was known before.
 * @throws Refusal not_found
 */
export async function getCapacity(
  db: Db,
  actor: Actor,
  find: { readonly iteration: IterationRef; readonly asOf?: number },
): Promise<IterationCapacity> {
  const { asOf } = find;
  const present = await findReportable(db, actor, find.iteration, asOf);
  const known = await (asOf === undefined ? knownNow(db, actor, present) : knownThen(db, actor, present, asOf));
  const { iteration, capacity, sample, scopePoints } = known;
  const rate = sample.length < fewestIterations ? null : pointsPerPersonDay(sample);
  const expected = rate === null || capacity === null ? null : rate * capacity.personDays;
  const loadedWith = (points: number): Loaded => ({
    points,
    load: loadOf(points, iteration),
    share: expected === null || expected === 0 ? null : points / expected,
  });
  const { committedPoints } = iteration;
  return {
    iteration,
    capacity,
    rate,
    sample,
    expected,
    scope: loadedWith(scopePoints),
    committed: committedPoints === null ? null : loadedWith(committedPoints),
  };
}

async function knownNow(db: Db, actor: Actor, iteration: IterationView) {
  const { orgId, projectId, startedAt } = iteration;
  const by = startedAt === null ? {} : { by: startedAt };
  const [{ capacity }, closed, figures] = await Promise.all([
    workingTimeOf(db, iteration),
    listClosedIterations(db, { orgId, projectId, after: 0, ...by, limit: longestPast }),
    listFigures(db, actor, { iterations: [iteration] }),
  ]);
  const days = await readPersonDays(db, orgId, numbersOf(closed));
  return {
    iteration,
    capacity,
    sample: sampleOf(iteration, closed, days),
    scopePoints: figures.get(iteration.id)?.scopePoints ?? 0,
  };
}

async function knownThen(db: Db, actor: Actor, present: IterationView, asOf: number) {
  const { orgId, projectId } = present;
  const [standing] = await listStandings(db, actor, { iterations: [present], asOf });
  if (standing === undefined) throw notFound('iteration');
  const { iteration, figures } = standing;
  const started = iteration.startedAt ?? Number.POSITIVE_INFINITY;
  const { closed: all } = await readIterationsAsOf(db, { orgId, projectId, asOf });
  const closed = all.filter(({ finishedAt }) => finishedAt <= started).slice(-longestPast);
  const { capacity } = await workingTimeThen(db, iteration, asOf);
  const days = await personDaysThen(db, orgId, numbersOf(closed), asOf);
  return { iteration, capacity, sample: sampleOf(iteration, closed, days), scopePoints: figures.scopePoints };
}

/** With how many full-time days iterations were done that were closed before an instant; those opened again since are reckoned anew. */
async function personDaysThen(db: Db, orgId: number, ids: readonly number[], asOf: number) {
  const days = new Map(await readPersonDays(db, orgId, ids));
  for (const [id, { isStill }] of await readLives(db, orgId, ids, asOf)) {
    if (isStill) continue;
    const { iteration } = await asItStood(db, await getIteration(db, orgId, { id }), asOf);
    const { capacity } = await workingTimeThen(db, iteration, asOf);
    days.delete(id);
    if (capacity !== null && capacity.personDays > 0) days.set(id, capacity.personDays);
  }
  return days;
}

/** Newest first. */
function sampleOf(
  { id }: Pick<Iteration, 'id'>,
  closed: readonly ClosedIteration[],
  days: ReadonlyMap<number, number>,
): readonly VelocityOfCapacity[] {
  const sample = closed.flatMap((each) => {
    const personDays = days.get(each.id);
    const counts = personDays !== undefined && !each.isExcluded && each.id !== id;
    return counts ? [{ iterationId: each.id, points: velocityOf(each), personDays }] : [];
  });
  return sample.slice(-sampleSize).toReversed();
}

function numbersOf(iterations: readonly Pick<ClosedIteration, 'id'>[]): readonly number[] {
  return iterations.map(({ id }) => id);
}
