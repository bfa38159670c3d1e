import type { Iteration, Velocity } from '../../client/native.ts';
import type { Unit } from '../parts/amounts.ts';

/** Where a release stands at the end of one of its iterations. */
export interface Stage {
  readonly iteration: Iteration;
  /** Done by its end, all that came before counted in; null while it is open. */
  readonly done: number | null;
  /** Done and planned by its end. */
  readonly planned: number;
  /** Done by its end with 50, 85 and 95 per cent at least; null where that is not foretold. */
  readonly range: { readonly p50: number; readonly p85: number; readonly p95: number } | null;
}

/** How far a release has come. */
export interface ReleaseProgress {
  readonly stages: readonly Stage[];
  /** What is done, in the open iterations too. */
  readonly done: number;
  /** What is done, and all that open iterations hold: what was carried on counts once. */
  readonly scope: number;
}

/** The iterations of a release and of the releases within it, by their days; those without come last. */
export function iterationsWithin(found: readonly Iteration[], releaseId: number): readonly Iteration[] {
  const children = found.filter(({ parentId }) => parentId === releaseId);
  const own = children.filter(({ kind }) => kind === 'iteration');
  const nested = children.filter(({ kind }) => kind === 'release').flatMap(({ id }) => iterationsWithin(found, id));
  return [...own, ...nested].toSorted((a, b) => (a.start ?? '9').localeCompare(b.start ?? '9') || a.id - b.id);
}

/**
 * Adds up what iterations of a release have done and hold. What the next ones bring is foretold in points, and for as long as
 * the next iterations of the project are those of the release: what others bring is not the release's.
 */
export function releaseProgress(iterations: readonly Iteration[], next: Velocity['next'], unit: Unit): ReleaseProgress {
  const over = iterations.filter(isOver);
  const open = iterations.filter((each) => !isOver(each));
  const sum = (of: readonly Iteration[], figure: 'done' | 'scope') =>
    rounded(of.reduce((all, each) => all + each[figure][unit], 0));
  const doneBefore = sum(over, 'done');
  const isNext = open.map(({ id }, index) => next[index]?.iteration?.id === id);
  const stages: Stage[] = [
    ...over.map((iteration, index) => {
      const done = sum(over.slice(0, index + 1), 'done');
      return { iteration, done, planned: done, range: null };
    }),
    ...open.map((iteration, index) => {
      const isForetold = unit === 'points' && isNext.slice(0, index + 1).every(Boolean);
      const atLeast = isForetold ? (next[index]?.atLeast ?? null) : null;
      return {
        iteration,
        done: null,
        planned: rounded(doneBefore + sum(open.slice(0, index + 1), 'scope')),
        range:
          atLeast === null
            ? null
            : {
                p50: rounded(doneBefore + atLeast.p50),
                p85: rounded(doneBefore + atLeast.p85),
                p95: rounded(doneBefore + atLeast.p95),
              },
      };
    }),
  ];
  return {
    stages,
    done: rounded(doneBefore + sum(open, 'done')),
    scope: rounded(doneBefore + sum(open, 'scope')),
  };
}

function isOver({ status }: Iteration): boolean {
  return status === 'closed' || status === 'archived';
}

function rounded(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}
