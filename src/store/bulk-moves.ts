import { type RawBuilder, sql } from 'kysely';
import type { Category } from '../domain/ledger.ts';
import { type Db, idList } from './engine.ts';
import { takeNumbers } from './events.ts';
import { lastSortOrder } from './memberships.ts';

/** What a set of items in an iteration adds up to, by category. */
export interface MemberSum {
  readonly category: Category;
  readonly items: number;
  readonly points: number;
  readonly donePoints: number;
  readonly unestimated: number;
}

/** Which members a bulk move takes: the unfinished live ones, or all that are not deleted. */
export type MemberChoice = 'unfinished' | 'all';

/**
 * The items that a bulk move from one iteration to another takes, in their order. Left where they are: items that are
 * in the target already, and items planned in another open iteration of the target's board.
 */
export async function movableItems(
  db: Db,
  move: { orgId: number; from: number; to: number; toBoard: number; choice: MemberChoice },
): Promise<readonly number[]> {
  let query = db
    .selectFrom('membership as m')
    .innerJoin('item as t', (on) => on.onRef('t.org_id', '=', 'm.org_id').onRef('t.id', '=', 'm.item_id'))
    .select('m.item_id')
    .where('m.org_id', '=', move.orgId)
    .where('m.iteration_id', '=', move.from)
    .where('m.ended_at', 'is', null)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('membership as o')
            .innerJoin('iteration as oi', (on) =>
              on.onRef('oi.org_id', '=', 'o.org_id').onRef('oi.id', '=', 'o.iteration_id'),
            )
            .select('o.id')
            .whereRef('o.org_id', '=', 'm.org_id')
            .whereRef('o.item_id', '=', 'm.item_id')
            .where('o.ended_at', 'is', null)
            .where('o.iteration_id', '!=', move.from)
            .where((eb) =>
              eb.or([
                eb('o.iteration_id', '=', move.to),
                eb.and([
                  eb('oi.board_id', '=', move.toBoard),
                  eb('oi.kind', '=', 'iteration'),
                  eb('oi.status', 'in', ['planned', 'active']),
                ]),
              ]),
            ),
        ),
      ),
    );
  query =
    move.choice === 'unfinished'
      ? query.where('t.condition', '=', 'live').where('t.category', 'in', ['queued', 'in_progress'])
      : query.where('t.condition', '!=', 'deleted');
  const rows = await query.orderBy('m.sort_order').orderBy('m.id').execute();
  return rows.map((row) => row.item_id);
}

/** What the given items add up to, by category. */
export async function sumMembers(db: Db, orgId: number, itemIds: readonly number[]): Promise<readonly MemberSum[]> {
  return db
    .selectFrom('item as t')
    .select((eb) => [
      't.category',
      eb.fn.countAll<number>().as('items'),
      sql<number>`coalesce(sum(t.estimate), 0)`.as('points'),
      sql<number>`coalesce(sum(t.done_estimate), 0)`.as('donePoints'),
      sql<number>`sum(case when (case when t.category = 'done' then t.done_estimate else t.estimate end) is null then 1 else 0 end)`.as(
        'unestimated',
      ),
    ])
    .where('t.org_id', '=', orgId)
    .where('t.id', 'in', among(db, itemIds))
    .groupBy('t.category')
    .orderBy('t.category')
    .execute();
}

/** The items that are in an iteration now, in their order. */
export async function liveItems(db: Db, orgId: number, iterationId: number): Promise<readonly number[]> {
  const rows = await db
    .selectFrom('membership')
    .select('item_id')
    .where('org_id', '=', orgId)
    .where('iteration_id', '=', iterationId)
    .where('ended_at', 'is', null)
    .orderBy('sort_order')
    .orderBy('id')
    .execute();
  return rows.map((row) => row.item_id);
}

/** The projects to which the given items belong. */
export async function projectsOf(db: Db, orgId: number, itemIds: readonly number[]): Promise<readonly number[]> {
  const rows = await db
    .selectFrom('item')
    .select('project_id')
    .distinct()
    .where('org_id', '=', orgId)
    .where('id', 'in', among(db, itemIds))
    .orderBy('project_id')
    .execute();
  return rows.map((row) => row.project_id);
}

/** Enters items into an iteration with one statement, after those that stand there; answers the first new record's number. */
export async function insertMemberships(
  db: Db,
  records: { orgId: number; iterationId: number; itemIds: readonly number[]; at: number; by: number; seq: number },
): Promise<number> {
  const last = await lastSortOrder(db, records.orgId, records.iterationId);
  const first = await takeNumbers(db, records.orgId, 'membership', records.itemIds.length);
  await sql`
    INSERT INTO membership (org_id, id, iteration_id, item_id, sort_order, added_at, added_by, added_seq)
    SELECT ${records.orgId}, ${first} + listed.place, ${records.iterationId}, listed.id, ${last} + 1 + listed.place,
      ${records.at}, ${records.by}, ${records.seq}
    FROM (${idList(db, records.itemIds)}) AS listed`.execute(db);
  return first;
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

/** Live members of an iteration that are also in another open iteration of its board. */
export async function replannedItems(
  db: Db,
  where: { orgId: number; iterationId: number; boardId: number },
): Promise<readonly number[]> {
  const rows = await db
    .selectFrom('membership as m')
    .innerJoin('membership as o', (on) => on.onRef('o.org_id', '=', 'm.org_id').onRef('o.item_id', '=', 'm.item_id'))
    .innerJoin('iteration as i', (on) => on.onRef('i.org_id', '=', 'o.org_id').onRef('i.id', '=', 'o.iteration_id'))
    .select('m.item_id')
    .distinct()
    .where('m.org_id', '=', where.orgId)
    .where('m.iteration_id', '=', where.iterationId)
    .where('m.ended_at', 'is', null)
    .where('o.ended_at', 'is', null)
    .where('o.iteration_id', '!=', where.iterationId)
    .where('i.board_id', '=', where.boardId)
    .where('i.kind', '=', 'iteration')
    .where('i.status', 'in', ['planned', 'active'])
    .orderBy('m.item_id')
    .execute();
  return rows.map((row) => row.item_id);
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
