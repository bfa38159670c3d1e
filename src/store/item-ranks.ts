import { sql } from 'kysely';
import type { Ranked } from '../domain/rank.ts';
import { type Db, idList, prepared } from './engine.ts';

/** A row of items in one order: those of a project, or those that are in an iteration. */
export type RankedRow =
  | { readonly orgId: number; readonly projectId: number }
  | { readonly orgId: number; readonly iterationId: number };

const inProject = prepared<{ orgId: number; projectId: number }, Ranked>((db, value) =>
  db
    .selectFrom('item')
    .select(['id', sql<number>`coalesce(backlog_priority, id)`.as('rank')])
    .where('org_id', '=', value('orgId'))
    .where('project_id', '=', value('projectId'))
    .where('condition', '!=', 'deleted')
    .orderBy('rank')
    .orderBy('id'),
);

const inIteration = prepared<{ orgId: number; iterationId: number }, Ranked>((db, value) =>
  db
    .selectFrom('membership')
    .select(['item_id as id', 'sort_order as rank'])
    .where('org_id', '=', value('orgId'))
    .where('iteration_id', '=', value('iterationId'))
    .where('ended_at', 'is', null)
    .orderBy('sort_order')
    .orderBy('item_id'),
);

/** The items of a row, in their order. */
export function listRanked(db: Db, row: RankedRow): Promise<readonly Ranked[]> {
  return 'projectId' in row ? inProject(db, row) : inIteration(db, row);
}

/** Gives the items of a row whole numbers as ranks, in the order that they have; it is no change of theirs. */
export async function numberRow(db: Db, row: RankedRow): Promise<void> {
  if ('projectId' in row) {
    await sql`
      UPDATE item SET backlog_priority = listed.place
      FROM (
        SELECT id, row_number() OVER (ORDER BY coalesce(backlog_priority, id), id) AS place FROM item
        WHERE org_id = ${row.orgId} AND project_id = ${row.projectId} AND condition <> 'deleted'
      ) AS listed
      WHERE item.org_id = ${row.orgId} AND item.id = listed.id`.execute(db);
    return;
  }
  await sql`
    UPDATE membership SET sort_order = listed.place
    FROM (
      SELECT id, row_number() OVER (ORDER BY sort_order, item_id) AS place FROM membership
      WHERE org_id = ${row.orgId} AND iteration_id = ${row.iterationId} AND ended_at IS NULL
    ) AS listed
    WHERE membership.org_id = ${row.orgId} AND membership.id = listed.id`.execute(db);
}

const setPlace = prepared<{ orgId: number; iterationId: number } & Ranked, never>((db, value) =>
  db
    .updateTable('membership')
    .set({ sort_order: value('rank') })
    .where('org_id', '=', value('orgId'))
    .where('iteration_id', '=', value('iterationId'))
    .where('item_id', '=', value('id'))
    .where('ended_at', 'is', null),
);

/** Gives an item its place in an iteration that it is in. */
export async function setOrder(
  db: Db,
  row: { readonly orgId: number; readonly iterationId: number },
  place: Ranked,
): Promise<void> {
  await setPlace(db, { ...row, ...place });
}

const lastItem = prepared<{ orgId: number }, { item: number }>((db, value) =>
  db.selectFrom('organization_counter').select('item').where('org_id', '=', value('orgId')),
);

/** The number that the next item of the organization will have, and with it its rank. */
export async function nextItemNumber(db: Db, orgId: number): Promise<number> {
  return ((await lastItem(db, { orgId }))[0]?.item ?? 0) + 1;
}

/** Ranks items in the backlog at equal steps, in the order given, and raises their versions. */
export async function rankInBacklog(
  db: Db,
  ranks: { orgId: number; itemIds: readonly number[]; first: number; step: number; at: number; by: number },
): Promise<void> {
  await sql`
    UPDATE item SET version = version + 1, updated_at = ${ranks.at}, updated_by = ${ranks.by},
      backlog_priority = cast(${ranks.first} as double precision) + listed.place * cast(${ranks.step} as double precision)
    FROM (${idList(db, ranks.itemIds)}) AS listed
    WHERE item.org_id = ${ranks.orgId} AND item.id = listed.id`.execute(db);
}
