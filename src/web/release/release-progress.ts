import type { Iteration, Velocity } from '../../client/native.ts';
import type { ReleaseHistory } from '../../client/statements.ts';
import type { Unit } from '../parts/amounts.ts';

/** Where a release stands at the end of one of its iterations, or of one that it might go on in. */
export interface Stage {
  readonly key: string;
  readonly title: string;
  /** `free`: it is in no release. `window`: the cadence has yet to make it. */
  readonly place: 'own' | 'free' | 'window';
  /** All that the release held when the iteration was closed; null while it is open. */
  readonly scope: number | null;
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
  /** The scope when the first of its iterations was started; null before that. */
  readonly scopeAtStart: number | null;
}

/** So many iterations are looked ahead over, those that the cadence has yet to make among them. */
export const mostAhead = 12;

/** The iterations of a release and of the releases within it, by their days; those without come last. */
export function iterationsWithin(found: readonly Iteration[], releaseId: number): readonly Iteration[] {
  const children = found.filter(({ parentId }) => parentId === releaseId);
  const own = children.filter(({ kind }) => kind === 'iteration');
  const nested = children.filter(({ kind }) => kind === 'release').flatMap(({ id }) => iterationsWithin(found, id));
  return [...own, ...nested].toSorted((a, b) => (a.start ?? '9').localeCompare(b.start ?? '9') || a.id - b.id);
}

interface Outlook {
  /** What the next iterations of the project may bring. */
  readonly next: Velocity['next'];
  /** What the release held at earlier instants. */
  readonly moments: ReleaseHistory['moments'];
  /** The iterations that are in no release. */
  readonly free: ReadonlySet<number>;
  /** The titles of what the cadence will make behind all that is planned. */
  readonly windows: readonly string[];
  readonly unit: Unit;
}

/**
 * Adds up what iterations of a release have done and hold. What the next ones bring is foretold in points, for as long as the
 * next iterations of the project are those of the release: what others bring is not the release's. Behind the last
 * one of its own it goes on over those that are in no release, and by the cadence, until all of the scope is to be expected with 85 %.
 */
export function releaseProgress(iterations: readonly Iteration[], outlook: Outlook): ReleaseProgress {
  const { next, moments, unit } = outlook;
  const over = iterations.filter(isOver);
  const open = iterations.filter((each) => !isOver(each));
  const sum = (of: readonly Iteration[], figure: 'done' | 'scope') =>
    rounded(of.reduce((all, each) => all + each[figure][unit], 0));
  const doneBefore = sum(over, 'done');
  const scope = rounded(doneBefore + sum(open, 'scope'));
  const isNext = open.map(({ id }, index) => next[index]?.iteration?.id === id);
  const rangeAt = (index: number) => {
    const atLeast = unit === 'points' && isNext.slice(0, index + 1).every(Boolean) ? next[index]?.atLeast : undefined;
    if (atLeast === null || atLeast === undefined) return null;
    const { p50, p85, p95 } = atLeast;
    return { p50: rounded(doneBefore + p50), p85: rounded(doneBefore + p85), p95: rounded(doneBefore + p95) };
  };
  const scopeAt = (id: number) => moments.findLast(({ closedId }) => closedId === id)?.scope[unit] ?? null;
  const made = (iteration: Iteration) => ({ key: String(iteration.id), title: iteration.title, place: 'own' as const });
  const planned: Stage[] = [
    ...over.map((iteration, index) => {
      const done = sum(over.slice(0, index + 1), 'done');
      return { ...made(iteration), scope: scopeAt(iteration.id), done, planned: done, range: null };
    }),
    ...open.map((iteration, index) => ({
      ...made(iteration),
      scope: null,
      done: null,
      planned: rounded(doneBefore + sum(open.slice(0, index + 1), 'scope')),
      range: rangeAt(index),
    })),
  ];
  const ahead = open.length === 0 ? [] : placesAhead(outlook, open.length);
  const further = ahead.flatMap((place, index): readonly Stage[] => {
    const [range, before] = [rangeAt(open.length + index), rangeAt(open.length + index - 1)];
    if (range === null || before === null || before.p85 >= scope) return [];
    return [{ ...place, scope: null, done: null, planned: scope, range }];
  });
  return {
    stages: [...planned, ...further],
    done: rounded(doneBefore + sum(open, 'done')),
    scope,
    scopeAtStart: moments.find(({ closedId }) => closedId === null)?.scope[unit] ?? null,
  };
}

/** What may follow the release's own iterations: up to the first one of another release. */
function placesAhead({ next, free, windows }: Outlook, own: number): readonly Pick<Stage, 'key' | 'title' | 'place'>[] {
  const others = next.slice(own).map(({ iteration }) => iteration);
  const stop = others.findIndex((each) => each !== null && !free.has(each.id));
  const made = others.slice(0, stop < 0 ? others.length : stop).flatMap((each) => each ?? []);
  return [
    ...made.map(({ id, title }) => ({ key: String(id), title, place: 'free' as const })),
    ...(stop < 0 ? windows : []).map((title) => ({ key: title, title, place: 'window' as const })),
  ];
}

function isOver({ status }: Iteration): boolean {
  return status === 'closed' || status === 'archived';
}

function rounded(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}
