import { randomUUID } from 'node:crypto';
import { requirePlanner } from '../domain/access.ts';
import type { Item, ItemCondition, ItemRef } from '../domain/item.ts';
import { isClosed } from '../domain/iteration.ts';
import { type Doubts, notFound, Refusal, refuseFaults, refuseUnreadable } from '../domain/refusal.ts';
import { type Standpoint, standpointFor, type Wish } from '../domain/workflow.ts';
import { takeNumbers } from '../store/events.ts';
import { findItem, insertItem, listLiveMemberships, saveItem, takeItemKey } from '../store/items.ts';
import { endMembership } from '../store/memberships.ts';
import { isMember } from '../store/people.ts';
import { findBoard, findProject, firstLane, listColumns, listStatuses } from '../store/projects.ts';
import { recordStanding, standingOf } from './record-standing.ts';
import type { Tx } from './transact.ts';

/** Fields of an item that a caller may write. Absent: not mentioned. Null: set to nothing. */
export interface ItemFields {
  readonly title?: string;
  readonly description?: string | null;
  readonly type?: string;
  readonly estimate?: number | null;
  readonly estimateText?: string | null;
  readonly assigneeId?: number | null;
  readonly condition?: ItemCondition;
}

/** A new item on a project's board: the default board unless another is named, its first column unless one is named. */
export interface CreateItem {
  readonly projectId: number;
  readonly boardId?: number;
  readonly columnId?: number;
  readonly fields: Omit<ItemFields, 'condition'> & { readonly title: string };
  readonly doubts?: Doubts;
}

/** A change of an item, and where it is to stand, if that changes. */
export interface ChangeItem {
  readonly item: ItemRef;
  readonly fields: ItemFields;
  readonly to?: Wish;
  readonly doubts?: Doubts;
}

/** @throws Refusal not_found, forbidden, invalid */
export async function createItem(tx: Tx, create: CreateItem): Promise<Item> {
  const { db, actor, now } = tx;
  const { orgId } = actor;
  requirePlanner(actor, create.projectId, 'project');
  refuseUnreadable(create.doubts);
  refuseFaults(create.doubts);
  await checkAssignee(tx, create.fields.assigneeId);
  const project = await findProject(db, orgId, { id: create.projectId });
  if (project === undefined) throw notFound('project');
  const board = await findBoard(db, orgId, create.boardId ?? project.defaultBoardId);
  if (board === undefined || board.projectId !== project.id) throw unknownPlace('board');
  const columns = await listColumns(db, orgId, board.id);
  const columnId = create.columnId ?? columns[0]?.id ?? 0;
  const statuses = await listStatuses(db, orgId, project.id);
  const standpoint = standpointFor(columns, statuses, null, { columnId });
  if (standpoint === undefined) throw unknownPlace('column');
  const isDone = standpoint.category === 'done';
  const key = await takeItemKey(db, orgId, project.id);
  const laneId = await firstLane(db, orgId, board.id);
  const id = await takeNumbers(db, orgId, 'item');
  const estimate = create.fields.estimate ?? null;
  const item: Item = {
    orgId,
    id,
    uid: randomUUID(),
    projectId: project.id,
    key,
    type: create.fields.type ?? 'task',
    title: create.fields.title,
    description: create.fields.description ?? null,
    boardId: board.id,
    laneId,
    ...standpoint,
    estimate,
    estimateText: create.fields.estimateText ?? null,
    doneEstimate: isDone ? estimate : null,
    condition: 'live',
    assigneeId: create.fields.assigneeId ?? null,
    startedAt: standpoint.category === 'queued' ? null : now,
    doneAt: isDone ? now : null,
    sortOrder: id,
    version: 1,
    createdAt: now,
    createdBy: actor.userId,
    updatedAt: now,
    updatedBy: actor.userId,
  };
  await insertItem(db, item);
  await tx.emit({ kind: 'item.created', projectId: project.id, itemId: id, data: { key, title: item.title } });
  return item;
}

/**
 * Changes an item, and tells every iteration it is in what that means for its scope. A change that changes nothing
 * raises no version.
 * @throws Refusal not_found, forbidden, invalid
 */
export async function changeItem(tx: Tx, change: ChangeItem): Promise<Item> {
  const { db, actor } = tx;
  const { orgId } = actor;
  const before = await findItem(db, orgId, change.item);
  if (before === undefined || (before.condition === 'deleted' && change.fields.condition === undefined)) {
    throw notFound('item');
  }
  requirePlanner(actor, before.projectId, 'item');
  refuseUnreadable(change.doubts);
  refuseFaults(change.doubts);
  await checkAssignee(tx, change.fields.assigneeId);

  const next = settle(before, { ...before, ...change.fields, ...(await standpointOf(tx, before, change.to)) }, tx.now);
  if (JSON.stringify(next) === JSON.stringify(before)) return before;
  const saved: Item = {
    ...next,
    version: before.version + 1,
    updatedAt: Math.max(tx.now, before.updatedAt),
    updatedBy: actor.userId,
  };
  await saveItem(db, saved);
  const memberships = await listLiveMemberships(db, orgId, before.id);
  const event = await tx.emit({
    kind: 'item.changed',
    projectId: before.projectId,
    itemId: before.id,
    touches: memberships.map((each) => each.projectId),
    data: { version: saved.version, category: saved.category, estimate: saved.estimate },
  });
  const isDeleted = saved.condition === 'deleted' && before.condition !== 'deleted';
  for (const membership of memberships) {
    // What is deleted leaves every plan; what is closed goes on telling that it was there.
    const leaves = isDeleted && !isClosed(membership);
    if (leaves) await endMembership(db, { orgId, id: membership.id, at: tx.now, by: actor.userId });
    await recordStanding(tx, event.seq, membership, saved, standingOf(before, true), standingOf(saved, !leaves));
  }
  return saved;
}

/** Sets what follows from a change of category: when it was begun and done, and the estimate it is credited with. */
function settle(before: Item, next: Item, now: number): Item {
  if (next.category === before.category) return next;
  const isDone = next.category === 'done';
  const isBegun = isDone || next.category === 'in_progress';
  return {
    ...next,
    startedAt: isBegun ? (before.startedAt ?? now) : before.startedAt,
    doneAt: isDone ? now : null,
    doneEstimate: isDone ? next.estimate : null,
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

/** Only somebody of the organization can be given an item. @throws Refusal `invalid` at `assigneeId` */
async function checkAssignee(tx: Tx, assigneeId: number | null | undefined): Promise<void> {
  if (typeof assigneeId === 'number' && !(await isMember(tx.db, tx.actor.orgId, assigneeId))) {
    throw unknownPlace('assigneeId');
  }
}

function unknownPlace(field: string): Refusal {
  const message = `There is no such ${field} here`;
  return new Refusal('invalid', message, { field, faults: [{ field, rule: 'choice', message }] });
}
