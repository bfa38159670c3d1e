import { sql } from 'kysely';
import type { Item, ItemRef } from '../domain/item.ts';
import type { IterationKind, IterationStatus } from '../domain/iteration.ts';
import { type Db, prepared } from './engine.ts';
import { type ItemRow, itemToRow, selectItems } from './item-rows.ts';

const itemById = prepared<{ orgId: number; id: number }, Item>((db, value) =>
  selectItems(db).where('t.org_id', '=', value('orgId')).where('t.id', '=', value('id')),
);
const itemByUid = prepared<{ orgId: number; uid: string }, Item>((db, value) =>
  selectItems(db).where('t.org_id', '=', value('orgId')).where('t.uid', '=', value('uid')),
);
const itemByKey = prepared<{ orgId: number; key: string }, Item>((db, value) =>
  selectItems(db).where('t.org_id', '=', value('orgId')).where('t.key', '=', value('key')),
);
const itemByAlias = prepared<{ orgId: number; key: string }, Item>((db, value) =>
  selectItems(db)
    .innerJoin('item_alias as a', (on) => on.onRef('a.org_id', '=', 't.org_id').onRef('a.item_id', '=', 't.id'))
    .where('a.org_id', '=', value('orgId'))
    .where('a.key', '=', value('key')),
);
const itemByUnique = prepared<{ orgId: number; uniqueKey: string }, Item>((db, value) =>
  selectItems(db).where('t.org_id', '=', value('orgId')).where('t.unique_key', '=', value('uniqueKey')),
);

/** The item of that name in the organization, deleted ones too, or undefined. A key it had before a move names it too. */
export async function findItem(db: Db, orgId: number, ref: ItemRef): Promise<Item | undefined> {
  if ('id' in ref) return (await itemById(db, { orgId, id: ref.id }))[0];
  if ('uid' in ref) return (await itemByUid(db, { orgId, uid: ref.uid }))[0];
  if ('uniqueKey' in ref) return (await itemByUnique(db, { orgId, uniqueKey: ref.uniqueKey }))[0];
  return (await itemByKey(db, { orgId, key: ref.key }))[0] ?? (await itemByAlias(db, { orgId, key: ref.key }))[0];
}

const itemsUpwards = prepared<{ orgId: number; id: number; whole: number }, { id: number }>((db, value) => ({
  compile: () =>
    sql<{ id: number }>`
      WITH RECURSIVE upwards (id, parent_id) AS (
        SELECT id, parent_id FROM item WHERE org_id = ${value('orgId')} AND id = ${value('id')}
        UNION SELECT t.id, t.parent_id FROM item AS t JOIN upwards ON t.id = upwards.parent_id
        WHERE t.org_id = ${value('orgId')}
      )
      SELECT id FROM upwards WHERE id = ${value('whole')}`.compile(db),
}));

/** Whether an item is another one, or a part of it, however deep. */
export async function isWithin(db: Db, orgId: number, id: number, whole: number): Promise<boolean> {
  return (await itemsUpwards(db, { orgId, id, whole })).length > 0;
}

/** Stores a new item. */
export async function insertItem(db: Db, item: Item): Promise<void> {
  await db.insertInto('item').values(itemToRow(item)).execute();
}

type SavedItem = Omit<ItemRow, 'uid' | 'unique_key' | 'created_at' | 'created_by'>;

const saveOver = prepared<SavedItem, never>((db, value) =>
  db
    .updateTable('item')
    .set({
      project_id: value('project_id'),
      key: value('key'),
      type: value('type'),
      title: value('title'),
      title_folded: value('title_folded'),
      description: value('description'),
      description_folded: value('description_folded'),
      parent_id: value('parent_id'),
      priority: value('priority'),
      resolution: value('resolution'),
      board_id: value('board_id'),
      column_id: value('column_id'),
      subcolumn_id: value('subcolumn_id'),
      lane_id: value('lane_id'),
      status_id: value('status_id'),
      previous_status_id: value('previous_status_id'),
      status_at: value('status_at'),
      category: value('category'),
      estimate: value('estimate'),
      estimate_text: value('estimate_text'),
      done_estimate: value('done_estimate'),
      condition: value('condition'),
      assignee_id: value('assignee_id'),
      start_day: value('start_day'),
      end_day: value('end_day'),
      due_day: value('due_day'),
      planned_minutes: value('planned_minutes'),
      remaining_minutes: value('remaining_minutes'),
      spent_minutes: value('spent_minutes'),
      planned_start_at: value('planned_start_at'),
      planned_end_at: value('planned_end_at'),
      due_at: value('due_at'),
      has_due_time: value('has_due_time'),
      expires_later: value('expires_later'),
      asap: value('asap'),
      is_blocked: value('is_blocked'),
      owner_id: value('owner_id'),
      external_id: value('external_id'),
      text_format: value('text_format'),
      properties: value('properties'),
      column_at: value('column_at'),
      lane_at: value('lane_at'),
      area_id: value('area_id'),
      team_id: value('team_id'),
      estimate_low: value('estimate_low'),
      estimate_high: value('estimate_high'),
      backlog_priority: value('backlog_priority'),
      custom: value('custom'),
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

/** Keeps a key by which an item goes on being found. */
export async function insertAlias(db: Db, orgId: number, key: string, itemId: number): Promise<void> {
  await db.insertInto('item_alias').values({ org_id: orgId, key, item_id: itemId }).execute();
}

/** A live membership of an item, with what decides about it. */
export interface LiveMembership {
  readonly id: number;
  readonly iterationId: number;
  readonly projectId: number;
  readonly boardId: number;
  readonly kind: IterationKind;
  readonly status: IterationStatus;
  readonly zone: string;
  readonly frozenAt: number | null;
  readonly defaultEstimate: number | null;
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
      'i.frozen_at as frozenAt',
      'i.default_estimate as defaultEstimate',
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
