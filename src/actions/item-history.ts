import { type Actor, canSee } from '../domain/access.ts';
import type { ItemRef, Membership } from '../domain/item.ts';
import type { IterationView } from '../domain/iteration.ts';
import { asItWas } from '../domain/iteration-life.ts';
import { notFound } from '../domain/refusal.ts';
import type { Db } from '../store/engine.ts';
import { findItem } from '../store/items.ts';
import { readLives } from '../store/iteration-life.ts';
import { findIterations } from '../store/iterations.ts';
import { listMembershipsOfItem, membershipBefore } from '../store/memberships.ts';
import { findPeople, type Person } from '../store/people.ts';

/** One stay of an item in an iteration, with whom and what it names. */
export interface ItemStay extends Membership {
  /** Null when the actor cannot see the iteration's project: of such a one only the id is told. */
  readonly iteration: IterationView | null;
  readonly addedBy: Person | null;
  readonly removedBy: Person | null;
}

/**
 * Every iteration an item has been in, newest first. `asOf` an instant, in epoch milliseconds: as it was known before.
 * @throws Refusal not_found
 */
export async function listItemHistory(
  db: Db,
  actor: Actor,
  list: { readonly item: ItemRef; readonly asOf?: number },
): Promise<readonly ItemStay[]> {
  const item = await findItem(db, actor.orgId, list.item);
  const { asOf = Number.POSITIVE_INFINITY } = list;
  if (item === undefined || item.createdAt >= asOf || !canSee(actor, item.projectId)) throw notFound('item');
  const all = await listMembershipsOfItem(db, actor.orgId, item.id);
  const memberships = all.flatMap((each) => membershipBefore(each, asOf) ?? []);
  const iterationIds = new Set(memberships.map((each) => each.iterationId));
  const uids = new Set(
    memberships.flatMap(({ addedByUid, removedByUid }) =>
      removedByUid === null ? [addedByUid] : [addedByUid, removedByUid],
    ),
  );
  const iterations = new Map((await findIterations(db, actor.orgId, [...iterationIds])).map((each) => [each.id, each]));
  const lives = await readLives(db, actor.orgId, list.asOf === undefined ? [] : [...iterationIds], asOf);
  const people = new Map((await findPeople(db, [...uids])).map((each) => [each.uid, each]));
  return memberships.map((each): ItemStay => {
    const iteration = iterations.get(each.iterationId);
    const isSeen = iteration !== undefined && canSee(actor, iteration.projectId);
    return {
      ...each,
      iteration: isSeen ? asItWas(iteration, lives.get(iteration.id)?.since ?? []) : null,
      addedBy: people.get(each.addedByUid) ?? null,
      removedBy: each.removedByUid === null ? null : (people.get(each.removedByUid) ?? null),
    };
  });
}
