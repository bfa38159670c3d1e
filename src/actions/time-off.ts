import { type Actor, requireAdmin } from '../domain/access.ts';
import type { TimeOff } from '../domain/capacity.ts';
import { checkVersion, type Precondition } from '../domain/precondition.ts';
import { type Doubts, notFound, refuseFaults, refuseUnreadable } from '../domain/refusal.ts';
import type { Db } from '../store/engine.ts';
import { keepPastTimeOff } from '../store/past-working-time.ts';
import { readTimeOff, type StoredTimeOff, saveTimeOff } from '../store/time-off.ts';
import { getPerson } from './known-people.ts';
import type { Tx } from './transact.ts';

/** When a person is away, whole. */
export interface SetTimeOff {
  readonly personId: number;
  readonly timeOff: readonly TimeOff[];
  readonly precondition: Precondition;
  readonly doubts?: Doubts;
}

/** When somebody of the actor's organization is away; a guest of single projects knows only of itself. @throws Refusal not_found */
export async function getTimeOff(
  db: Db,
  actor: Actor,
  { personId }: { readonly personId: number },
): Promise<StoredTimeOff> {
  if (actor.orgRole === null && personId !== actor.userId) throw notFound('person');
  await getPerson(db, actor, { id: personId });
  const [known] = await readTimeOff(db, actor.orgId, [personId]);
  return known ?? { personId, timeOff: [], version: 1 };
}

/**
 * Sets when a person is away: each one's own, or, for who administers the organization, anybody's. The event tells that it
 * changed, and not when somebody is away; what was said before is kept, so that capacity can be told as it was known then.
 * @throws Refusal not_found, forbidden, version_*, invalid
 */
export async function setTimeOff(tx: Tx, set: SetTimeOff): Promise<StoredTimeOff> {
  const { db, actor } = tx;
  const { personId, precondition, doubts } = set;
  const before = await getTimeOff(db, actor, { personId });
  if (personId !== actor.userId || actor.scope === 'read') requireAdmin(actor);
  refuseUnreadable(doubts);
  checkVersion(precondition, before.version, true);
  refuseFaults(doubts);
  const timeOff = set.timeOff
    .map(({ from, to, share }) => ({ from, to, share }))
    .toSorted((left, right) => (`${left.from} ${left.to}` < `${right.from} ${right.to}` ? -1 : 1));
  if (JSON.stringify(timeOff) === JSON.stringify(before.timeOff)) return before;
  const saved = { personId, timeOff, version: before.version + 1 };
  await keepPastTimeOff(db, actor.orgId, before, tx.now);
  await saveTimeOff(db, actor.orgId, { ...saved, at: tx.now, by: actor.userId });
  await tx.emit({ kind: 'time_off.changed', projectId: null, data: { personId, version: saved.version } });
  return saved;
}
