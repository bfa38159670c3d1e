import { sql } from 'kysely';
import { type Db, idList, prepared } from './engine.ts';

const tagsIn = prepared<{ orgId: number; iterationId: number }, { itemId: number; name: string }>((db, value) =>
  db
    .selectFrom('membership as m')
    .innerJoin('item_tag as i', (on) => on.onRef('i.org_id', '=', 'm.org_id').onRef('i.item_id', '=', 'm.item_id'))
    .innerJoin('tag as t', (on) => on.onRef('t.org_id', '=', 'i.org_id').onRef('t.id', '=', 'i.tag_id'))
    .select(['m.item_id as itemId', 't.name'])
    .where('m.org_id', '=', value('orgId'))
    .where('m.iteration_id', '=', value('iterationId'))
    .where('m.ended_at', 'is', null)
    .orderBy('m.item_id')
    .orderBy('t.id'),
);

/** The tags of an iteration's members, by the item; items without any are left out. */
export async function tagsOfMembers(
  db: Db,
  orgId: number,
  iterationId: number,
): Promise<ReadonlyMap<number, readonly string[]>> {
  const tags = new Map<number, string[]>();
  for (const { itemId, name } of await tagsIn(db, { orgId, iterationId })) {
    tags.set(itemId, [...(tags.get(itemId) ?? []), name]);
  }
  return tags;
}

const plannedOnBoard = prepared<{ orgId: number; boardId: number; to: number; from: number }, { itemId: number }>(
  (db, value) => ({
    compile: () =>
      // What the others hold is found once, not asked for each item: all but a few items are in none of them. The cross join
      // has SQLite begin with the iterations; by itself it goes through all that the organization has in any iteration.
      sql<{ itemId: number }>`
        SELECT m.item_id AS "itemId" FROM iteration AS i CROSS JOIN membership AS m
        WHERE m.org_id = i.org_id AND m.iteration_id = i.id AND m.ended_at IS NULL
          AND i.org_id = ${value('orgId')} AND i.id <> ${value('from')} AND (i.id = ${value('to')} OR (
            i.board_id = ${value('boardId')} AND i.kind = 'iteration' AND i.status IN ('planned', 'active')))`.compile(
        db,
      ),
  }),
);

/** The items that are in an iteration, or in another open one of its board; what `from` holds does not count. */
export async function itemsPlannedBeside(
  db: Db,
  where: { readonly orgId: number; readonly boardId: number; readonly to: number; readonly from: number },
): Promise<ReadonlySet<number>> {
  return new Set((await plannedOnBoard(db, where)).map(({ itemId }) => itemId));
}

/** The versions that items have now; those that are deleted have none. */
export async function versionsOfItems(
  db: Db,
  orgId: number,
  itemIds: readonly number[],
): Promise<ReadonlyMap<number, number>> {
  if (itemIds.length === 0) return new Map();
  const { rows } = await sql<{ id: number; version: number }>`
    SELECT t.id, t.version FROM (${idList(db, itemIds)}) AS listed
    JOIN item AS t ON t.org_id = ${orgId} AND t.id = listed.id AND t.condition <> 'deleted'`.execute(db);
  return new Map(rows.map(({ id, version }) => [id, version]));
}

/** Counts one more carry of items, each with the estimate that it has, or takes such a carry back. Raises their versions. */
export async function countCarry(
  db: Db,
  carry: { orgId: number; itemIds: readonly number[]; at: number; by: number; sign: 1 | -1 },
): Promise<void> {
  const { sign } = carry;
  await sql`
    UPDATE item SET version = version + 1, updated_at = ${carry.at}, updated_by = ${carry.by},
      carry_count = carry_count + ${sql.lit(sign)}, points_dragged = points_dragged + coalesce(estimate, 0) * ${sql.lit(sign)}
    WHERE org_id = ${carry.orgId} AND id IN (SELECT id FROM (${idList(db, carry.itemIds)}) AS listed)`.execute(db);
}

/** Those of some items that are done and were done within a time, the end included. */
export async function doneAmong(
  db: Db,
  orgId: number,
  itemIds: readonly number[],
  when: { readonly after: number; readonly until: number },
): Promise<ReadonlySet<number>> {
  const { rows } = await sql<{ id: number }>`
    SELECT t.id FROM (${idList(db, itemIds)}) AS listed
    JOIN item AS t ON t.org_id = ${orgId} AND t.id = listed.id
    WHERE t.category = 'done' AND t.done_at > ${when.after} AND t.done_at <= ${when.until}`.execute(db);
  return new Set(rows.map(({ id }) => id));
}
