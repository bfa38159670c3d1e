import { type Amount, nothing, plus } from './amount.ts';
import { changeOf } from './burndown.ts';
import type { FactKind } from './ledger.ts';

/** An iteration of a release. Instants are epoch milliseconds. */
export interface ReleasePart {
  readonly id: number;
  /** Null until it is started. */
  readonly startedAt: number | null;
  /** When it was closed last; null while it is open. */
  readonly closedAt: number | null;
}

/** The facts of one iteration from one of the instants of `historyInstants` to the next, summed up by kind. */
export interface FactsBetween extends Amount {
  readonly iterationId: number;
  /** Which of the instants it happened by; facts after the last one are left out. */
  readonly by: number;
  readonly kind: FactKind;
}

/** What a release held, and what of it was done, at an instant. */
export interface ReleaseMoment {
  readonly at: number;
  /** The iteration that was closed then; null for the first start. */
  readonly closedId: number | null;
  readonly scope: Amount;
  readonly done: Amount;
}

/** An instant at which a release is looked back upon. */
type Instant = Pick<ReleaseMoment, 'at' | 'closedId'>;

/** A release is looked back upon at so many instants at most, the last ones. */
const mostInstants = 100;

/** The instants at which a release is looked back upon, rising: the first start of one of its iterations, and every close. */
export function historyInstants(parts: readonly ReleasePart[]): readonly Instant[] {
  const starts = parts.flatMap(({ startedAt }) => startedAt ?? []);
  const closes = parts
    .flatMap(({ id, closedAt }) => (closedAt === null ? [] : [{ at: closedAt, closedId: id }]))
    .toSorted((a, b) => a.at - b.at || a.closedId - b.closedId);
  return starts.length === 0 ? [] : [{ at: Math.min(...starts), closedId: null }, ...closes].slice(-mostInstants);
}

/**
 * How the scope of a release and what was done of it came to be: at each instant what open iterations held then, and of
 * those closed by then what was done in them at their close. So what was carried on counts once, though the record of it
 * that stays behind is finished with it.
 */
export function releaseHistory(
  parts: readonly ReleasePart[],
  facts: readonly FactsBetween[],
): readonly ReleaseMoment[] {
  const instants = historyInstants(parts);
  const heldBy = (id: number, by: number) =>
    changeOf(
      facts.filter((fact) => fact.iterationId === id && fact.by <= by).map((fact) => ({ ...fact, day: '' })),
      '',
    );
  return instants.map(({ at, closedId }, by) => {
    let [scope, done] = [nothing, nothing];
    for (const { id, closedAt } of parts) {
      const isClosed = closedAt !== null && closedAt <= at;
      const held = heldBy(
        id,
        isClosed
          ? Math.max(
              0,
              instants.findIndex((each) => each.closedId === id),
            )
          : by,
      );
      done = plus(done, held.done);
      scope = plus(scope, isClosed ? held.done : held.scope);
    }
    return { at, closedId, scope, done };
  });
}
