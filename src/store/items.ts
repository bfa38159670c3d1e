import type { Selectable } from 'kysely';
import type { Item, ItemRef } from '../domain/item.ts';
import type { IterationKind, IterationStatus } from '../domain/iteration.ts';
import { folded } from '../domain/text.ts';
import { type Db, prepared } from './engine.ts';
import type { ItemTable } from './schema.ts';

type ItemRow = Selectable<ItemTable>;

const itemById = prepared<{ orgId: number; id: number }, ItemRow>((db, value) =>
  db.selectFrom('item').selectAll().where('org_id', '=', value('orgId')).where('id', '=', value('id')),
);
const itemByUid = prepared<{ orgId: number; uid: string }, ItemRow>((db, value) =>
  db.selectFrom('item').selectAll().where('org_id', '=', value('orgId')).where('uid', '=', value('uid')),
);
const itemByKey = prepared<{ orgId: number; key: string }, ItemRow>((db, value) =>
  db.selectFrom('item').selectAll().where('org_id', '=', value('orgId')).where('key', '=', value('key')),
);

/** The item of that name in the organization, deleted ones too, or undefined. */
export async function findItem(db: Db, orgId: number, ref: ItemRef): Promise<Item | undefined> {
  const [row] =
    'id' in ref
      ? await itemById(db, { orgId, id: ref.id })
      : 'uid' in ref
        ? await itemByUid(db, { orgId, uid: ref.uid })
        : await itemByKey(db, { orgId, key: ref.key });
  return row === undefined ? undefined : itemFromRow(row);
}

/** Stores a new item. */
export async function insertItem(db: Db, item: Item): Promise<void> {
  await db.insertInto('item').values(itemToRow(item)).execute();
}

type SavedItem = Omit<ItemRow, 'uid' | 'project_id' | 'key' | 'created_at' | 'created_by'>;

const saveOver = prepared<SavedItem, never>((db, value) =>
  db
    .updateTable('item')
    .set({
      type: value('type'),
      title: value('title'),
      title_folded: value('title_folded'),
      description: value('description'),
      board_id: value('board_id'),
      column_id: value('column_id'),
      lane_id: value('lane_id'),
      status_id: value('status_id'),
      category: value('category'),
      estimate: value('estimate'),
      estimate_text: value('estimate_text'),
      done_estimate: value('done_estimate'),
      condition: value('condition'),
      assignee_id: value('assignee_id'),
      started_at: value('started_at'),
      done_at: value('done_at'),
      sort_order: value('sort_order'),
      version: value('version'),
      updated_at: value('updated_at'),
      updated_by: value('updated_by'),
    })
    .where('org_id', '=', value('org_id'))
    .where('id', '=', value('id')),
);

/** Writes an item over what it was. */
export async function saveItem(db: Db, item: Item): Promise<void> {
  await saveOver(db, itemToRow(item));
}

/** The next `KEY-N` of a project. */
export async function takeItemKey(db: Db, orgId: number, projectId: number): Promise<string> {
  const row = await db
    .updateTable('project')
    .set((eb) => ({ last_item_number: eb('last_item_number', '+', 1) }))
    .where('org_id', '=', orgId)
    .where('id', '=', projectId)
    .returning(['key', 'last_item_number'])
    .executeTakeFirstOrThrow();
  return `${row.key}-${row.last_item_number}`;
}

/** A live membership of an item, with what decides about it. */
export interface LiveMembership {
  readonly id: number;
  readonly iterationId: number;
  readonly projectId: number;
  readonly boardId: number;
  readonly kind: IterationKind;
  readonly status: IterationStatus;
  readonly zone: string | null;
}

const liveMemberships = prepared<{ orgId: number; itemId: number }, LiveMembership>((db, value) =>
  db
    .selectFrom('membership as m')
    .innerJoin('iteration as i', (on) => on.onRef('i.org_id', '=', 'm.org_id').onRef('i.id', '=', 'm.iteration_id'))
    .innerJoin('project as p', (on) => on.onRef('p.org_id', '=', 'i.org_id').onRef('p.id', '=', 'i.project_id'))
    .innerJoin('organization as o', 'o.id', 'm.org_id')
    .select((eb) => [
      'm.id',
      'i.id as iterationId',
      'i.project_id as projectId',
      'i.board_id as boardId',
      'i.kind',
      'i.status',
      eb.fn.coalesce('i.zone', 'p.zone', 'o.zone').as('zone'),
    ])
    .where('m.org_id', '=', value('orgId'))
    .where('m.item_id', '=', value('itemId'))
    .where('m.ended_at', 'is', null)
    .orderBy('i.id'),
);

/** All iterations an item is in now, open or closed, by rising id. */
export function listLiveMemberships(db: Db, orgId: number, itemId: number): Promise<readonly LiveMembership[]> {
  return liveMemberships(db, { orgId, itemId });
}

/** An item and its row are the same but for spelling; the folded title is kept for searching. */
export function itemToRow(item: Item): ItemRow {
  return {
    org_id: item.orgId,
    id: item.id,
    uid: item.uid,
    project_id: item.projectId,
    key: item.key,
    type: item.type,
    title: item.title,
    title_folded: folded(item.title),
    description: item.description,
    board_id: item.boardId,
    column_id: item.columnId,
    lane_id: item.laneId,
    status_id: item.statusId,
    category: item.category,
    estimate: item.estimate,
    estimate_text: item.estimateText,
    done_estimate: item.doneEstimate,
    condition: item.condition,
    assignee_id: item.assigneeId,
    started_at: item.startedAt,
    done_at: item.doneAt,
    sort_order: item.sortOrder,
    version: item.version,
    created_at: item.createdAt,
    created_by: item.createdBy,
    updated_at: item.updatedAt,
    updated_by: item.updatedBy,
  };
}

/** A row as the core knows it. */
export function itemFromRow(row: ItemRow): Item {
  return {
    orgId: row.org_id,
    id: row.id,
    uid: row.uid,
    projectId: row.project_id,
    key: row.key,
    type: row.type,
    title: row.title,
    description: row.description,
    boardId: row.board_id,
    columnId: row.column_id,
    laneId: row.lane_id,
    statusId: row.status_id,
    category: row.category,
    estimate: row.estimate,
    estimateText: row.estimate_text,
    doneEstimate: row.done_estimate,
    condition: row.condition,
    assigneeId: row.assignee_id,
    startedAt: row.started_at,
    doneAt: row.done_at,
    sortOrder: row.sort_order,
    version: row.version,
    createdAt: row.created_at,
    createdBy: row.created_by,
    updatedAt: row.updated_at,
    updatedBy: row.updated_by,
  };
}
