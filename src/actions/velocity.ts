import { type Actor, canSee } from '../domain/access.ts';
import { type Amount, nothing, plus } from '../domain/amount.ts';
import { dayIn } from '../domain/days.ts';
import { fewestIterations, howManyPoints } from '../domain/forecast.ts';
import { type Ratio, ratio } from '../domain/ratios.ts';
import { notFound } from '../domain/refusal.ts';
import { summarizeVelocity, type VelocitySummary } from '../domain/velocity.ts';
import { type ClosedIteration, listClosedIterations, listNextIterations } from '../store/closed-iterations.ts';
import type { Db } from '../store/engine.ts';
import { readIterationsAsOf } from '../store/iterations-as-of.ts';
import { findProject } from '../store/projects.ts';
import { paceOfClosed, paceOfIterations } from './samples.ts';

/** A closed iteration as a bar of the velocity chart. */
export interface VelocityBar {
  readonly id: number;
  readonly title: string;
  readonly startDay: string | null;
  readonly endDay: string | null;
  readonly finishedDay: string;
  /** Null where nothing was measured at the start. */
  readonly committed: Amount | null;
  /** Done in it and by its close, late ones too. */
  readonly completed: Amount;
  /** Null where it was closed before statements were issued. */
  readonly late: Amount | null;
  readonly doneOnArrival: Amount | null;
  readonly carried: Amount | null;
  /** Of the commitment what was kept, at the estimates it had then. */
  readonly kept: Amount | null;
  readonly isExcluded: boolean;
  readonly reason: string | null;
}

/** What may be expected of one of the next iterations; null with fewer than three in the sample. */
export interface Expectation {
  readonly iteration: { readonly id: number; readonly title: string } | null;
  readonly band: Pick<VelocitySummary, 'p15' | 'p50' | 'p85'> | null;
  /** Points that all iterations up to this one bring at least, with 50, 85 and 95 %. */
  readonly atLeast: { readonly p50: number; readonly p85: number; readonly p95: number } | null;
}

/** How much a project finishes in an iteration. */
export interface Velocity {
  /** In the order of their closing. */
  readonly bars: readonly VelocityBar[];
  /** The iterations from which is foretold; their number was chosen by how it would have done. */
  readonly sample: readonly number[];
  readonly window: number;
  readonly summary: VelocitySummary | null;
  /** Of all commitments of the bars what was kept, from 0 to 1: sums are divided, not shares averaged. */
  readonly reliability: Ratio;
  /** The same of all that was completed, committed to or not: it may be above 1. */
  readonly delivery: Ratio;
  readonly next: readonly Expectation[];
}

/**
 * The velocity of a project's last iterations, and what its next ones may bring; `asOf` an instant in epoch milliseconds, as it
 * was known before.
 * @throws Refusal not_found
 */
export async function getVelocity(
  db: Db,
  actor: Actor,
  find: { readonly projectId: number; readonly last: number; readonly next: number; readonly asOf?: number },
): Promise<Velocity> {
  const { orgId } = actor;
  const project = await findProject(db, orgId, { id: find.projectId });
  if (project === undefined || !canSee(actor, project.id)) throw notFound('project');
  const of = { orgId, projectId: project.id };
  const [closed, pace, ahead] =
    find.asOf === undefined
      ? await Promise.all([
          listClosedIterations(db, { ...of, after: 0, limit: find.last }),
          paceOfIterations(db, project),
          listNextIterations(db, { ...of, limit: find.next }),
        ])
      : await knownThen(db, { ...of, asOf: find.asOf }, find.last);
  const bars = closed.map((iteration) => barOf(iteration, project.zone));
  return {
    bars,
    sample: pace.iterations.map(({ id }) => id),
    window: pace.window,
    summary: summarizeVelocity(pace.sample),
    reliability: pooled(bars, 'kept'),
    delivery: pooled(bars, 'completed'),
    next: Array.from({ length: find.next }, (_, index) => {
      const iteration = ahead[index];
      return {
        iteration: iteration === undefined ? null : { id: iteration.id, title: iteration.title },
        ...expectationFrom(pace.sample, index + 1),
      };
    }),
  };
}

async function knownThen(db: Db, of: { orgId: number; projectId: number; asOf: number }, last: number) {
  const { closed, open } = await readIterationsAsOf(db, of);
  return [closed.slice(-last), paceOfClosed(closed), open] as const;
}

function barOf(iteration: ClosedIteration, zone: string): VelocityBar {
  const { id, title, startDay, endDay, finishedAt, figures, isExcluded, reason } = iteration;
  const { committedPoints, committedItems, velocityPoints, doneItems } = iteration;
  const measured = committedPoints === null ? null : { points: committedPoints, items: committedItems ?? 0 };
  return {
    id,
    title,
    startDay,
    endDay,
    finishedDay: dayIn(zone, finishedAt),
    committed: figures?.commitment ?? measured,
    completed: figures?.velocity ?? { points: velocityPoints ?? 0, items: doneItems ?? 0 },
    late: figures?.late ?? null,
    doneOnArrival: figures?.doneOnArrival ?? null,
    carried: figures?.carriedToIterations ?? null,
    kept: figures?.kept ?? null,
    isExcluded,
    reason,
  };
}

/** A figure of all bars over all that they were committed to (metrics rule: pooled, not a mean of ratios). */
function pooled(bars: readonly VelocityBar[], figure: 'kept' | 'completed'): Ratio {
  const sums = { part: nothing, committed: nothing };
  for (const { kept, committed, isExcluded, ...bar } of bars) {
    if (kept === null || committed === null || isExcluded) continue;
    sums.part = plus(sums.part, figure === 'kept' ? kept : bar.completed);
    sums.committed = plus(sums.committed, committed);
  }
  return ratio(sums.part, sums.committed);
}

function expectationFrom(sample: readonly number[], iterations: number): Omit<Expectation, 'iteration'> {
  const summary = summarizeVelocity(sample);
  if (summary === null || sample.length < fewestIterations) return { band: null, atLeast: null };
  const { p15, p50, p85 } = summary;
  const sum = howManyPoints(sample, iterations);
  return { band: { p15, p50, p85 }, atLeast: { p50: sum.p50 ?? 0, p85: sum.p85 ?? 0, p95: sum.p95 ?? 0 } };
}
