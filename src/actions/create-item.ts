import { randomUUID } from 'node:crypto';
import { canSee, requirePlanner } from '../domain/access.ts';
import type { Item, ListChange } from '../domain/item.ts';
import type { IterationName, IterationRef } from '../domain/iteration.ts';
import { collectFaults, type Doubts, notFound, Refusal, refuseUnreadable } from '../domain/refusal.ts';
import { settledItem } from '../domain/settled-item.ts';
import { standpointFor, type Wish } from '../domain/workflow.ts';
import { findBoard, firstLane, listColumns } from '../store/boards.ts';
import { takeNumbers } from '../store/events.ts';
import { findItem, insertItem, takeItemKey } from '../store/items.ts';
import { findProject, type ProjectRef } from '../store/projects.ts';
import { listStatuses } from '../store/workflows.ts';
import { changeLabels, type ItemFields, resolveFields, unknownPlace } from './item-fields.ts';
import { makeMoves, planMoves } from './item-iterations.ts';
import { planPlace } from './item-place.ts';
import type { Tx } from './transact.ts';

/** A new item on a project's board: the default board unless another is named, its first column unless one is named. */
export interface CreateItem {
  readonly project: ProjectRef;
  readonly boardId?: number;
  readonly columnId?: number;
  /** Where it begins, when not by its column. */
  readonly to?: Wish;
  readonly fields: Omit<ItemFields, 'condition' | 'resolution'> & { readonly title: string };
  /** What its maker calls it; making another of the same name is refused. */
  readonly uniqueKey?: string;
  readonly iterations?: ListChange<IterationName>;
  /** The one iteration or release of its project that it is to be in, instead of `iterations`. */
  readonly place?: IterationRef | null;
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
  const placing = await faults.ask(() => planPlace(tx, null, project.id, create.place));
  faults.refuse();
  if (create.uniqueKey !== undefined && (await findItem(db, orgId, { uniqueKey: create.uniqueKey })) !== undefined) {
    throw new Refusal('taken', 'There is an item of this unique name already', { field: 'uniqueKey' });
  }
  const moves = placing ?? (await planMoves(tx, null, create.iterations));
  const board = await findBoard(db, orgId, create.boardId ?? project.defaultBoardId);
  if (board === undefined || board.projectId !== project.id) throw unknownPlace('board');
  const columns = await listColumns(db, orgId, board.id);
  const wish = create.to ?? { columnId: create.columnId ?? columns[0]?.id ?? 0 };
  const statuses = await listStatuses(db, orgId, project.id);
  const standpoint = standpointFor(columns, statuses, null, wish);
  if (standpoint === undefined) throw unknownPlace('columnId' in wish ? 'column' : 'status');
  const key = await takeItemKey(db, orgId, project.id);
  const laneId = await firstLane(db, orgId, board.id);
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
    ...standpoint,
    category: 'queued',
    previousStatusId: null,
    statusAt: now,
    doneEstimate: null,
    condition: 'live',
    startedAt: null,
    doneAt: null,
    sortOrder: id,
    version: 1,
    createdAt: now,
    createdBy: actor.userId,
    updatedAt: now,
    updatedBy: actor.userId,
  };
  const item = settledItem(queued, { ...queued, category: standpoint.category }, now);
  await insertItem(db, item);
  const { tags, followers } = create.fields;
  if (tags !== undefined || followers !== undefined) await changeLabels(tx, id, create.fields);
  await tx.emit({ kind: 'item.created', projectId: project.id, itemId: id, data: { key, title: item.title } });
  await makeMoves(tx, item, moves);
  return item;
}
