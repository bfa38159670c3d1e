import { type Actor, canSee } from '../domain/access.ts';
import { type Capacity, pointsPerPersonDay, type VelocityOfCapacity } from '../domain/capacity.ts';
import type { IterationRef, IterationView } from '../domain/iteration.ts';
import { type Load, loadOf } from '../domain/planning-checks.ts';
import { notFound } from '../domain/refusal.ts';
import { readVelocityOfCapacity } from '../store/calendars-at-close.ts';
import type { Db } from '../store/engine.ts';
import { getIteration } from '../store/iterations.ts';
import { listFigures } from './figures.ts';
import { requireKnown } from './require-iteration.ts';
import { workingTimeOf } from './working-time.ts';

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

/** How many closed iterations the rate is taken from. */
const sampleSize = 6;

/**
 * The capacity of an iteration. Its rate is that of the last iterations of its board that were closed before it was
 * started, so of one that runs or is closed it does not move any more.
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
  const before = iteration.startedAt ?? Number.MAX_SAFE_INTEGER;
  const [{ capacity }, sample, figures] = await Promise.all([
    workingTimeOf(db, iteration),
    readVelocityOfCapacity(db, iteration, { before, limit: sampleSize }),
    listFigures(db, actor, { iterations: [iteration] }),
  ]);
  const rate = pointsPerPersonDay(sample);
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
