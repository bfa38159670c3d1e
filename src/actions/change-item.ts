import { requirePlanner } from '../domain/access.ts';
import { type ChangesOfItem, changesBetween } from '../domain/changes-of-item.ts';
import type { Item, ItemRef, ListChange } from '../domain/item.ts';
import { type IterationName, type IterationRef, isClosed } from '../domain/iteration.ts';
import { checkVersion, noPrecondition, type Precondition } from '../domain/precondition.ts';
import { collectFaults, type Doubts, notFound, Refusal, refuseUnreadable } from '../domain/refusal.ts';
import { settledItem } from '../domain/settled-item.ts';
import type { Wish } from '../domain/workflow.ts';
import { findBoard } from '../store/boards.ts';
import { findItem, insertAlias, listLiveMemberships, saveItem } from '../store/items.ts';
import { endMembership } from '../store/memberships.ts';
import { sumMinutes } from '../store/time-entries.ts';
import { writeComment } from './comments.ts';
import { changeLabels, type ItemFields, isChanged, type Labels, resolveFields } from './item-fields.ts';
import { type Moves, makeMoves, planMoves } from './item-iterations.ts';
import { type ItemPlace, placeFor } from './item-place.ts';
import { planOnlyIteration } from './only-iteration.ts';
import { recordFlow } from './record-flow.ts';
import { recordStanding, standingOf } from './record-standing.ts';
import type { Tx } from './transact.ts';

/** A change of an item, where it is to stand, and which iterations it is to be in, as far as these change. */
export interface ChangeItem {
  readonly item: ItemRef;
  readonly fields: ItemFields;
  readonly to?: Wish;
  /** Whether nothing leads to a status from itself, so that an item which has it already is refused. */
  readonly isTransition?: boolean;
  readonly place?: ItemPlace;
  readonly iterations?: ListChange<IterationName>;
  /** The one iteration or release of its project that it is to be in, instead of `iterations`; null and the root are none. */
  readonly onlyIn?: IterationRef | null;
  /** What is said about the change, as a comment. */
  readonly comment?: string;
  /** Whether an item on which time was recorded is not to be deleted. */
  readonly keepsRecordedTime?: boolean;
  readonly precondition?: Precondition;
  /** Whether the version that is changed must be named. */
  readonly requireVersion?: boolean;
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
  if (change.isTransition === true && isAt(before, change.to)) throw notFound('transition');
  refuseUnreadable(change.doubts);
  checkVersion(change.precondition ?? noPrecondition, before.version, change.requireVersion ?? false);
  const faults = collectFaults(change.doubts);
  const resolved = await faults.ask(() => resolveFields(tx, change.fields, before));
  const onlyMoves = await faults.ask(() => planOnlyIteration(tx, before, before.projectId, change.onlyIn));
  faults.refuse();
  if (change.keepsRecordedTime === true) await refuseIfTimed(tx, before);

  const asked: Item = {
    ...before,
    ...resolved,
    ...(await placeFor(tx, before, change.place, change.to)),
  };
  const [wanted, fields] = await withMover(tx, before, asked, change);
  const saved = await saveChange(tx, before, wanted, { ...change, fields }, onlyMoves);
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
  onlyMoves?: Moves,
): Promise<Item> {
  const isOver = wanted.category === 'done' || wanted.category === 'cancelled';
  if (typeof fields.resolution === 'string' && !isOver) {
    const message = 'Only what is over has a resolution';
    throw new Refusal('invalid', message, {
      field: 'resolution',
      faults: [{ field: 'resolution', rule: 'read_only', message }],
    });
  }
  const moves = onlyMoves ?? (await planMoves(tx, wanted, iterations));
  const settled = settledItem(before, wanted, tx.now);
  const next = typeof fields.resolution === 'string' ? { ...settled, resolution: fields.resolution } : settled;
  const labels = await changeLabels(tx, before.id, fields);
  const changes = { ...changesBetween(before, next), ...changesOfLabels(labels) };
  const isMoved = moves.enter.length > 0 || moves.leave.length > 0;
  if (Object.keys(changes).length === 0 && !isMoved) return before;
  const saved: Item = {
    ...next,
    version: before.version + 1,
    updatedAt: Math.max(tx.now, before.updatedAt),
    updatedBy: tx.actor.userId,
  };
  await saveItem(tx.db, saved);
  await recordFlow(tx, before, saved);
  if (saved.key !== before.key) await insertAlias(tx.db, tx.actor.orgId, before.key, before.id);
  if (Object.keys(changes).length > 0 || !isMoved) await tellChange(tx, before, saved, changes);
  await makeMoves(tx, saved, moves);
  return saved;
}

/** Stores an item exactly as it is to be, with nothing following from it but what iterations and boards are told. */
export async function storeChange(tx: Tx, before: Item, saved: Item): Promise<void> {
  await saveItem(tx.db, saved);
  await recordFlow(tx, before, saved);
  await tellChange(tx, before, saved, changesBetween(before, saved));
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

async function refuseIfTimed({ db, actor }: Tx, { id }: Item): Promise<void> {
  const minutes = await sumMinutes(db, actor.orgId, [id]);
  if (!minutes.has(id)) return;
  const message = 'It has time logs, so it cannot be deleted';
  throw new Refusal('invalid', message, { faults: [{ field: 'condition', rule: 'rule', message }] });
}

function isAt(item: Item, wish: Wish | undefined): boolean {
  return wish !== undefined && 'statusId' in wish && wish.statusId === item.statusId;
}

/** On a board that wants it so, whoever moves an item on takes part in it: answers for it where nobody does yet. */
async function withMover(tx: Tx, before: Item, wanted: Item, { fields }: ChangeItem): Promise<[Item, ItemFields]> {
  const isMovedOn = wanted.category === 'in_progress' || wanted.category === 'done';
  if (!isMovedOn || wanted.columnId === before.columnId) return [wanted, fields];
  const { userId } = tx.actor;
  const board = await findBoard(tx.db, tx.actor.orgId, wanted.boardId);
  if (board?.settings.assignsMovers !== true || wanted.assigneeId === userId) return [wanted, fields];
  if (wanted.assigneeId === null) return [{ ...wanted, assigneeId: userId }, fields];
  return [wanted, { followers: { add: [{ id: userId }], remove: [] }, ...fields }];
}
