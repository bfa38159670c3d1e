import { requirePlanner } from '../domain/access.ts';
import { type ChangesOfItem, changesBetween } from '../domain/changes-of-item.ts';
import type { Item, ItemRef, ListChange } from '../domain/item.ts';
import { type IterationName, type IterationRef, isClosed } from '../domain/iteration.ts';
import { checkVersion, type Precondition } from '../domain/precondition.ts';
import { collectFaults, type Doubts, notFound, Refusal, refuseUnreadable } from '../domain/refusal.ts';
import { settledItem } from '../domain/settled-item.ts';
import { type Standpoint, standpointFor, type Wish } from '../domain/workflow.ts';
import { listColumns } from '../store/boards.ts';
import { findItem, listLiveMemberships, saveItem } from '../store/items.ts';
import { endMembership } from '../store/memberships.ts';
import { listStatuses } from '../store/workflows.ts';
import { writeComment } from './comments.ts';
import { changeLabels, type ItemFields, isChanged, type Labels, resolveFields, unknownPlace } from './item-fields.ts';
import { type Moves, makeMoves, planMoves } from './item-iterations.ts';
import { planPlace } from './item-place.ts';
import { recordStanding, standingOf } from './record-standing.ts';
import type { Tx } from './transact.ts';

/** A change of an item, where it is to stand, and which iterations it is to be in, as far as these change. */
export interface ChangeItem {
  readonly item: ItemRef;
  readonly fields: ItemFields;
  readonly to?: Wish;
  readonly iterations?: ListChange<IterationName>;
  /** The one iteration or release of its project that it is to be in, instead of `iterations`; null and the root are none. */
  readonly place?: IterationRef | null;
  /** What is said about the change, as a comment. */
  readonly comment?: string;
  readonly precondition?: Precondition;
  readonly doubts?: Doubts;
}

/**
 * Changes an item, and tells every iteration it is in what that means for its scope. All of it is one version; a change
 * that changes nothing raises none.
 * @throws Refusal not_found, forbidden, version_*, invalid, and what `planMoves` refuses
 */
export async function changeItem(tx: Tx, change: ChangeItem): Promise<Item> {
  const { db, actor } = tx;
  const before = await findItem(db, actor.orgId, change.item);
  if (
    before === undefined ||
    (before.condition === 'deleted' && (change.fields.condition ?? 'deleted') === 'deleted')
  ) {
    throw notFound('item');
  }
  requirePlanner(actor, before.projectId, 'item');
  refuseUnreadable(change.doubts);
  if (change.precondition !== undefined) checkVersion(change.precondition, before.version, false);
  const faults = collectFaults(change.doubts);
  const fields = await faults.ask(() => resolveFields(tx, change.fields, before));
  const placing = await faults.ask(() => planPlace(tx, before, before.projectId, change.place));
  faults.refuse();

  const wanted: Item = {
    ...before,
    ...fields,
    ...(await standpointOf(tx, before, change.to)),
  };
  const saved = await saveChange(tx, before, wanted, change, placing);
  if (change.comment !== undefined) await writeComment(tx, saved, change.comment);
  return saved;
}

/**
 * Stores what an item is wanted to be, as one version more; as none when that is what it is.
 * @throws Refusal invalid, and what `planMoves` refuses
 */
export async function saveChange(
  tx: Tx,
  before: Item,
  wanted: Item,
  { fields, iterations }: Pick<ChangeItem, 'fields' | 'iterations'>,
  placing?: Moves,
): Promise<Item> {
  const isOver = wanted.category === 'done' || wanted.category === 'cancelled';
  if (typeof fields.resolution === 'string' && !isOver) {
    const message = 'Only what is over has a resolution';
    throw new Refusal('invalid', message, {
      field: 'resolution',
      faults: [{ field: 'resolution', rule: 'read_only', message }],
    });
  }
  const moves = placing ?? (await planMoves(tx, wanted, iterations));
  const settled = settledItem(before, wanted, tx.now);
  const next = typeof fields.resolution === 'string' ? { ...settled, resolution: fields.resolution } : settled;
  const labels = await changeLabels(tx, before.id, fields);
  const changes = { ...changesBetween(before, next), ...changesOfLabels(labels) };
  const isMoved = moves.enter.length > 0 || moves.leave.length > 0;
  if (Object.keys(changes).length === 0 && !isMoved && next.estimateText === before.estimateText) return before;
  const saved: Item = {
    ...next,
    version: before.version + 1,
    updatedAt: Math.max(tx.now, before.updatedAt),
    updatedBy: tx.actor.userId,
  };
  await saveItem(tx.db, saved);
  if (Object.keys(changes).length > 0 || !isMoved) await tellChange(tx, before, saved, changes);
  await makeMoves(tx, saved, moves);
  return saved;
}

/** Stores what a change came to, and what it means for every iteration the item is in. */
async function tellChange(tx: Tx, before: Item, saved: Item, changes: ChangesOfItem): Promise<void> {
  const { orgId, userId } = tx.actor;
  const memberships = await listLiveMemberships(tx.db, orgId, before.id);
  const { seq } = await tx.emit({
    kind: 'item.changed',
    projectId: saved.projectId,
    itemId: before.id,
    touches: [before.projectId, ...memberships.map((each) => each.projectId)],
    data: { version: saved.version, category: saved.category, estimate: saved.estimate, changes },
  });
  const isDeleted = saved.condition === 'deleted' && before.condition !== 'deleted';
  for (const membership of memberships) {
    // What is deleted leaves every plan; what is closed goes on telling that it was there.
    const leaves = isDeleted && !isClosed(membership);
    if (leaves) await endMembership(tx.db, { orgId, id: membership.id, at: tx.now, by: userId, seq });
    await recordStanding(tx, seq, membership, saved, standingOf(before, true), standingOf(saved, !leaves));
  }
}

function changesOfLabels({ before, after }: { readonly before: Labels; readonly after: Labels }): ChangesOfItem {
  return {
    ...(isChanged(before.tags, after.tags) ? { tags: [before.tags, after.tags] as const } : {}),
    ...(isChanged(before.followers, after.followers)
      ? { followers: [before.followers, after.followers] as const }
      : {}),
  };
}

async function standpointOf(tx: Tx, item: Item, wish: Wish | undefined): Promise<Standpoint | undefined> {
  if (wish === undefined) return undefined;
  const columns = await listColumns(tx.db, tx.actor.orgId, item.boardId);
  const statuses = await listStatuses(tx.db, tx.actor.orgId, item.projectId);
  const standpoint = standpointFor(columns, statuses, item, wish);
  if (standpoint === undefined) throw unknownPlace('columnId' in wish ? 'column' : 'status');
  return standpoint;
}
