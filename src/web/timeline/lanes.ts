import type { Iteration } from '../../client/native.ts';
import { groupByRelease } from '../parts/group-by-release.ts';
import type { DayRange } from './time-scale.ts';

/** An iteration that has both dates. */
export type DatedIteration = Iteration & DayRange;

/** What stands side by side on the timeline: a release with its iterations, or those that belong to none. */
export interface Lane {
  readonly release: Iteration | null;
  /** The days of the release, or those that its iterations span; null if there are none. */
  readonly range: DayRange | null;
  /** Iterations that do not overlap share a row. */
  readonly rows: readonly (readonly DatedIteration[])[];
  readonly undated: readonly Iteration[];
}

/** The lanes of a project in the order of its tree; a release without iterations has one too. */
export function lanesOf(found: readonly Iteration[], rootId: number): readonly Lane[] {
  const groups = groupByRelease(found, rootId);
  const shown = new Set(groups.map(({ release }) => release?.id));
  const empty = found
    .filter(({ id, kind }) => kind === 'release' && !shown.has(id))
    .map((release) => ({ release, iterations: [] }));
  return [...empty, ...groups].map(laneOf).toSorted(byStart);
}

/** Whether an iteration has both dates. */
export function isDated(iteration: Iteration): iteration is DatedIteration {
  return iteration.start !== null && iteration.end !== null;
}

function laneOf({ release, iterations }: ReturnType<typeof groupByRelease>[number]): Lane {
  const dated = iterations.filter(isDated).toSorted((a, b) => a.start.localeCompare(b.start) || a.id - b.id);
  const rows: DatedIteration[][] = [];
  for (const each of dated) {
    const row = rows.find((taken) => (taken.at(-1)?.end ?? '') < each.start);
    if (row === undefined) rows.push([each]);
    else row.push(each);
  }
  const own = release !== null && isDated(release) ? { start: release.start, end: release.end } : spanOf(dated);
  return { release, range: own, rows, undated: iterations.filter((each) => !isDated(each)) };
}

function spanOf(dated: readonly DatedIteration[]): DayRange | null {
  const [first] = dated;
  if (first === undefined) return null;
  return { start: first.start, end: dated.reduce((most, { end }) => (end > most ? end : most), first.end) };
}

/** Releases by when they begin; those without dates come after them, and last what belongs to no release. */
function byStart(a: Lane, b: Lane): number {
  const rank = ({ release, range }: Lane) => (release === null ? 2 : range === null ? 1 : 0);
  return rank(a) - rank(b) || (a.range?.start ?? '').localeCompare(b.range?.start ?? '');
}
