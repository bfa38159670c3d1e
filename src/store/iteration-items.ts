import { sql } from 'kysely';
import type { ItemEvent, StayInIteration } from '../domain/versions-of-item.ts';
import { type Db, prepared, rowCount } from './engine.ts';

/** A stay, and whose it is. */
export interface ItemStayRow extends StayInIteration {
  readonly itemId: number;
}

/** A change of an item, and whose it is. */
export interface ItemEventRow extends ItemEvent {
  readonly itemId: number;
}

interface StayRow {
  readonly itemId: number;
  readonly addedSeq: number;
  readonly addedAt: number;
  readonly endedSeq: number | null;
  readonly endedAt: number | null;
}

const staysIn = prepared<{ orgId: number; iterationId: number }, StayRow>((db, value) =>
  db
    .selectFrom('membership')
    .select([
      'item_id as itemId',
      'added_seq as addedSeq',
      'added_at as addedAt',
      'ended_seq as endedSeq',
      'ended_at as endedAt',
    ])
    .where('org_id', '=', value('orgId'))
    .where('iteration_id', '=', value('iterationId'))
    .orderBy('sort_order')
    .orderBy('id'),
);

const changesIn = prepared<
  { orgId: number; iterationId: number; since: number; limit: number },
  { seq: number; at: number; itemId: number | null; data: string }
>((db, value) =>
  db
    .selectFrom('event')
    .select(['seq', 'at', 'item_id as itemId', 'data'])
    .where('org_id', '=', value('orgId'))
    .where('kind', '=', 'item.changed')
    .where('seq', '>=', value('since'))
    .where(
      'item_id',
      'in',
      db
        .selectFrom('membership')
        .select('item_id')
        .where('org_id', '=', value('orgId'))
        .where('iteration_id', '=', value('iterationId')),
    )
    // Not by the column alone: SQLite would go through all events of the organization, since those are in this order.
    .orderBy(sql`seq + 0`, 'desc')
    .limit(rowCount(value('limit'))),
);

/** Every stay of any item in an iteration, in the iteration's order. */
export async function listStaysIn(db: Db, orgId: number, iterationId: number): Promise<readonly ItemStayRow[]> {
  const rows = await staysIn(db, { orgId, iterationId });
  return rows.map(({ itemId, addedSeq, addedAt, endedSeq, endedAt }) => ({
    itemId,
    added: { seq: addedSeq, at: addedAt },
    ended: endedSeq === null || endedAt === null ? null : { seq: endedSeq, at: endedAt },
  }));
}

/** At most so many changes of the items that are or were in an iteration, from an event on, the newest first. */
export async function listChangesIn(
  db: Db,
  orgId: number,
  iterationId: number,
  page: { readonly since: number; readonly limit: number },
): Promise<readonly ItemEventRow[]> {
  const rows = await changesIn(db, { orgId, iterationId, ...page });
  return rows.flatMap(({ seq, at, itemId, data }) => {
    if (itemId === null) return [];
    const told: Pick<ItemEvent, 'version' | 'changes'> = JSON.parse(data);
    return [{ seq, at, itemId, version: told.version, changes: told.changes }];
  });
}

const done = prepared<{ orgId: number; iterationId: number; projectId: number }, { id: number }>((db, value) =>
  db
    .selectFrom('membership as m')
    .innerJoin('item as t', (on) => on.onRef('t.org_id', '=', 'm.org_id').onRef('t.id', '=', 'm.item_id'))
    .select('t.id')
    .where('m.org_id', '=', value('orgId'))
    .where('m.iteration_id', '=', value('iterationId'))
    .where('m.ended_at', 'is', null)
    .where('t.project_id', '=', value('projectId'))
    .where('t.category', '=', 'done')
    .where('t.condition', '=', 'live')
    .orderBy('m.sort_order')
    .orderBy('m.id'),
);

/** The live items of an iteration that are done and belong to its own project, in their order. */
export async function doneItems(
  db: Db,
  { orgId, id, projectId }: { readonly orgId: number; readonly id: number; readonly projectId: number },
): Promise<readonly number[]> {
  return (await done(db, { orgId, iterationId: id, projectId })).map((row) => row.id);
}
