import type { Membership } from '../domain/item.ts';
import { type Db, prepared } from './engine.ts';
import { takeNumbers } from './events.ts';

function selectMemberships(db: Db) {
  return db
    .selectFrom('membership as m')
    .innerJoin('iteration as i', (on) => on.onRef('i.org_id', '=', 'm.org_id').onRef('i.id', '=', 'm.iteration_id'))
    .innerJoin('item as t', (on) => on.onRef('t.org_id', '=', 'm.org_id').onRef('t.id', '=', 'm.item_id'))
    .innerJoin('person as a', 'a.id', 'm.added_by')
    .leftJoin('person as e', 'e.id', 'm.ended_by')
    .select((eb) => [
      'm.id',
      'm.iteration_id as iterationId',
      'i.uid as iterationUid',
      'm.item_id as itemId',
      't.uid as itemUid',
      'a.uid as addedByUid',
      'm.ended_at as removedAt',
      'e.uid as removedByUid',
      'm.sort_order as sortOrder',
      'm.added_at as createdAt',
      eb.fn.coalesce('m.ended_at', 'm.added_at').as('updatedAt'),
    ]);
}

/** Which memberships of an iteration a caller wants: those of now, those that ended, or both. */
export type MembershipSelection = 'live' | 'ended' | 'all';

/** Of a list by rising numbers, so many rows behind one; `asOf` an instant, in epoch milliseconds, as they were before. */
export interface PageBehind {
  readonly after: number;
  readonly limit: number;
  readonly asOf?: number;
}

/** The memberships of an iteration in their order; or a page of them in the order in which they began. */
export async function listMemberships(
  db: Db,
  orgId: number,
  iterationId: number,
  selection: MembershipSelection,
  page?: PageBehind,
): Promise<readonly Membership[]> {
  let query = selectMemberships(db).where('m.org_id', '=', orgId).where('m.iteration_id', '=', iterationId);
  const { asOf = Number.MAX_SAFE_INTEGER } = page ?? {};
  if (selection === 'live')
    query = query.where((eb) => eb.or([eb('m.ended_at', 'is', null), eb('m.ended_at', '>=', asOf)]));
  if (selection === 'ended') query = query.where('m.ended_at', '<', asOf);
  if (page === undefined) return query.orderBy('m.sort_order').orderBy('m.id').execute();
  const began = query.where('m.added_at', '<', asOf).where('m.id', '>', page.after);
  return (await began.orderBy('m.id').limit(page.limit).execute()).flatMap(
    (each) => membershipBefore(each, asOf) ?? [],
  );
}

/** A record as it was before an instant, in epoch milliseconds; undefined for one that had not begun. */
export function membershipBefore(record: Membership, instant: number): Membership | undefined {
  const { createdAt, removedAt } = record;
  if (createdAt >= instant) return undefined;
  if (removedAt === null || removedAt < instant) return record;
  return { ...record, removedAt: null, removedByUid: null, updatedAt: createdAt };
}

/** The live memberships of several iterations of a project, each iteration's in their order. */
export async function listLiveMembershipsOf(
  db: Db,
  orgId: number,
  projectId: number,
  iterationIds: readonly number[],
): Promise<readonly Membership[]> {
  if (iterationIds.length === 0) return [];
  return selectMemberships(db)
    .where('m.org_id', '=', orgId)
    .where('i.project_id', '=', projectId)
    .where('m.iteration_id', 'in', [...iterationIds])
    .where('m.ended_at', 'is', null)
    .orderBy('m.iteration_id')
    .orderBy('m.sort_order')
    .orderBy('m.id')
    .execute();
}

/** Every membership an item has had, newest first. */
export async function listMembershipsOfItem(db: Db, orgId: number, itemId: number): Promise<readonly Membership[]> {
  return selectMemberships(db)
    .where('m.org_id', '=', orgId)
    .where('m.item_id', '=', itemId)
    .orderBy('m.id', 'desc')
    .execute();
}

/** The records that began and that ended by one event, which told of one item or of many in one iteration. */
export async function listMembershipsOfEvent(
  db: Db,
  orgId: number,
  event: { readonly seq: number; readonly iterationId: number | null; readonly itemId: number | null },
): Promise<{ readonly entered: readonly Membership[]; readonly left: readonly Membership[] }> {
  const { seq, iterationId, itemId } = event;
  const ofEvent = selectMemberships(db).where('m.org_id', '=', orgId);
  const found =
    itemId === null ? ofEvent.where('m.iteration_id', '=', iterationId ?? 0) : ofEvent.where('m.item_id', '=', itemId);
  return {
    entered: await found.where('m.added_seq', '=', seq).orderBy('m.id').execute(),
    left: await found.where('m.ended_seq', '=', seq).orderBy('m.id').execute(),
  };
}

const membersThen = prepared<{ orgId: number; iterationId: number; asOf: number }, { itemId: number }>((db, value) =>
  db
    .selectFrom('membership')
    .select('item_id as itemId')
    .where('org_id', '=', value('orgId'))
    .where('iteration_id', '=', value('iterationId'))
    .where('added_at', '<', value('asOf'))
    .where((eb) => eb.or([eb('ended_at', 'is', null), eb('ended_at', '>=', value('asOf'))]))
    .orderBy('sort_order')
    .orderBy('id'),
);

/** The items that were in an iteration before an instant in epoch milliseconds, in the order that they were last given. */
export async function listMembersThen(
  db: Db,
  of: { readonly orgId: number; readonly iterationId: number; readonly asOf: number },
): Promise<readonly number[]> {
  return (await membersThen(db, of)).map(({ itemId }) => itemId);
}

/** A stay of an item in an iteration, by the events that told of its beginning and its end. */
export interface Stay {
  readonly iterationId: number;
  readonly addedSeq: number;
  readonly addedAt: number;
  readonly addedBy: number;
  readonly ended: { readonly seq: number; readonly at: number; readonly by: number } | null;
}

/** Every stay of an item in an iteration (not in a release), in order. */
export async function listStays(db: Db, orgId: number, itemId: number): Promise<readonly Stay[]> {
  const rows = await db
    .selectFrom('membership as m')
    .innerJoin('iteration as i', (on) => on.onRef('i.org_id', '=', 'm.org_id').onRef('i.id', '=', 'm.iteration_id'))
    .selectAll('m')
    .where('m.org_id', '=', orgId)
    .where('m.item_id', '=', itemId)
    .where('i.kind', '=', 'iteration')
    .orderBy('m.id')
    .execute();
  return rows.map(({ ended_seq: seq, ended_at: at, ended_by: by, ...row }) => ({
    iterationId: row.iteration_id,
    addedSeq: row.added_seq,
    addedAt: row.added_at,
    addedBy: row.added_by,
    ended: seq === null || at === null || by === null ? null : { seq, at, by },
  }));
}

const byId = prepared<{ orgId: number; id: number }, Membership>((db, value) =>
  selectMemberships(db).where('m.org_id', '=', value('orgId')).where('m.id', '=', value('id')),
);

/** One membership that is known to exist. */
export async function getMembership(db: Db, orgId: number, id: number): Promise<Membership> {
  const [row] = await byId(db, { orgId, id });
  if (row === undefined) throw new Error(`No membership ${id}`);
  return row;
}

/** Puts an item at the end of an iteration and answers the new record's number; `seq` is the event that tells of it. */
export async function insertMembership(
  db: Db,
  record: { orgId: number; iterationId: number; itemId: number; at: number; by: number; seq: number },
): Promise<number> {
  const sortOrder = (await lastSortOrder(db, record.orgId, record.iterationId)) + 1;
  const id = await takeNumbers(db, record.orgId, 'membership');
  await db
    .insertInto('membership')
    .values({
      org_id: record.orgId,
      id,
      iteration_id: record.iterationId,
      item_id: record.itemId,
      sort_order: sortOrder,
      added_at: record.at,
      added_by: record.by,
      added_seq: record.seq,
      ended_at: null,
      ended_by: null,
      ended_seq: null,
    })
    .execute();
  return id;
}

const end = prepared<{ orgId: number; id: number; at: number; by: number; seq: number }, never>((db, value) =>
  db
    .updateTable('membership')
    .set({ ended_at: value('at'), ended_by: value('by'), ended_seq: value('seq') })
    .where('org_id', '=', value('orgId'))
    .where('id', '=', value('id')),
);

/** Ends a membership; its record stays. */
export async function endMembership(
  db: Db,
  record: { orgId: number; id: number; at: number; by: number; seq: number },
): Promise<void> {
  await end(db, record);
}

/** The place after the last one in an iteration. */
export async function lastSortOrder(db: Db, orgId: number, iterationId: number): Promise<number> {
  const [row] = await lastOrder(db, { orgId, iterationId });
  return row?.last ?? 0;
}

const lastOrder = prepared<{ orgId: number; iterationId: number }, { last: number | null }>((db, value) =>
  db
    .selectFrom('membership')
    .select((eb) => eb.fn.max('sort_order').as('last'))
    .where('org_id', '=', value('orgId'))
    .where('iteration_id', '=', value('iterationId')),
);

/** The place of the first one that is in an iteration now; null when it holds none. */
export async function firstSortOrder(db: Db, orgId: number, iterationId: number): Promise<number | null> {
  const [row] = await firstOrder(db, { orgId, iterationId });
  return row?.first ?? null;
}

const firstOrder = prepared<{ orgId: number; iterationId: number }, { first: number | null }>((db, value) =>
  db
    .selectFrom('membership')
    .select((eb) => eb.fn.min('sort_order').as('first'))
    .where('org_id', '=', value('orgId'))
    .where('iteration_id', '=', value('iterationId'))
    .where('ended_at', 'is', null),
);
