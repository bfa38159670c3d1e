import { randomUUID } from 'node:crypto';
import { canSee, requirePlanner } from '../domain/access.ts';
import type { Item, ListChange } from '../domain/item.ts';
import type { IterationName, IterationRef } from '../domain/iteration.ts';
import { collectFaults, type Doubts, notFound, Refusal, refuseUnreadable } from '../domain/refusal.ts';
import { settledItem } from '../domain/settled-item.ts';
import { standpointFor, type Wish } from '../domain/workflow.ts';
import { findBoard, listColumns } from '../store/boards.ts';
import { takeNumbers } from '../store/events.ts';
import { findItem, insertItem, takeItemKey } from '../store/items.ts';
import { firstLane } from '../store/lanes.ts';
import { findProject, type ProjectRef } from '../store/projects.ts';
import { listStatuses } from '../store/workflows.ts';
import { changeLabels, type ItemFields, resolveFields, unknownPlace } from './item-fields.ts';
import { makeMoves, planMoves } from './item-iterations.ts';
import { columnNamed, type ItemOrder, requireLane, sortOrderFor } from './item-place.ts';
import { planOnlyIteration } from './only-iteration.ts';
import { recordFlow } from './record-flow.ts';
import type { Tx } from './transact.ts';

/** A new item on a project's board: the default board unless another is named, its first column unless one is named. */
export interface CreateItem {
  readonly project: ProjectRef;
  readonly boardId?: number;
  /** A column or a part of one. */
  readonly columnId?: number;
  /** The first lane unless one is named, behind all others unless a place is. */
  readonly laneId?: number;
  readonly order?: ItemOrder;
  /** Where it begins, when not by its column. */
  readonly to?: Wish;
  readonly fields: Omit<ItemFields, 'condition' | 'resolution'> & { readonly title: string };
  /** What its maker calls it; making another of the same name is refused. */
  readonly uniqueKey?: string;
  readonly iterations?: ListChange<IterationName>;
  /** The one iteration or release of its project that it is to be in, instead of `iterations`. */
  readonly onlyIn?: IterationRef | null;
  readonly doubts?: Doubts;
}

/**
 * Makes an item, and enters it into the iterations named.
 * @throws Refusal not_found, forbidden, invalid, taken (the unique key), and what `planMoves` refuses
 */
export async function createItem(tx: Tx, create: CreateItem): Promise<Item> {
  const { db, actor, now } = tx;
  const { orgId } = actor;
  const project = await findProject(db, orgId, create.project);
  if (project === undefined || !canSee(actor, project.id)) throw notFound('project', 'project');
  requirePlanner(actor, project.id, 'project');
  refuseUnreadable(create.doubts);
  const faults = collectFaults(create.doubts);
  const fields = await faults.ask(() => resolveFields(tx, create.fields, null, project.id));
  const onlyMoves = await faults.ask(() => planOnlyIteration(tx, null, project.id, create.onlyIn));
  faults.refuse();
  if (create.uniqueKey !== undefined && (await findItem(db, orgId, { uniqueKey: create.uniqueKey })) !== undefined) {
    throw new Refusal('taken', 'There is an item of this unique name already', { field: 'uniqueKey' });
  }
  const moves = onlyMoves ?? (await planMoves(tx, null, create.iterations));
  const board = await findBoard(db, orgId, create.boardId ?? project.defaultBoardId);
  if (board === undefined || board.projectId !== project.id) throw unknownPlace('board');
  const columns = await listColumns(db, orgId, board.id);
  const named = await columnNamed(tx, create.columnId ?? columns[0]?.id ?? 0);
  const statuses = await listStatuses(db, orgId, project.id);
  const standpoint = standpointFor(columns, statuses, null, create.to ?? named);
  if (standpoint === undefined) throw unknownPlace(create.to === undefined ? 'column' : 'status');
  const laneId =
    create.laneId === undefined ? await firstLane(db, orgId, board.id) : await requireLane(tx, board.id, create.laneId);
  const cell = { orgId, boardId: board.id, columnId: standpoint.columnId, laneId };
  const sortOrder = create.order === undefined ? undefined : await sortOrderFor(tx, cell, 0, create.order);
  const key = await takeItemKey(db, orgId, project.id);
  const id = await takeNumbers(db, orgId, 'item');
  const queued: Item = {
    description: null,
    parentId: null,
    type: 'task',
    priority: 'normal',
    estimate: null,
    estimateText: null,
    assigneeId: null,
    startDay: null,
    endDay: null,
    dueDay: null,
    plannedMinutes: null,
    remainingMinutes: null,
    spentMinutes: null,
    plannedStartAt: null,
    plannedEndAt: null,
    dueAt: null,
    hasDueTime: 0,
    expiresLater: 0,
    asap: 0,
    isBlocked: 0,
    ownerId: null,
    externalId: null,
    textFormat: 'markdown',
    properties: null,
    areaId: null,
    teamId: null,
    estimateLow: null,
    estimateHigh: null,
    backlogPriority: null,
    custom: '{}',
    ...fields,
    title: create.fields.title,
    orgId,
    id,
    uid: randomUUID(),
    projectId: project.id,
    key,
    uniqueKey: create.uniqueKey ?? null,
    resolution: null,
    boardId: board.id,
    laneId,
    subcolumnId: create.to === undefined ? named.subcolumnId : null,
    ...standpoint,
    category: 'queued',
    previousStatusId: null,
    statusAt: now,
    doneEstimate: null,
    condition: 'live',
    startedAt: null,
    doneAt: null,
    columnAt: null,
    laneAt: null,
    sortOrder: sortOrder ?? id,
    version: 1,
    createdAt: now,
    createdBy: actor.userId,
    updatedAt: now,
    updatedBy: actor.userId,
  };
  const item = settledItem(queued, { ...queued, category: standpoint.category }, now);
  await insertItem(db, item);
  await recordFlow(tx, null, item);
  const { tags, followers } = create.fields;
  if (tags !== undefined || followers !== undefined) await changeLabels(tx, id, create.fields);
  await tx.emit({ kind: 'item.created', projectId: project.id, itemId: id, data: { key, title: item.title } });
  await makeMoves(tx, item, moves);
  return item;
}
