import { type Actor, canSee } from '../domain/access.ts';
import type { Capacity } from '../domain/capacity.ts';
import { fewestIterations } from '../domain/forecast.ts';
import type { Iteration, IterationRef, IterationView } from '../domain/iteration.ts';
import { type Load, loadOf } from '../domain/planning-checks.ts';
import { notFound } from '../domain/refusal.ts';
import { pointsPerPersonDay } from '../domain/velocity.ts';
import { readPersonDays } from '../store/calendars-at-close.ts';
import { listClosedIterations } from '../store/closed-iterations.ts';
import type { Db } from '../store/engine.ts';
import { getIteration } from '../store/iterations.ts';
import { listFigures } from './figures.ts';
import { requireKnown } from './require-iteration.ts';
import { velocityOf } from './samples.ts';
import { workingTimeOf } from './working-time.ts';

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
 * @throws Refusal not_found
 */
export async function getCapacity(
  db: Db,
  actor: Actor,
  find: { readonly iteration: IterationRef },
): Promise<IterationCapacity> {
  const iteration = await getIteration(db, actor.orgId, find.iteration);
  requireKnown(iteration, { policy: { findsRemoved: false, findsGroups: false } });
  if (!canSee(actor, iteration.projectId)) throw notFound('iteration');
  const [{ capacity }, sample, figures] = await Promise.all([
    workingTimeOf(db, iteration),
    sampleBefore(db, iteration),
    listFigures(db, actor, { iterations: [iteration] }),
  ]);
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
    scope: loadedWith(figures.get(iteration.id)?.scopePoints ?? 0),
    committed: committedPoints === null ? null : loadedWith(committedPoints),
  };
}

/** Newest first. */
async function sampleBefore(
  db: Db,
  { orgId, projectId, id, startedAt }: Pick<Iteration, 'orgId' | 'projectId' | 'id' | 'startedAt'>,
): Promise<readonly VelocityOfCapacity[]> {
  const by = startedAt === null ? {} : { by: startedAt };
  const closed = await listClosedIterations(db, { orgId, projectId, after: 0, ...by, limit: longestPast });
  const days = await readPersonDays(
    db,
    orgId,
    closed.map((each) => each.id),
  );
  const sample = closed.flatMap((each) => {
    const personDays = days.get(each.id);
    const counts = personDays !== undefined && !each.isExcluded && each.id !== id;
    return counts ? [{ iterationId: each.id, points: velocityOf(each), personDays }] : [];
  });
  return sample.slice(-sampleSize).toReversed();
}
