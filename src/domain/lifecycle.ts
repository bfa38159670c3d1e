import type { Iteration, IterationStatus } from './iteration.ts';
import { Refusal } from './refusal.ts';

/** The single steps the core knows. */
export type Step = 'start' | 'close' | 'reopen' | 'archive' | 'unarchive';

/** A status that a caller may ask for; removing is a deed of its own. */
export type WantedStatus = Exclude<IterationStatus, 'removed'>;

/**
 * What a dialect lets its callers do with the status, as data. The core's own table below is the widest;
 * a dialect may only narrow it.
 */
export interface LifecyclePolicy {
  /** The moves offered, from → to. */
  readonly moves: Readonly<Partial<Record<WantedStatus, readonly WantedStatus[]>>>;
  /** True: closing what is closed already is refused. False: it is no change. */
  readonly refuseRepeatedClose: boolean;
}

const stepsBetween: Readonly<Record<WantedStatus, Readonly<Partial<Record<WantedStatus, readonly Step[]>>>>> = {
  planned: { active: ['start'], closed: ['start', 'close'], archived: ['start', 'close', 'archive'] },
  active: { closed: ['close'], archived: ['close', 'archive'] },
  closed: { active: ['reopen'], archived: ['archive'] },
  archived: { closed: ['unarchive'], active: ['unarchive', 'reopen'] },
};

/** Every move the core can make, for callers without a narrower table of their own. */
export const anyMove: LifecyclePolicy = {
  moves: {
    planned: ['active', 'closed', 'archived'],
    active: ['closed', 'archived'],
    closed: ['active', 'archived'],
    archived: ['closed', 'active'],
  },
  refuseRepeatedClose: false,
};

/**
 * The steps that lead from an iteration's status to the wanted one; none when it stands there already.
 * @throws Refusal `transition_not_allowed`
 */
export function planSteps(
  from: Pick<Iteration, 'status' | 'kind'>,
  wanted: WantedStatus,
  policy: LifecyclePolicy,
): readonly Step[] {
  const refused = () =>
    new Refusal('transition_not_allowed', `Iteration status can't be changed from ${from.status} to ${wanted}`, {
      field: 'status',
      move: { from: from.status, to: wanted },
    });
  if (from.kind !== 'iteration' || from.status === 'removed') throw refused();
  if (from.status === wanted) {
    if (wanted === 'closed' && policy.refuseRepeatedClose) throw refused();
    return [];
  }
  const steps = stepsBetween[from.status][wanted];
  if (steps === undefined || policy.moves[from.status]?.includes(wanted) !== true) throw refused();
  return steps;
}

/**
 * Takes one step. `finishedAt` is when the iteration really ended, if the caller knows better than the clock.
 * @throws Refusal `dates_missing` when starting without both planned dates
 */
export function takeStep(iteration: Iteration, step: Step, now: number, finishedAt: number | undefined): Iteration {
  switch (step) {
    case 'start':
      if (iteration.start === null || iteration.end === null) {
        throw new Refusal('dates_missing', 'An iteration needs a start date and a finish date to be started', {
          field: iteration.start === null ? 'start' : 'end',
        });
      }
      return { ...iteration, status: 'active', startedAt: now };
    case 'close':
      return { ...iteration, status: 'closed', finishedAt: finishedAt ?? now };
    case 'reopen':
      return {
        ...iteration,
        status: 'active',
        finishedAt: null,
        velocityPoints: null,
        doneItems: null,
        totalItems: null,
      };
    case 'archive':
      return { ...iteration, status: 'archived' };
    case 'unarchive':
      return { ...iteration, status: 'closed' };
  }
}
