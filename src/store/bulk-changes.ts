import type { Actor } from '../domain/access.ts';
import type { PersonRef } from '../domain/iteration.ts';
import type { RefusalData } from '../domain/refusal.ts';
import type { BulkChangeTable } from './bulk-change-schema.ts';
import { type Db, prepared } from './engine.ts';

/** How far a bulk change is. */
export type BulkChangeStatus = BulkChangeTable['status'];

/** Which bulk change, of which organization. */
export interface BulkChangeName {
  readonly orgId: number;
  readonly id: string;
}

/** A bulk change as whoever asked for it is told of it. */
export interface BulkChange extends BulkChangeName {
  readonly status: BulkChangeStatus;
  readonly total: number;
  /** How many items were gone through, the refused ones too. */
  readonly done: number;
  readonly refused: number;
  readonly createdAt: number;
  readonly creator: PersonRef;
}

/** What is left to be done of a bulk change. */
export interface BulkWork {
  readonly actor: Actor;
  /** As it was given to `insertBulkChange`. */
  readonly deed: unknown;
  readonly itemIds: readonly number[];
  readonly done: number;
  readonly refused: number;
}

/** An item that a bulk change left as it was, as the item is called now, and why. */
export interface BulkRefusal {
  readonly item: { readonly id: number; readonly key: string; readonly title: string; readonly projectId: number };
  readonly refusal: RefusalData;
}

/** Stores a bulk change of which nothing is done yet. */
export async function insertBulkChange(
  db: Db,
  change: BulkChangeName & {
    readonly actor: Actor;
    readonly deed: unknown;
    readonly itemIds: readonly number[];
    readonly at: number;
  },
): Promise<void> {
  await db
    .insertInto('bulk_change')
    .values({
      org_id: change.orgId,
      id: change.id,
      actor: JSON.stringify(change.actor),
      deed: JSON.stringify(change.deed),
      item_ids: JSON.stringify(change.itemIds),
      status: 'created',
      total: change.itemIds.length,
      done: 0,
      refused: 0,
      created_at: change.at,
      created_by: change.actor.userId,
      updated_at: change.at,
    })
    .execute();
}

const shown = prepared<BulkChangeName & { personId: number }, BulkChangeRow>((db, value) =>
  selectBulkChanges(db)
    .where('b.org_id', '=', value('orgId'))
    .where('b.id', '=', value('id'))
    .where('b.created_by', '=', value('personId')),
);

/** A bulk change that a person asked for, or undefined. */
export async function findBulkChange(
  db: Db,
  name: BulkChangeName & { readonly personId: number },
): Promise<BulkChange | undefined> {
  return (await shown(db, name)).map(fromRow)[0];
}

/** The newest bulk changes that a person asked for, the newest first. */
export async function listBulkChangesOf(
  db: Db,
  orgId: number,
  personId: number,
  limit: number,
): Promise<readonly BulkChange[]> {
  const rows = await selectBulkChanges(db)
    .where('b.org_id', '=', orgId)
    .where('b.created_by', '=', personId)
    .orderBy('b.created_at', 'desc')
    .orderBy('b.id')
    .limit(limit)
    .execute();
  return rows.map(fromRow);
}

/** What is left to be done of a bulk change; undefined when it is finished or not there. */
export async function findBulkWork(db: Db, { orgId, id }: BulkChangeName): Promise<BulkWork | undefined> {
  const row = await db
    .selectFrom('bulk_change')
    .select(['actor', 'deed', 'item_ids', 'done', 'refused'])
    .where('org_id', '=', orgId)
    .where('id', '=', id)
    .where('status', 'in', ['created', 'running'])
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const { item_ids, done, refused } = row;
  return { actor: JSON.parse(row.actor), deed: JSON.parse(row.deed), itemIds: JSON.parse(item_ids), done, refused };
}

/** The bulk changes of all organizations that are not finished, oldest first. */
export async function listUnfinishedBulkChanges(db: Db): Promise<readonly BulkChangeName[]> {
  return db
    .selectFrom('bulk_change')
    .select(['org_id as orgId', 'id'])
    .where('status', 'in', ['created', 'running'])
    .orderBy('created_at')
    .orderBy('id')
    .execute();
}

/** Notes how far a bulk change has come. What is finished keeps no list of its items. */
export async function saveBulkProgress(
  db: Db,
  progress: BulkChangeName & {
    readonly status: BulkChangeStatus;
    readonly done: number;
    readonly refused: number;
    readonly at: number;
  },
): Promise<void> {
  const { orgId, id, status, done, refused, at } = progress;
  await db
    .updateTable('bulk_change')
    .set({ status, done, refused, updated_at: at, ...(status === 'running' ? {} : { item_ids: '[]' }) })
    .where('org_id', '=', orgId)
    .where('id', '=', id)
    .execute();
}

const insertRefusal = prepared<BulkChangeName & { itemId: number; refusal: string }, never>((db, value) =>
  db.insertInto('bulk_change_refusal').values({
    org_id: value('orgId'),
    bulk_change_id: value('id'),
    item_id: value('itemId'),
    refusal: value('refusal'),
  }),
);

/** Keeps why a bulk change left an item as it was. */
export async function insertBulkRefusal(
  db: Db,
  { orgId, id }: BulkChangeName,
  itemId: number,
  refusal: RefusalData,
): Promise<void> {
  await insertRefusal(db, { orgId, id, itemId, refusal: JSON.stringify(refusal) });
}

/** The items that a bulk change left as they were, by number. */
export async function listBulkRefusals(db: Db, { orgId, id }: BulkChangeName): Promise<readonly BulkRefusal[]> {
  const rows = await db
    .selectFrom('bulk_change_refusal as r')
    .innerJoin('item as t', (on) => on.onRef('t.org_id', '=', 'r.org_id').onRef('t.id', '=', 'r.item_id'))
    .select(['t.id', 't.key', 't.title', 't.project_id as projectId', 'r.refusal'])
    .where('r.org_id', '=', orgId)
    .where('r.bulk_change_id', '=', id)
    .orderBy('r.item_id')
    .execute();
  return rows.map(({ refusal, ...item }) => ({ item, refusal: JSON.parse(refusal) }));
}

interface BulkChangeRow extends Omit<BulkChange, 'creator'> {
  readonly personId: number;
  readonly personUid: string;
  readonly personName: string;
}

function selectBulkChanges(db: Db) {
  return db
    .selectFrom('bulk_change as b')
    .innerJoin('person as p', 'p.id', 'b.created_by')
    .select([
      'b.org_id as orgId',
      'b.id',
      'b.status',
      'b.total',
      'b.done',
      'b.refused',
      'b.created_at as createdAt',
      'p.id as personId',
      'p.uid as personUid',
      'p.name as personName',
    ]);
}

function fromRow({ personId, personUid, personName, ...change }: BulkChangeRow): BulkChange {
  return { ...change, creator: { id: personId, uid: personUid, name: personName } };
}
