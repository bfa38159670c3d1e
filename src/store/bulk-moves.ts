import { type RawBuilder, sql } from 'kysely';
import type { Category } from '../domain/ledger.ts';
import type { Rank } from '../domain/rollover-policy.ts';
import { type Db, idList } from './engine.ts';
import { takeNumbers } from './events.ts';
import { firstSortOrder, lastSortOrder } from './memberships.ts';
import { numbersOf } from './numbers-of.ts';

/** What a bulk move needs to know of each item that it takes. */
export interface BulkItem {
  readonly id: number;
  readonly uid: string;
  readonly projectId: number;
  readonly category: Category;
  readonly estimate: number | null;
  readonly doneEstimate: number | null;
}

/** The live members of an iteration, in their order. */
function selectMembers(db: Db, orgId: number, iterationId: number) {
  return db
    .selectFrom('membership as m')
    .innerJoin('item as t', (on) => on.onRef('t.org_id', '=', 'm.org_id').onRef('t.id', '=', 'm.item_id'))
    .select([
      't.id',
      't.uid',
      't.project_id as projectId',
      't.category',
      't.estimate',
      't.done_estimate as doneEstimate',
    ])
    .where('m.org_id', '=', orgId)
    .where('m.iteration_id', '=', iterationId)
    .where('m.ended_at', 'is', null)
    .orderBy('m.sort_order')
    .orderBy('m.id');
}

/**
 * The items that move from an iteration to another when it is removed, in their order. Left where they are: items that are
 * in the target already, and items planned in another open iteration of the target's board.
 */
export async function movableItems(
  db: Db,
  move: { orgId: number; from: number; to: number; toBoard: number },
): Promise<readonly BulkItem[]> {
  const { orgId, from, to } = move;
  const open = await openIterationsOf(db, orgId, move.toBoard);
  const others = [...new Set([...open, to])].filter((id) => id !== from);
  // What the others hold is found once, not asked for each item: all but a few items are in none of them.
  return selectMembers(db, orgId, from)
    .where('m.item_id', 'not in', membersOf(db, orgId, others))
    .where('t.condition', '!=', 'deleted')
    .execute();
}

/** The items that are in an iteration now, in their order. */
export async function liveItems(db: Db, orgId: number, iterationId: number): Promise<readonly BulkItem[]> {
  return selectMembers(db, orgId, iterationId).execute();
}

/** Those of some items that are in an iteration now, in its order. */
export async function membersAmong(
  db: Db,
  orgId: number,
  iterationId: number,
  itemIds: readonly number[],
): Promise<readonly BulkItem[]> {
  return selectMembers(db, orgId, iterationId).where('m.item_id', 'in', among(db, itemIds)).execute();
}

/** Live members of an iteration that are also in another open iteration of its board. */
export async function replannedItems(
  db: Db,
  where: { orgId: number; iterationId: number; boardId: number },
): Promise<readonly BulkItem[]> {
  const { orgId, iterationId } = where;
  const others = (await openIterationsOf(db, orgId, where.boardId)).filter((id) => id !== iterationId);
  return selectMembers(db, orgId, iterationId)
    .where('m.item_id', 'in', membersOf(db, orgId, others))
    .execute();
}

/** The planned and active iterations of a board. */
export async function openIterationsOf(db: Db, orgId: number, boardId: number): Promise<readonly number[]> {
  const rows = await db
    .selectFrom('iteration')
    .select('id')
    .where('org_id', '=', orgId)
    .where('board_id', '=', boardId)
    .where('kind', '=', 'iteration')
    .where('status', 'in', ['planned', 'active'])
    .execute();
  return rows.map(({ id }) => id);
}

/** The items that are in any of some iterations, as a subquery. */
function membersOf(db: Db, orgId: number, iterationIds: readonly number[]) {
  return db
    .selectFrom('membership as o')
    .select('o.item_id')
    .where('o.org_id', '=', orgId)
    .where('o.iteration_id', 'in', numbersOf(db, JSON.stringify(iterationIds)))
    .where('o.ended_at', 'is', null);
}

/** Enters items into an iteration with one statement, before or after those that stand there; answers the place of the first. */
export async function insertMemberships(
  db: Db,
  records: {
    orgId: number;
    iterationId: number;
    itemIds: readonly number[];
    at: number;
    by: number;
    seq: number;
    rank: Rank;
  },
): Promise<number> {
  const first = await takeNumbers(db, records.orgId, 'membership', records.itemIds.length);
  const { start, step } = await placesFor(db, records);
  await sql`
    INSERT INTO membership (org_id, id, iteration_id, item_id, sort_order, added_at, added_by, added_seq)
    SELECT ${records.orgId}, ${first} + listed.place, ${records.iterationId}, listed.id,
      cast(${start} as double precision) + listed.place * cast(${step} as double precision),
      ${records.at}, ${records.by}, ${records.seq}
    FROM (${idList(db, records.itemIds)}) AS listed`.execute(db);
  return start;
}

/** The place of the first newcomer, and how far it is to the next. At the top they share the room that is there. */
async function placesFor(
  db: Db,
  where: { orgId: number; iterationId: number; itemIds: readonly number[]; rank: Rank },
): Promise<{ readonly start: number; readonly step: number }> {
  const top = where.rank === 'top' ? await firstSortOrder(db, where.orgId, where.iterationId) : null;
  if (top === null) return { start: (await lastSortOrder(db, where.orgId, where.iterationId)) + 1, step: 1 };
  const step = top / (where.itemIds.length + 1);
  return { start: step, step };
}

/** Ends the live memberships of the given items in an iteration. */
export async function endMemberships(
  db: Db,
  records: { orgId: number; iterationId: number; itemIds: readonly number[]; at: number; by: number; seq: number },
): Promise<void> {
  await db
    .updateTable('membership')
    .set({ ended_at: records.at, ended_by: records.by, ended_seq: records.seq })
    .where('org_id', '=', records.orgId)
    .where('iteration_id', '=', records.iterationId)
    .where('ended_at', 'is', null)
    .where('item_id', 'in', among(db, records.itemIds))
    .execute();
}

/** Marks items as changed by a bulk move: an item's version rises when its memberships change. */
export async function touchItems(
  db: Db,
  touch: { orgId: number; itemIds: readonly number[]; at: number; by: number },
): Promise<void> {
  await db
    .updateTable('item')
    .set((eb) => ({ version: eb('version', '+', 1), updated_at: touch.at, updated_by: touch.by }))
    .where('org_id', '=', touch.orgId)
    .where('id', 'in', among(db, touch.itemIds))
    .execute();
}

function among(db: Db, ids: readonly number[]): RawBuilder<number> {
  return sql<number>`(SELECT id FROM (${idList(db, ids)}) AS listed)`;
}
